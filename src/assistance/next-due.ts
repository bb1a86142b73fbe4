import type { Operation } from '#kernel/operation.js';
import { AssistanceMeasure } from './assistance-measure.entity.js';
import type { AssistancePlan } from './assistance-plan.entity.js';

/** A plan is due on the earliest day of what is still to be done in it; to be called after each change of a measure. */
export async function dueAgain(op: Operation, plan: AssistancePlan): Promise<void> {
  await op.em.flush();
  const [next] = await op.em.find(
    AssistanceMeasure,
    { planId: plan.id, state: 'PLANNED' },
    { orderBy: { dueOn: 'asc' }, limit: 1 },
  );
  plan.nextDue = next?.dueOn ?? null;
}
