import { within } from '#access/stake.js';
import type { Viewer } from '#access/viewer.js';

/**
 * The page of disclosure (domain 3.4): which field of a person is seen by whom, and from which moment on.
 * Lists and faces ask this page; nobody else decides. Row-level security stands behind it.
 */

/** Whose eyes, at which stage of the journey. ADMIN and OBSERVER see no person: they are NOBODY. */
export const AUDIENCES = [
  'COUNTY_OF_SERVICE',
  'COUNTY_OF_HUKOU',
  'STATION_BEFORE_ARRIVAL',
  'STATION_AFTER_CHECK_IN',
  'EMPLOYER_BEFORE_OFFER',
  'EMPLOYER_AFTER_ACCEPTANCE',
  'NOBODY',
] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * FULL as it is; MASKED with stars; BAND a five-year age band; COUNTY the county alone; FLAG whether the person
 * belongs to the target population, not why; OWN_CITY only within the viewer's own region; OWN_JOB only what came
 * of the viewer's own verified arrival; IF_AGREED as it is, once the person agreed to it; HIDDEN not at all.
 */
export type Extent =
  | 'IF_AGREED'
  | 'FULL'
  | 'MASKED'
  | 'BAND'
  | 'COUNTY'
  | 'FLAG'
  | 'OWN_CITY'
  | 'OWN_JOB'
  | 'HIDDEN';

/** What an employer may know of who agrees; the same list as the table's check. */
export const CONSENT_PURPOSES = ['WORK_CONSTRAINTS', 'CONTRACT_AND_INSURANCE'] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** What of a person is disclosed by itself. `places`: hukou and service region. `file`: what only the county keeps. */
export interface Disclosure {
  readonly name: Extent;
  readonly idNumber: Extent;
  /** The ID number in full, once, for a stated purpose, journaled. */
  readonly idNumberOnReveal: Extent;
  readonly phone: Extent;
  readonly birthDate: Extent;
  readonly places: Extent;
  readonly tags: Extent;
  readonly constraints: Extent;
  readonly employment: Extent;
  readonly willingness: Extent;
  /** The household and who else is of it. */
  readonly family: Extent;
  /** Which officer of the county is responsible. */
  readonly responsible: Extent;
  /** What the person agreed to; an employer has what was agreed with it. */
  readonly consents: Extent;
  readonly file: Extent;
}

const COUNTY: Disclosure = {
  name: 'FULL',
  idNumber: 'MASKED',
  idNumberOnReveal: 'FULL',
  phone: 'FULL',
  birthDate: 'FULL',
  places: 'FULL',
  tags: 'FULL',
  constraints: 'FULL',
  employment: 'FULL',
  willingness: 'FULL',
  family: 'FULL',
  responsible: 'FULL',
  consents: 'FULL',
  file: 'FULL',
};

const STATION: Disclosure = {
  name: 'MASKED',
  idNumber: 'HIDDEN',
  idNumberOnReveal: 'HIDDEN',
  // Calls go through the platform's relay until the worker stands there.
  phone: 'HIDDEN',
  birthDate: 'BAND',
  // A service region finer than the county would tell who lives in a resettlement site.
  places: 'COUNTY',
  tags: 'FLAG',
  constraints: 'FULL',
  employment: 'OWN_CITY',
  willingness: 'FULL',
  family: 'HIDDEN',
  responsible: 'HIDDEN',
  consents: 'HIDDEN',
  file: 'HIDDEN',
};

const EMPLOYER: Disclosure = {
  name: 'MASKED',
  idNumber: 'HIDDEN',
  idNumberOnReveal: 'HIDDEN',
  phone: 'HIDDEN',
  birthDate: 'BAND',
  places: 'COUNTY',
  // Never, at no stage: poverty is not an employer's business.
  tags: 'HIDDEN',
  constraints: 'IF_AGREED',
  employment: 'HIDDEN',
  willingness: 'HIDDEN',
  family: 'HIDDEN',
  responsible: 'HIDDEN',
  consents: 'FULL',
  file: 'HIDDEN',
};

