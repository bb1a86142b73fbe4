import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import type { DispatchOrder } from './dispatch-order.entity.js';
import { findDispatch } from './find-dispatch.js';
import { holdReferralAgain } from './hold-referral-again.js';
import { Trip } from './trip.entity.js';
import { TripPassenger } from './trip-passenger.entity.js';

/**
 * The county cancels a dispatch before departure (→ CANCELLED): its seat is free again, and the worker's
 * place is held for another 7 days. Its door stands in the arrival room, where nobody is expected any more.
 */
export async function cancelDispatch(
  op: Operation,
  input: { id: string; reason: string },
): Promise<DispatchOrder> {
  op.must('dispatch.cancel');
  const dispatch = await findDispatch(op, input.id);
  op.must('dispatch.cancel', dispatch);
  dispatch.moveTo('CANCELLED', reasonText(input.reason));
  await op.asSystem(() => freeSeat(op, dispatch));
  await holdReferralAgain(op, [dispatch]);
  return dispatch;
}

/** The trip may be another side's to see; its seat count is the system's. */
async function freeSeat(op: Operation, dispatch: DispatchOrder): Promise<void> {
  const seat = await op.em.findOne(TripPassenger, { dispatchId: dispatch.id, boardState: 'LISTED' });
  if (!seat) return;
  const trip = await op.em.findOneOrFail(Trip, { id: seat.tripId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  seat.moveTo('CANCELLED');
  trip.booked -= 1;
}
