import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ActingRole } from '#access/viewer.js';
import {
  AUDIENCES,
  audienceOf,
  DISCLOSURE,
  type Disclosure,
  type Matter,
  shownInFull,
} from '#worker/disclosure.rules.js';

const EMPLOYER = '01900000-0000-7000-8000-00000000000a';

/** Domain 3.4, written down a second time by hand: field by field, audience by audience. */
const PAGE: Record<keyof Disclosure, string> = {
  // county · county of hukou · station before · station after · employer before · employer after · nobody
  name: 'FULL FULL MASKED FULL MASKED FULL HIDDEN',
  idNumber: 'MASKED MASKED HIDDEN MASKED HIDDEN HIDDEN HIDDEN',
  idNumberOnReveal: 'FULL FULL HIDDEN FULL HIDDEN IF_AGREED HIDDEN',
  phone: 'FULL FULL HIDDEN FULL HIDDEN FULL HIDDEN',
  birthDate: 'FULL FULL BAND FULL BAND FULL HIDDEN',
  places: 'FULL FULL COUNTY COUNTY COUNTY COUNTY HIDDEN',
  tags: 'FULL FULL FLAG FLAG HIDDEN HIDDEN HIDDEN',
  constraints: 'FULL FULL FULL FULL IF_AGREED HIDDEN HIDDEN',
  employment: 'FULL FULL OWN_CITY OWN_CITY HIDDEN OWN_JOB HIDDEN',
  willingness: 'FULL HIDDEN FULL FULL HIDDEN HIDDEN HIDDEN',
  family: 'FULL HIDDEN HIDDEN HIDDEN HIDDEN HIDDEN HIDDEN',
  responsible: 'FULL HIDDEN HIDDEN HIDDEN HIDDEN HIDDEN HIDDEN',
  consents: 'FULL HIDDEN HIDDEN HIDDEN FULL FULL HIDDEN',
  file: 'FULL FULL HIDDEN HIDDEN HIDDEN HIDDEN HIDDEN',
};

const matter = (over: Partial<Matter> = {}): Matter => ({
  origin: '522631003',
  hukou: '522633100',
  inDemand: false,
  explicit: [],
  broad: [],
  openDestination: false,
  bound: [],
  checkedIn: [],
  shownTo: [],
  acceptedBy: [],
  agreed: [],
  ...over,
});
const viewer = (role: ActingRole, path: string, organizationId = EMPLOYER) => ({
  role,
  path,
  organizationId,
  origins: role === 'STATION_LIAISON' ? ['522631'] : [],
  explicitKeys: ['4406'],
  broadKeys: ['44', 'G-PRD'],
});

describe('the page of disclosure', () => {
  test.each(
    AUDIENCES.flatMap((audience, i) =>
      Object.entries(PAGE).map(
        ([field, line]) => [audience, field as keyof Disclosure, line.split(' ')[i]] as const,
      ),
    ),
  )('%s sees %s: %s', (audience, field, extent) => {
    expect(DISCLOSURE[audience][field]).toBe(extent);
  });

  test('says a word on every field for every audience', () => {
    for (const audience of AUDIENCES)
      expect(Object.keys(DISCLOSURE[audience]).toSorted()).toEqual(Object.keys(PAGE).toSorted());
  });

  test('never shows poverty to an employer, at any stage, and an ID number only where the person agrees', () => {
    for (const audience of ['EMPLOYER_BEFORE_OFFER', 'EMPLOYER_AFTER_ACCEPTANCE'] as const)
      expect(DISCLOSURE[audience]).toMatchObject({
        tags: 'HIDDEN',
        idNumber: 'HIDDEN',
        idNumberOnReveal: audience === 'EMPLOYER_AFTER_ACCEPTANCE' ? 'IF_AGREED' : 'HIDDEN',
      });
    const agreed = ['CONTRACT_AND_INSURANCE'] as const;
    expect(shownInFull('IF_AGREED', { agreed }, 'CONTRACT_AND_INSURANCE')).toBe(true);
    expect(shownInFull('IF_AGREED', { agreed }, 'WORK_CONSTRAINTS')).toBe(false);
    expect(shownInFull('HIDDEN', { agreed }, 'CONTRACT_AND_INSURANCE')).toBe(false);
  });
});

