import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { DispatchOrder, IN_FLIGHT_STATES } from './dispatch-order.entity.js';
import { leaveSeat } from './leave-seat.js';

/**
 * The system's consequence of a person's leaving the labour base: a dispatch that is not yet on the post ends
 * with the reason, by the only exit that its state has (`endWithoutWorker`), and its seat is left. Belongs
 * inside the caller's `asSystem`. Answers the dispatches ended.
 */
export async function endDispatchesOf(
  op: Operation,
  workerKey: string,
  reason: string,
): Promise<DispatchOrder[]> {
  const open = await op.em.find(
    DispatchOrder,
    { workerId: workerKey, state: { $in: IN_FLIGHT_STATES } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  for (const dispatch of open) {
    dispatch.endWithoutWorker(reason);
    await leaveSeat(op, dispatch);
  }
  return open;
}
