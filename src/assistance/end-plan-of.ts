import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Worker } from '#worker/worker.entity.js';
import { AssistancePlan } from './assistance-plan.entity.js';
import { concludePlan } from './conclude-plan.js';

/**
 * The system's consequence of a person's going for good. To another county: the plan of the county that helped ends with the
 * note, what was planned in it is dropped, and the other county may make one of its own. Or by death or moving out: there is
 * nobody to help any more. So does one that stayed with a record that was merged. Belongs inside the caller's `asSystem`.
 */
export async function endPlanOf(op: Operation, workerKey: string, note: string): Promise<void> {
  const merged = await op.em.find(Worker, { mergedInto: workerKey });
  const plans = await op.em.find(
    AssistancePlan,
    { workerId: { $in: [workerKey, ...merged.map(({ id }) => id)] }, state: 'OPEN' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  for (const plan of plans) await concludePlan(op, plan, 'LEFT_BASE', note);
}
