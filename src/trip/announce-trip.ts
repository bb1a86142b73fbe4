import type { Operation } from '#kernel/operation.js';
import { findTrip } from './find-trip.js';
import type { Trip } from './trip.entity.js';

/** County or station announces a trip, so that people sign up (PLANNED → REGISTRATION). */
export async function announceTrip(op: Operation, input: { id: string }): Promise<Trip> {
  op.must('trip.announce');
  const trip = await findTrip(op, input.id);
  op.must('trip.announce', trip);
  trip.announce(op.now);
  return trip;
}
