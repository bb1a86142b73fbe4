import type { Operation } from '#kernel/operation.js';
import { takeLifeEvents } from '#worker/take-life-events.js';
import { endWayOf } from './end-way-of.js';

/** At most this many at once, so that one tick never holds long; the next tick goes on. */
const MOST_AT_ONCE = 500;

/** The clock: what befalls people on a day that has come, and the end of the way of who leaves by it. Answers how many. */
export async function takeDueLifeEvents(op: Operation): Promise<number> {
  const { done, left } = await takeLifeEvents(op, MOST_AT_ONCE);
  for (const key of left) await endWayOf(op, key);
  return done;
}
