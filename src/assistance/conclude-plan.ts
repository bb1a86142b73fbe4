import type { Operation } from '#kernel/operation.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import type { AssistancePlan, PlanOutcome } from './assistance-plan.entity.js';

/** A plan comes to its end (OPEN → CLOSED), by whomever, and what was still planned in it is dropped with the same note. */
export async function concludePlan(
  op: Operation,
  plan: AssistancePlan,
  outcome: PlanOutcome,
  note: string,
): Promise<void> {
  for (const measure of await op.em.find(AssistanceMeasure, { planId: plan.id, state: 'PLANNED' }))
    measure.drop(note);
  plan.close(op.today, outcome, note);
}
