import { defineEntity, p } from '@mikro-orm/core';
import { badInput, conflict } from '#kernel/error.js';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';

export const POSTING_STATES = [
  'DRAFT',
  'SUBMITTED',
  'REJECTED',
  'OPEN',
  'PAUSED',
  'FILLED',
  'EXPIRED',
  'WITHDRAWN',
  'TAKEN_DOWN',
] as const;
export type PostingState = (typeof POSTING_STATES)[number];

/** A posting and its states in sentences. */
export const POSTING_WORDS: Stepping<PostingState> = {
  zh: '岗位',
  en: 'posting',
  states: {
    DRAFT: '草稿',
    SUBMITTED: '待审核',
    REJECTED: '审核不通过',
    OPEN: '开放',
    PAUSED: '暂停',
    FILLED: '已满',
    EXPIRED: '已过期',
    WITHDRAWN: '已撤回',
    TAKEN_DOWN: '已下架',
  },
};

/** Allowed steps (domain 3.3, JobPosting). */
export const POSTING_STEPS: Steps<PostingState> = {
  DRAFT: ['SUBMITTED', 'WITHDRAWN', 'TAKEN_DOWN'],
  SUBMITTED: ['OPEN', 'REJECTED', 'WITHDRAWN', 'TAKEN_DOWN'],
  REJECTED: ['TAKEN_DOWN'],
  OPEN: ['PAUSED', 'FILLED', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN'],
  PAUSED: ['OPEN', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN'],
  FILLED: ['OPEN', 'EXPIRED', 'WITHDRAWN', 'TAKEN_DOWN'],
  EXPIRED: ['OPEN', 'TAKEN_DOWN'],
  WITHDRAWN: ['TAKEN_DOWN'],
  TAKEN_DOWN: [],
};

export const WAGE_PERIODS = ['MONTH', 'DAY', 'HOUR', 'PIECE'] as const;
export type WagePeriod = (typeof WAGE_PERIODS)[number];

/** Places promised to one origin (PostingAllocation): `used` of `quota` are taken. */
export interface Allocation {
  readonly regionCode: string;
  readonly origin: string;
  readonly quota: number;
  readonly used: number;
}

const schema = defineEntity({
  name: 'JobPosting',
  tableName: 'job_posting',
  properties: {
    id: p.uuid().primary(),
    employerId: p.uuid(),
    title: p.string(),
    occupation: p.string().nullable(),
    workRegion: p.string(),
    destination: p.string(),
    workAddress: p.string().nullable(),
    headcount: p.integer(),
    filled: p.integer().default(0),
    held: p.integer().default(0),
    wageMinFen: p.bigint('number').nullable(),
    wageMaxFen: p.bigint('number').nullable(),
    wagePeriod: p.string().$type<WagePeriod>().default('MONTH'),
    wageText: p.string().nullable(),
    contractOffered: p.boolean().nullable(),
    insuranceOffered: p.boolean().nullable(),
    housing: p.boolean().nullable(),
    meals: p.boolean().nullable(),
    ageMin: p.smallint().nullable(),
    ageMax: p.smallint().nullable(),
    education: p.string().nullable(),
    skills: p.array(),
    requirement: p.string().nullable(),
    trainingProvided: p.boolean().default(false),
    allocations: p.json().$type<Allocation[]>(),
    state: p.string().$type<PostingState>(),
    stateReason: p.string().nullable(),
    suitable: p.boolean().default(false),
    suitableOn: p.date().nullable(),
    validTo: p.date(),
    openedAt: p.datetime().nullable(),
    freshAt: p.datetime(),
    externalSource: p.string().nullable(),
    externalId: p.string().nullable(),
    sourceFile: p.string().nullable(),
    sourceRow: p.integer().nullable(),
    invented: p.boolean().default(false),
    version: p.integer().version(),
  },
});

/** One post an employer offers in a city, with a number of places (岗位). */
export class JobPosting extends schema.class {
  /** Takes the step to `to`, or refuses with POSTING_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: PostingState, reason: string | null = null): void {
    this.state = step(POSTING_WORDS, POSTING_STEPS, this.state, to, 'POSTING_STEP_NOT_ALLOWED');
    this.stateReason = reason;
  }

  /** Refuses with POSTING_STEP_NOT_ALLOWED unless the posting is in this state. */
  mustBe(state: PostingState): void {
    if (this.state !== state)
      throw inAnotherState(POSTING_WORDS, POSTING_STEPS, this.state, 'POSTING_STEP_NOT_ALLOWED', {
        zh: `此操作只适用于“${POSTING_WORDS.states[state]}”的岗位`,
        en: `and this is for ${state} ones`,
      });
  }

  submit(): void {
    this.moveTo('SUBMITTED');
  }

  /** The destination's station opens a checked posting and says whether it suits the target population. */
  open(now: Date, today: string, suitable: boolean): void {
    if (this.validTo <= today)
      throw badInput('input.validTo', 'VALIDITY_PASSED', {
        zh: '岗位有效期已过，请先给出新的有效期。',
        en: 'The posting’s validity has passed. Give a new one first.',
      });
    if (this.state !== 'SUBMITTED' && this.state !== 'EXPIRED') this.mustBe('SUBMITTED');
    this.moveTo('OPEN');
    this.openedAt = now;
    this.freshAt = now;
    this.findSuitable(suitable, today);
  }

  /** Judged anew while it is OPEN, PAUSED or FILLED; otherwise opening it is the time to judge. */
  judge(suitable: boolean, today: string): void {
    if (this.state !== 'PAUSED' && this.state !== 'FILLED') this.mustBe('OPEN');
    this.findSuitable(suitable, today);
  }

  private findSuitable(suitable: boolean, today: string): void {
    this.suitable = suitable;
    this.suitableOn = suitable ? today : null;
  }

  /** A referral is put forward only while somebody can still be taken. */
  mustHavePlace(origin: string, field = 'input.posting'): void {
    if (this.state === 'FILLED' || (this.state === 'OPEN' && remainingFor(this, origin) === 0))
      throw conflict(
        'POSTING_FULL',
        { zh: '该岗位名额已满。', en: 'The posting has no place left.' },
        { field },
      );
    if (this.state !== 'OPEN')
      throw inAnotherState(
        POSTING_WORDS,
        POSTING_STEPS,
        this.state,
        'POSTING_NOT_OPEN',
        { zh: '不接受推荐', en: 'and takes no referrals' },
        field,
      );
  }
}
schema.setClass(JobPosting);

/** What decides the places left: of a noun, or of its image in the journal. */
export interface Places {
  readonly headcount: number;
  readonly filled: number;
  readonly held: number;
  readonly allocations: readonly Allocation[];
}

/** Places that workers of `origin` may still take; the same rule as posting_remaining in the database. */
export function remainingFor(posting: Places, origin: string): number {
  const rest = posting.headcount - posting.filled - posting.held;
  if (posting.allocations.length === 0) return Math.max(0, rest);
  const offered = posting.allocations.filter(
    (a) => a.origin.startsWith(origin) || origin.startsWith(a.origin),
  );
  return Math.max(
    0,
    Math.min(
      rest,
      offered.reduce((sum, a) => sum + a.quota - a.used, 0),
    ),
  );
}
