import { defineEntity, p } from '@mikro-orm/core';
import { step, type Stepping, type Steps } from '#kernel/steps.js';

export const MEASURE_STATES = ['PLANNED', 'DONE', 'DROPPED'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];

/** A measure and its states in sentences. */
export const MEASURE_WORDS: Stepping<MeasureState> = {
  zh: '帮扶措施',
  en: 'measure',
  states: { PLANNED: '待落实', DONE: '已落实', DROPPED: '已取消' },
};

/** Allowed steps: what was done, or dropped, stays so. */
export const MEASURE_STEPS: Steps<MeasureState> = {
  PLANNED: ['DONE', 'DROPPED'],
  DONE: [],
  DROPPED: [],
};

/** What may be done for somebody. */
export const MEASURE_KINDS = [
  'JOB_REFERRAL',
  'TRAINING',
  'STARTUP_SUPPORT',
  'PUBLIC_POST',
  'TRANSPORT',
  'FAMILY_CARE',
  'TALK',
  'OTHER',
] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

const schema = defineEntity({
  name: 'AssistanceMeasure',
  tableName: 'assistance_measure',
  properties: {
    id: p.uuid().primary(),
    planId: p.uuid(),
    workerId: p.uuid(),
    kind: p.string().$type<MeasureKind>(),
    text: p.string(),
    state: p.string().$type<MeasureState>(),
    dueOn: p.date(),
    doneOn: p.date().nullable(),
    result: p.string().nullable(),
    origin: p.string(),
    version: p.integer().version(),
  },
});

/** One thing that is to be done for somebody by a day (帮扶措施). */
export class AssistanceMeasure extends schema.class {
  /** It was done on this day (PLANNED → DONE), or MEASURE_STEP_NOT_ALLOWED. */
  finish(day: string, result: string | null): void {
    this.moveTo('DONE');
    this.doneOn = day;
    this.result = result;
  }

  /** It will not be done (PLANNED → DROPPED), and why. */
  drop(reason: string): void {
    this.moveTo('DROPPED');
    this.result = reason;
  }

  private moveTo(to: MeasureState): void {
    this.state = step(MEASURE_WORDS, MEASURE_STEPS, this.state, to, 'MEASURE_STEP_NOT_ALLOWED');
  }
}
schema.setClass(AssistanceMeasure);
