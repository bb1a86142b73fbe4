import { defineEntity, type InferEntity, p } from '@mikro-orm/core';
import type { Education } from '#kernel/education.js';
import type { RegionFact } from '#kernel/operation.js';
import { worksAs } from './worker-facts.js';

/** How able to work somebody is (劳动能力); NONE leaves the labour base. */
export const WORK_ABILITIES = ['FULL', 'SKILLED', 'WEAK', 'HALF', 'NONE'] as const;
export type WorkAbility = (typeof WORK_ABILITIES)[number];

/**
 * What a post must respect (就业限制). A closed list: free words would carry illnesses to people who have no
 * business with them.
 */
export const WORK_CONSTRAINTS = [
  'NO_HEAVY_WORK',
  'LIMITED_MOBILITY',
  'NO_NIGHT_SHIFT',
  'NO_HEIGHTS',
  'CARES_FOR_FAMILY',
  'STAYS_NEAR_HOME',
] as const;
export type WorkConstraint = (typeof WORK_CONSTRAINTS)[number];

export const LIFE_STATUSES = ['ALIVE', 'DEAD', 'MOVED_OUT'] as const;
export type LifeStatus = (typeof LIFE_STATUSES)[number];

/** What keeps a person out of the labour base while it lasts. */
export const ACTIVITIES = ['NONE', 'STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED'] as const;
export type Activity = (typeof ACTIVITIES)[number];

export const EMPLOYMENT_FORMS = ['CONTRACT', 'FLEXIBLE', 'SELF', 'FARM', 'PUBLIC_POST'] as const;
export type EmploymentForm = (typeof EMPLOYMENT_FORMS)[number];

/** How the identity was checked (domain 5.6). */
export const VERIFY_METHODS = ['ID_CARD_SEEN', 'VILLAGE_CONFIRMED', 'POLICE_LIST', 'SOCIAL_CARD'] as const;
export type VerifyMethod = (typeof VERIFY_METHODS)[number];

const schema = defineEntity({
  name: 'Worker',
  tableName: 'worker',
  properties: {
    id: p.uuid().primary(),
    serviceRegion: p.string(),
    origin: p.string(),
    hukouRegion: p.string(),
    hukou: p.string(),
    displayName: p.string(),
    sexCode: p.smallint().$type<1 | 2>(),
    birthDate: p.date(),
    ethnicity: p.string().nullable(),
    education: p.string().$type<Education>(),
    workAbility: p.string().$type<WorkAbility>(),
    constraints: p.array().$type<WorkConstraint[]>(),
    skills: p.array(),
    lifeStatus: p.string().$type<LifeStatus>().default('ALIVE'),
    activity: p.string().$type<Activity>().default('NONE'),
    employmentForm: p.string().$type<EmploymentForm>().nullable(),
    employmentRegion: p.string().nullable(),
    employmentPath: p.string().nullable(),
    /** With whom, where a verified arrival says so. */
    employedBy: p.uuid().nullable(),
    /** Last planned day of seasonal work; null: none is known. */
    worksUntil: p.date().nullable(),
    /** The first day after a season that ended as planned; null once there is work again. */
    seasonEndedOn: p.date().nullable(),
    inTraining: p.boolean().default(false),
    verifyMethod: p.string().$type<VerifyMethod>().nullable(),
    realNameVerifiedOn: p.date().nullable(),
    mergedInto: p.uuid().nullable(),
    invented: p.boolean().default(false),
    registeredAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** A person of an origin county whom the county answers for (劳动力). Who it is stands in WorkerIdentity. */
export class Worker extends schema.class {
  /** The work of a verified arrival: by contract, with this employer, until the end of the season where it is seasonal. */
  worksFor(employerId: string, region: RegionFact, until: string | null): void {
    worksAs(this, 'CONTRACT', region, until);
    this.employedBy = employerId;
  }

  /** The present work is what another record of the person says. */
  takeWorkOf(other: Worker): void {
    this.employmentForm = other.employmentForm;
    this.employmentRegion = other.employmentRegion;
    this.employmentPath = other.employmentPath;
    this.employedBy = other.employedBy;
    this.worksUntil = other.worksUntil;
    this.seasonEndedOn = null;
  }

  /** Of two records of somebody without work the later end of a season counts: the person is to be asked anew since. */
  takeSeasonOf(other: Worker): void {
    if (this.employmentForm != null || other.seasonEndedOn == null) return;
    if (this.seasonEndedOn == null || this.seasonEndedOn < other.seasonEndedOn)
      this.seasonEndedOn = other.seasonEndedOn;
  }

  /** Do both records say the same of the present work? */
  worksLike(other: Worker): boolean {
    return (
      this.employmentForm === other.employmentForm &&
      this.employmentRegion === other.employmentRegion &&
      this.employedBy === other.employedBy
    );
  }
}
schema.setClass(Worker);

/** Somebody who is not on record yet: the columns as a registration writes them. */
export type NewWorkerRow = Omit<InferEntity<typeof schema>, 'version'>;
