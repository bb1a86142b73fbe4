import type { Operation } from '#kernel/operation.js';
import { findTrip } from './find-trip.js';
import type { Trip } from './trip.entity.js';

/** County or station begins boarding (LOCKED → BOARDING). */
export async function boardTrip(op: Operation, input: { id: string }): Promise<Trip> {
  op.must('trip.board');
  const trip = await findTrip(op, input.id);
  op.must('trip.board', trip);
  trip.moveTo('BOARDING');
  return trip;
}
