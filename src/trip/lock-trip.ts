import type { Operation } from '#kernel/operation.js';
import { findTrip } from './find-trip.js';
import { MOST_SEATS } from './plan-trip.js';
import type { Trip } from './trip.entity.js';
import { mustBeCount } from './trip.rules.js';

/** County or station fixes the manifest (REGISTRATION → LOCKED), with the number of escorts if it has changed. */
export async function lockTrip(op: Operation, input: { id: string; escorts?: number | null }): Promise<Trip> {
  op.must('trip.lock');
  const trip = await findTrip(op, input.id);
  op.must('trip.lock', trip);
  const escorts = input.escorts ?? trip.escorts;
  mustBeCount('input.escorts', escorts, 0, MOST_SEATS);
  trip.lock(escorts);
  return trip;
}
