import type { Operation } from '#kernel/operation.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import { AssistancePlan } from './assistance-plan.entity.js';

/**
 * Nobody helps a person by the open plan any more (OPEN → CLOSED with LEFT_BASE): another county answers for the person, and its
 * officers make their own. What was still planned is dropped with it, `note` says why. Belongs inside `asSystem`.
 */
export async function endPlanOf(op: Operation, workerKey: string, note: string): Promise<void> {
  const plan = await op.em.findOne(AssistancePlan, { workerId: workerKey, state: 'OPEN' });
  if (!plan) return;
  for (const measure of await op.em.find(AssistanceMeasure, { planId: plan.id, state: 'PLANNED' }))
    measure.drop(note);
  plan.close(op.today, 'LEFT_BASE', note);
}
