import { defineEntity, p } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';

export const WILLINGNESS_KINDS = ['WORK', 'TRAINING'] as const;
export type WillingnessKind = (typeof WILLINGNESS_KINDS)[number];

export const WILLINGNESS_STATES = [
  'RECORDED',
  'ACTIVE',
  'SUPERSEDED',
  'WITHDRAWN',
  'EXPIRED',
  'SATISFIED',
] as const;
export type WillingnessState = (typeof WILLINGNESS_STATES)[number];

/** A willingness and its states in sentences. */
export const WILLINGNESS_WORDS: Stepping<WillingnessState> = {
  zh: '意愿',
  en: 'willingness',
  states: {
    RECORDED: '已登记',
    ACTIVE: '生效',
    SUPERSEDED: '已被取代',
    WITHDRAWN: '已撤销',
    EXPIRED: '已过期',
    SATISFIED: '已实现',
  },
};

/**
 * Allowed steps (domain 3.3, Willingness). A satisfied wish comes back when the placement fails; a superseded one only where two
 * records were taken for one person and are parted again.
 */
export const WILLINGNESS_STEPS: Steps<WillingnessState> = {
  RECORDED: ['ACTIVE', 'WITHDRAWN', 'EXPIRED'],
  ACTIVE: ['SUPERSEDED', 'WITHDRAWN', 'EXPIRED', 'SATISFIED'],
  SUPERSEDED: ['ACTIVE'],
  WITHDRAWN: [],
  EXPIRED: [],
  SATISFIED: ['ACTIVE'],
};

/** What work somebody wants; NONE says that the person was asked and wants none. */
export const INTENTS = ['GO_OUT', 'LOCAL', 'CHANGE_JOB', 'STARTUP', 'NONE'] as const;
export type Intent = (typeof INTENTS)[number];

/** How the person was reached. */
export const CONTACT_METHODS = ['SELF', 'VISIT', 'PHONE', 'SMS'] as const;
export type ContactMethod = (typeof CONTACT_METHODS)[number];

/** Why somebody is not at work (不愿干、不会干、不能干). */
export const BARRIERS = ['WILLINGNESS', 'SKILL', 'ABILITY'] as const;
export type Barrier = (typeof BARRIERS)[number];

/** Days for which an answer holds; then the person is asked again (domain 3.3). */
export const VALIDITY_DAYS: Readonly<Record<WillingnessKind, number>> = { WORK: 180, TRAINING: 365 };

const schema = defineEntity({
  name: 'Willingness',
  tableName: 'willingness',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    kind: p.string().$type<WillingnessKind>(),
    state: p.string().$type<WillingnessState>(),
    intent: p.string().$type<Intent>().nullable(),
    destinationCodes: p.array(),
    anyDestination: p.boolean().default(false),
    occupations: p.array(),
    wageMinFen: p.bigint('number').nullable(),
    availableFrom: p.date().nullable(),
    wantsTraining: p.boolean().default(false),
    trainingTopics: p.array(),
    barriers: p.array().$type<Barrier[]>(),
    method: p.string().$type<ContactMethod>(),
    recordedAt: p.datetime(),
    confirmedAt: p.datetime().nullable(),
    /** When the last placement made it come true; null: never, or before this was written down. */
    satisfiedAt: p.datetime().nullable(),
    validTo: p.date(),
    supersededBy: p.uuid().nullable(),
    /** Back to whom, where the wish is for the former employer (回原就业单位). */
    formerEmployerId: p.uuid().nullable(),
    origin: p.string(),
    version: p.integer().version(),
  },
});

/** A dated statement of what work, or what training, a person wants (意愿). Only an active one is counted. */
export class Willingness extends schema.class {
  /** Takes the step to `to`, or refuses with WILLINGNESS_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: WillingnessState): void {
    this.state = step(WILLINGNESS_WORDS, WILLINGNESS_STEPS, this.state, to, 'WILLINGNESS_STEP_NOT_ALLOWED');
  }

  /** Refuses unless the wish is recorded and still holds; a satisfied one is not confirmed again. */
  mustBeConfirmable(today: string): void {
    if (this.state !== 'RECORDED')
      throw inAnotherState(WILLINGNESS_WORDS, WILLINGNESS_STEPS, this.state, 'WILLINGNESS_STEP_NOT_ALLOWED', {
        zh: `只有“${WILLINGNESS_WORDS.states.RECORDED}”的意愿可以确认`,
        en: 'and only a RECORDED one can be confirmed',
      });
    if (this.validTo <= today)
      throw conflict('VALIDITY_PASSED', {
        zh: '该意愿的有效期已过，请重新登记。',
        en: 'The willingness has run out. Record it anew.',
      });
  }

  /** The person said so, or a contact that reached the person is done. */
  confirm(now: Date, today: string, method: ContactMethod): void {
    this.mustBeConfirmable(today);
    this.moveTo('ACTIVE');
    this.confirmedAt = now;
    this.method = method;
  }

  /** A newer answer of the same kind takes this one's place. */
  supersededWith(newer: { readonly id: string }): void {
    this.moveTo('SUPERSEDED');
    this.supersededBy = newer.id;
  }

  /** What took its place was another person's after all (SUPERSEDED → ACTIVE). */
  standAgain(): void {
    this.moveTo('ACTIVE');
    this.supersededBy = null;
  }

  withdraw(): void {
    this.moveTo('WITHDRAWN');
  }

  /** The person has left the labour base: from today on it holds no longer (RECORDED or ACTIVE → EXPIRED). */
  end(today: string): void {
    this.moveTo('EXPIRED');
    if (this.validTo > today) this.validTo = today;
  }

  satisfy(now: Date): void {
    this.moveTo('SATISFIED');
    this.satisfiedAt = now;
  }

  /** The placement failed (SATISFIED → ACTIVE): wanted from now on again, after that arrival, until the day that was said. */
  reopen(now: Date): void {
    this.moveTo('ACTIVE');
    this.confirmedAt = now;
  }
}
schema.setClass(Willingness);