/** The page itself. */
export const DISCLOSURE: Readonly<Record<Audience, Disclosure>> = {
  COUNTY_OF_SERVICE: COUNTY,
  // A wish is recorded by the county that serves the person and stays with it; so are the household and the officer.
  COUNTY_OF_HUKOU: {
    ...COUNTY,
    willingness: 'HIDDEN',
    family: 'HIDDEN',
    responsible: 'HIDDEN',
    consents: 'HIDDEN',
  },
  STATION_BEFORE_ARRIVAL: STATION,
  STATION_AFTER_CHECK_IN: {
    ...STATION,
    name: 'FULL',
    idNumber: 'MASKED',
    idNumberOnReveal: 'FULL',
    phone: 'FULL',
    birthDate: 'FULL',
  },
  EMPLOYER_BEFORE_OFFER: EMPLOYER,
  EMPLOYER_AFTER_ACCEPTANCE: {
    ...EMPLOYER,
    name: 'FULL',
    // For contract and insurance.
    idNumberOnReveal: 'IF_AGREED',
    phone: 'FULL',
    birthDate: 'FULL',
    // What was agreed to was for choosing, and that is over.
    constraints: 'HIDDEN',
    employment: 'OWN_JOB',
  },
  NOBODY: {
    name: 'HIDDEN',
    idNumber: 'HIDDEN',
    idNumberOnReveal: 'HIDDEN',
    phone: 'HIDDEN',
    birthDate: 'HIDDEN',
    places: 'HIDDEN',
    tags: 'HIDDEN',
    constraints: 'HIDDEN',
    employment: 'HIDDEN',
    willingness: 'HIDDEN',
    family: 'HIDDEN',
    responsible: 'HIDDEN',
    consents: 'HIDDEN',
    file: 'HIDDEN',
  },
};

/** Whose matter a person is now: the stake of the worker and the stage, as the standing row has them. */
export interface Matter {
  /** Path of the service region. */
  readonly origin: string;
  /** Path of the hukou region. */
  readonly hukou: string;
  /** Does the person stand on a demand list, and for which cities (marks of the standing row)? */
  readonly inDemand: boolean;
  readonly explicit: readonly string[];
  readonly broad: readonly string[];
  readonly openDestination: boolean;
  /** Destinations that the person is referred, dispatched or arrived to. */
  readonly bound: readonly string[];
  /** Destinations in which the person has checked in. */
  readonly checkedIn: readonly string[];
  /** Employers that the person was submitted to. */
  readonly shownTo: readonly string[];
  /** Employers whose offer the person accepted, or with whom the person has worked since the arrival. */
  readonly acceptedBy: readonly string[];
  /** What the person agreed to that the viewer's organization may know. */
  readonly agreed: readonly ConsentPurpose[];
}

/** Is it shown as it is? */
export function shownInFull(
  extent: Extent,
  { agreed }: Pick<Matter, 'agreed'>,
  purpose: ConsentPurpose,
): boolean {
  return extent === 'FULL' || (extent === 'IF_AGREED' && agreed.includes(purpose));
}

type Asking = Pick<Viewer, 'role' | 'path' | 'organizationId' | 'origins' | 'explicitKeys' | 'broadKeys'>;

/** Who the viewer is to this person, now. */
export function audienceOf(viewer: Asking, matter: Matter): Audience {
  switch (viewer.role) {
    case 'COUNTY_BUREAU':
      if (within(matter.origin, viewer.path)) return 'COUNTY_OF_SERVICE';
      return within(matter.hukou, viewer.path) ? 'COUNTY_OF_HUKOU' : 'NOBODY';
    case 'STATION_LIAISON':
      if (matter.checkedIn.some((d) => within(d, viewer.path))) return 'STATION_AFTER_CHECK_IN';
      return matter.bound.some((d) => within(d, viewer.path)) || wantsToCome(viewer, matter)
        ? 'STATION_BEFORE_ARRIVAL'
        : 'NOBODY';
    case 'EMPLOYER':
      if (matter.acceptedBy.includes(viewer.organizationId)) return 'EMPLOYER_AFTER_ACCEPTANCE';
      return matter.shownTo.includes(viewer.organizationId) ? 'EMPLOYER_BEFORE_OFFER' : 'NOBODY';
    default:
      return 'NOBODY';
  }
}

/** A row of the demand list of a paired city: explicit, broad or open (domain 4.2, Tier). */
function wantsToCome(viewer: Asking, matter: Matter): boolean {
  return (
    matter.inDemand &&
    viewer.origins.some((o) => within(matter.origin, o)) &&
    (matter.openDestination ||
      matter.explicit.some((mark) => viewer.explicitKeys.includes(mark)) ||
      matter.broad.some((mark) => viewer.broadKeys.includes(mark)))
  );
}
