import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { hasStation } from './destination-station.js';
import type { DispatchOrder } from './dispatch-order.entity.js';
import { findDispatch } from './find-dispatch.js';
import { referralsMustStand } from './referrals-must-stand.js';
import { TripPassenger } from './trip-passenger.entity.js';

/** The county says that a worker who travels alone has left (BOOKED → DEPARTED). */
export async function departDispatch(op: Operation, input: { id: string }): Promise<DispatchOrder> {
  op.must('dispatch.depart');
  const dispatch = await findDispatch(op, input.id);
  op.must('dispatch.depart', dispatch);
  if (await op.em.findOne(TripPassenger, { dispatchId: dispatch.id, boardState: 'LISTED' }))
    throw conflict('ON_A_TRIP', {
      zh: '该派遣单已登记车次，请随车次出发。',
      en: 'This dispatch is on a trip and departs with it.',
    });
  dispatch.depart(op.now, await hasStation(op, dispatch.destination));
  await referralsMustStand(op, [dispatch]);
  return dispatch;
}
