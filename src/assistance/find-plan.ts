import { LockMode } from '@mikro-orm/core';
import type { Action } from '#access/permissions.js';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { inAnotherState } from '#kernel/steps.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import { AssistancePlan, PLAN_STEPS, PLAN_WORDS } from './assistance-plan.entity.js';

/** What refusals call them. */
export const PLAN = { zh: '帮扶计划', en: 'assistance plan' } as const;
const MEASURE = { zh: '帮扶措施', en: 'measure' } as const;

/**
 * The plan of an id that this verb may change: locked, so that two who change its measures do so one after the other;
 * NOT_FOUND when it is not there or not the county's.
 */
export async function findPlan(op: Operation, verb: Action, key: string, field: string) {
  const plan = await op.em.findOne(AssistancePlan, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!plan) throw notFound(PLAN, field);
  op.must(verb, { origin: plan.origin });
  return plan;
}

/** The same by global id, and still open: CONFLICT/PLAN_STEP_NOT_ALLOWED otherwise. */
export async function findOpenPlan(op: Operation, verb: Action, id: string, field = 'input.id') {
  const plan = await findPlan(op, verb, keyOf('AssistancePlan', id, field), field);
  mustBeOpen(plan, field);
  return plan;
}

/** The measure of an id with its open plan; the plan is locked first, as everywhere. */
export async function findMeasure(op: Operation, verb: Action, id: string, field = 'input.id') {
  const key = keyOf('AssistanceMeasure', id, field);
  const seen = await op.em.findOne(AssistanceMeasure, { id: key });
  if (!seen) throw notFound(MEASURE, field);
  const plan = await findPlan(op, verb, seen.planId, field);
  mustBeOpen(plan, field);
  // As it is now that nobody else can change it.
  const measure = await op.em.refresh(seen);
  if (!measure) throw notFound(MEASURE, field);
  return { plan, measure };
}

function mustBeOpen(plan: AssistancePlan, field: string): void {
  if (plan.state !== 'OPEN')
    throw inAnotherState(
      PLAN_WORDS,
      PLAN_STEPS,
      plan.state,
      'PLAN_STEP_NOT_ALLOWED',
      { zh: '不能再更改', en: 'and cannot be changed' },
      field,
    );
}