describe('who the viewer is to a person', () => {
  test.each([
    ['the county that serves', viewer('COUNTY_BUREAU', '522631'), {}, 'COUNTY_OF_SERVICE'],
    ['the prefecture above it', viewer('COUNTY_BUREAU', '5226'), {}, 'COUNTY_OF_SERVICE'],
    ['the county of the hukou', viewer('COUNTY_BUREAU', '522633'), {}, 'COUNTY_OF_HUKOU'],
    ['another county', viewer('COUNTY_BUREAU', '522634'), {}, 'NOBODY'],
    ['a county without a region', viewer('COUNTY_BUREAU', ''), {}, 'NOBODY'],
    ['a station nobody comes to', viewer('STATION_LIAISON', '4406'), {}, 'NOBODY'],
    [
      'a station of the city referred to',
      viewer('STATION_LIAISON', '4406'),
      { bound: ['440604'] },
      'STATION_BEFORE_ARRIVAL',
    ],
    [
      'a station of another city',
      viewer('STATION_LIAISON', '3301'),
      { bound: ['440604'], checkedIn: ['440604'] },
      'NOBODY',
    ],
    [
      'a district beside the one referred to',
      viewer('STATION_LIAISON', '440605'),
      { bound: ['440604'] },
      'NOBODY',
    ],
    [
      'a station after check-in',
      viewer('STATION_LIAISON', '4406'),
      { bound: ['440604'], checkedIn: ['440604'] },
      'STATION_AFTER_CHECK_IN',
    ],
    [
      'a city named in the wish',
      viewer('STATION_LIAISON', '4406'),
      { inDemand: true, explicit: ['4406', '4406/'] },
      'STATION_BEFORE_ARRIVAL',
    ],
    [
      'a province named in the wish',
      viewer('STATION_LIAISON', '4406'),
      { inDemand: true, broad: ['44'] },
      'STATION_BEFORE_ARRIVAL',
    ],
    [
      'a wish for any place',
      viewer('STATION_LIAISON', '4406'),
      { inDemand: true, openDestination: true },
      'STATION_BEFORE_ARRIVAL',
    ],
    [
      'a wish for another city',
      viewer('STATION_LIAISON', '4406'),
      { inDemand: true, explicit: ['3301'] },
      'NOBODY',
    ],
    [
      'a wish that is not counted',
      viewer('STATION_LIAISON', '4406'),
      { explicit: ['4406'], openDestination: true },
      'NOBODY',
    ],
    [
      'a wish from an origin that is not paired',
      viewer('STATION_LIAISON', '4406'),
      { origin: '433122', inDemand: true, openDestination: true },
      'NOBODY',
    ],
    ['an employer that was shown nothing', viewer('EMPLOYER', '440604'), { bound: ['440604'] }, 'NOBODY'],
    [
      'an employer that was submitted to',
      viewer('EMPLOYER', '440604'),
      { shownTo: [EMPLOYER] },
      'EMPLOYER_BEFORE_OFFER',
    ],
    [
      'an employer whose offer was accepted',
      viewer('EMPLOYER', '440604'),
      { shownTo: [EMPLOYER], acceptedBy: [EMPLOYER] },
      'EMPLOYER_AFTER_ACCEPTANCE',
    ],
    [
      'an employer of the same place',
      viewer('EMPLOYER', '440604', 'x'),
      { shownTo: [EMPLOYER], acceptedBy: [EMPLOYER] },
      'NOBODY',
    ],
  ] as const)('%s', (_name, who, over, audience) => {
    expect(audienceOf(who, matter(over as Partial<Matter>))).toBe(audience);
  });

  test('observers, administrators and the system see no person, whatever the matter is', () => {
    const paths = fc.array(fc.constantFrom('5226', '522631003', '4406', '440604'));
    const ids = fc.array(fc.constantFrom(EMPLOYER, 'x'));
    const anyMatter = fc.record({
      origin: fc.constantFrom('522631003', ''),
      hukou: fc.constantFrom('522631003', ''),
      inDemand: fc.boolean(),
      explicit: paths,
      broad: paths,
      openDestination: fc.boolean(),
      bound: paths,
      checkedIn: paths,
      shownTo: ids,
      acceptedBy: ids,
      agreed: fc.constant([]),
    });
    const nobodies = fc.constantFrom<ActingRole>('OBSERVER', 'ADMIN', 'SYSTEM');
    fc.assert(
      fc.property(
        nobodies,
        fc.constantFrom('', '52', '4406'),
        anyMatter,
        (role, path, any) => audienceOf(viewer(role, path), any) === 'NOBODY',
      ),
    );
    fc.assert(
      fc.property(
        anyMatter,
        (any) => audienceOf(viewer('STATION_LIAISON', ''), { ...any, inDemand: false }) === 'NOBODY',
      ),
    );
  });
});
