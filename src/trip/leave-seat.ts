import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import type { DispatchOrder } from './dispatch-order.entity.js';
import { Trip } from './trip.entity.js';
import { TripPassenger } from './trip-passenger.entity.js';

/**
 * A dispatch that ended leaves its seat: before departure the seat is free again (LISTED → CANCELLED), on the
 * journey it is not (BOARDED → LEFT_EN_ROUTE). Belongs inside the caller's `asSystem`: the trip may be another
 * side's to see, and its seat count is the system's.
 */
export async function leaveSeat(op: Operation, dispatch: DispatchOrder): Promise<void> {
  const seat = await op.em.findOne(TripPassenger, {
    dispatchId: dispatch.id,
    boardState: { $in: ['LISTED', 'BOARDED'] },
  });
  if (!seat) return;
  if (seat.boardState === 'BOARDED') {
    seat.moveTo('LEFT_EN_ROUTE');
    return;
  }
  const trip = await op.em.findOneOrFail(Trip, { id: seat.tripId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  seat.moveTo('CANCELLED');
  trip.booked -= 1;
}
