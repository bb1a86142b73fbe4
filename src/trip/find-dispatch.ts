import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { DispatchOrder } from './dispatch-order.entity.js';
import { DISPATCH } from './dispatch.list.js';

/** The dispatch of an id, locked for this transaction, or NOT_FOUND when it is not there or not the viewer's. */
export async function findDispatch(op: Operation, id: string, field = 'input.id'): Promise<DispatchOrder> {
  const key = keyOf('DispatchOrder', id, field);
  const dispatch = await op.em.findOne(
    DispatchOrder,
    { id: key },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!dispatch) throw notFound(DISPATCH, field);
  return dispatch;
}
