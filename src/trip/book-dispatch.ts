import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import type { DispatchOrder } from './dispatch-order.entity.js';
import { findDispatch } from './find-dispatch.js';
import { findTrip } from './find-trip.js';
import { goesTheSameWay } from './same-way.rules.js';
import { TripPassenger } from './trip-passenger.entity.js';

/**
 * The county books a cleared dispatch (CLEARED → BOOKED) on a trip that still takes passengers, or, without
 * a trip, as travel on one's own. The trip's row is locked and its check stands behind: TRIP_FULL.
 */
export async function bookDispatch(
  op: Operation,
  input: { id: string; trip?: string | null },
): Promise<DispatchOrder> {
  op.must('dispatch.book');
  // Trips are locked before dispatches, here as at departure.
  const trip = input.trip != null ? await findTrip(op, input.trip, 'input.trip') : null;
  const dispatch = await findDispatch(op, input.id);
  op.must('dispatch.book', dispatch);
  dispatch.moveTo('BOOKED');
  if (!trip) {
    dispatch.mustTravelAlone();
    return dispatch;
  }
  if (!goesTheSameWay(trip, dispatch))
    throw conflict('TRIP_ANOTHER_WAY', {
      zh: '该车次的出发地或目的地与派遣单不一致。',
      en: 'The trip leaves from or goes to another place than the dispatch.',
    });
  trip.takeSeat();
  op.em.create(TripPassenger, {
    id: uuidv7(op.now.getTime()),
    tripId: trip.id,
    dispatchId: dispatch.id,
    workerId: dispatch.workerId,
    origin: dispatch.origin,
    destination: dispatch.destination,
    boardState: 'LISTED',
  });
  return dispatch;
}
