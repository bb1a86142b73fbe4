import { defineEntity, p } from '@mikro-orm/core';
import { step, type Stepping, type Steps } from '#kernel/steps.js';
import type { Barrier } from '#willingness/willingness.entity.js';

export const PLAN_STATES = ['OPEN', 'CLOSED'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** A plan and its states in sentences. */
export const PLAN_WORDS: Stepping<PlanState> = {
  zh: '帮扶计划',
  en: 'assistance plan',
  states: { OPEN: '进行中', CLOSED: '已结束' },
};

/** Allowed steps. Whoever needs help again gets a new plan, so that the old one stays what it was. */
export const PLAN_STEPS: Steps<PlanState> = { OPEN: ['CLOSED'], CLOSED: [] };

/** What came of a plan. */
export const PLAN_OUTCOMES = [
  'WENT_OUT',
  'WORKS_NEARBY',
  'STARTED_UP',
  'PUBLIC_POST',
  'TRAINED',
  'LEFT_BASE',
  'NOT_ACHIEVED',
] as const;
export type PlanOutcome = (typeof PLAN_OUTCOMES)[number];

const schema = defineEntity({
  name: 'AssistancePlan',
  tableName: 'assistance_plan',
  properties: {
    id: p.uuid().primary(),
    workerId: p.uuid(),
    ownerId: p.uuid(),
    state: p.string().$type<PlanState>(),
    barriers: p.array().$type<Barrier[]>(),
    goal: p.string(),
    nextDue: p.date().nullable(),
    openedOn: p.date(),
    closedOn: p.date().nullable(),
    outcome: p.string().$type<PlanOutcome>().nullable(),
    outcomeNote: p.string().nullable(),
    origin: p.string(),
    version: p.integer().version(),
  },
});

/** What is done so that one person comes to work (帮扶计划): barriers, measures, an owner, and what came of it. */
export class AssistancePlan extends schema.class {
  /** The plan has come to its end (OPEN → CLOSED), or PLAN_STEP_NOT_ALLOWED. */
  close(day: string, outcome: PlanOutcome, note: string): void {
    this.state = step(PLAN_WORDS, PLAN_STEPS, this.state, 'CLOSED', 'PLAN_STEP_NOT_ALLOWED');
    this.closedOn = day;
    this.nextDue = null;
    this.outcome = outcome;
    this.outcomeNote = note;
  }
}
schema.setClass(AssistancePlan);
