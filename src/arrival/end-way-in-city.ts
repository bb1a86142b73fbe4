import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { giveUpReferral } from '#referral/give-up-referral.js';
import { DispatchOrder } from '#trip/dispatch-order.entity.js';
import type { Arrival } from './arrival.entity.js';

/**
 * What the system draws from an arrival that came to nothing in the city: the dispatch ends by its exit, and the
 * held place is given back. The wish has never come true (that is the verification's) and stands as it did, so that
 * the person is on the demand list as somebody to be referred.
 */
export async function endWayInCity(
  op: Operation,
  arrival: Arrival,
  exit: 'REFUSED_BY_EMPLOYER' | 'RETURNED',
  reason: string,
): Promise<void> {
  await op.asSystem(async () => {
    const dispatch = await op.em.findOneOrFail(
      DispatchOrder,
      { id: arrival.dispatchId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    dispatch.moveTo(exit, reason);
    if (dispatch.referralId) await giveUpReferral(op, dispatch.referralId, reason);
  });
}
