import { LockMode } from '@mikro-orm/core';
import { endPlanOf } from '#assistance/end-plan-of.js';
import type { Operation } from '#kernel/operation.js';
import { cancelReferralsOfWorker } from '#referral/cancel-referrals-of-worker.js';
import { endDispatchesOf } from '#trip/end-dispatches-of.js';
import { endWillingness } from '#willingness/end-willingness.js';
import { notHere } from '#worker/eligible.rules.js';
import { Worker } from '#worker/worker.entity.js';
import { Arrival } from './arrival.entity.js';

/**
 * Whoever reads it (station, county) learns that the way has ended, and nothing of the person's life: why
 * stands in the person's own file, which the county alone reads (domain 3.4).
 */
export const LEFT_LABOUR_BASE =
  '劳动力已退出劳动力底数，由系统结束。The worker has left the labour base; ended by the system.';

/**
 * A person has left the labour base (died, moved out, lost the ability, studies, serves, is in custody: domain
 * 4.5). In the transaction of the correction that says so the system ends what was under way: arrivals,
 * dispatches, referrals with their held places, wishes, and of who is not here any more the plan of help. Locked in the order in which the verbs of the way do.
 */
export async function endWayOf(op: Operation, workerKey: string): Promise<void> {
  await op.asSystem(async () => {
    const arrivals = await op.em.find(
      Arrival,
      { workerId: workerKey, state: { $in: ['EXPECTED', 'IN_CITY', 'REFUSED', 'WITHDREW'] } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    for (const arrival of arrivals) arrival.endWithoutWorker();
    await endDispatchesOf(op, workerKey, LEFT_LABOUR_BASE);
    await cancelReferralsOfWorker(op, workerKey, LEFT_LABOUR_BASE);
    await endWillingness(op, workerKey);
    const worker = await op.em.findOne(Worker, { id: workerKey });
    if (worker && notHere(worker)) await endPlanOf(op, workerKey, LEFT_LABOUR_BASE);
  });
}
