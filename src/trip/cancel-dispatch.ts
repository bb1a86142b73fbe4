import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import type { DispatchOrder } from './dispatch-order.entity.js';
import { findDispatch } from './find-dispatch.js';
import { holdReferralAgain } from './hold-referral-again.js';
import { leaveSeat } from './leave-seat.js';

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
  await op.asSystem(() => leaveSeat(op, dispatch));
  await holdReferralAgain(op, [dispatch]);
  return dispatch;
}
