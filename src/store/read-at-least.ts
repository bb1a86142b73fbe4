import { setTimeout as pause } from 'node:timers/promises';
import {
  contains,
  decodePosition,
  parseSnapshot,
  positionFromFuture,
  snapshotOf,
} from '#journal/position.js';
import type { Operation, Reading } from '#kernel/operation.js';
import type { OperationGround } from './open-operation.js';
import { notReached } from './waiting-room.js';

const FIELD = 'atLeast';
/** How soon it is looked again, in ms; doubled each time. */
const FIRST_PAUSE_MS = 50;

/**
 * Read your writes, for everything that is read from the database: through whichever process, a snapshot contains
 * what was committed before it, so nobody waits for the follower. What is waited for, as the follower would, is a
 * position that says of a transaction that it is over while it runs; only the database itself could have said so.
 */
export function readAtLeast(
  { epoch, reachMs }: Pick<OperationGround, 'epoch' | 'reachMs'>,
  read: Operation['read'],
): Operation['readAtLeast'] {
  return async (position, ...statements) => {
    if (position == null) return read(...statements);
    const wanted = parseSnapshot(decodePosition(epoch, position, FIELD).to);
    const isShown = ({ position: at }: Reading): boolean => {
      const seen = parseSnapshot(snapshotOf(at));
      if (wanted.xmax > seen.xmax) throw positionFromFuture(FIELD);
      return contains(seen, wanted);
    };
    const until = performance.now() + reachMs;
    // Without waiting for anything first, and so in one snapshot with the other reads of its turn.
    const reading = await read(...statements);
    if (isShown(reading)) return reading;
    for (let wait = FIRST_PAUSE_MS; ; wait *= 2) {
      const left = until - performance.now();
      if (left <= 0) throw notReached();
      await pause(Math.min(wait, left));
      // To look costs the session's statement alone; the rows are read again when the place is there.
      if (isShown(await read())) return read(...statements);
    }
  };
}
