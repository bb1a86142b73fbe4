import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { DispatchOrder } from './dispatch-order.entity.js';

/**
 * The system's consequence of a new dispatch: the former one, whose worker has long been at a post, is over
 * (ON_POST → CLOSED). Whoever lost that post, or wants another, would otherwise never be sent again. Inside
 * `asSystem`; one that has not come to a post yet is left, and refuses the new one (DISPATCH_ALREADY_OPEN).
 */
export async function closeFormerDispatch(op: Operation, workerKey: string): Promise<void> {
  const former = await op.em.findOne(
    DispatchOrder,
    { workerId: workerKey, state: 'ON_POST' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  former?.moveTo('CLOSED');
  await op.em.flush();
}
