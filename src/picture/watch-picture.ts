import type { Follower } from '#journal/follower.js';
import { LiveQueue } from '#journal/live-queue.js';
import { contains, decodePosition, parseSnapshot } from '#journal/position.js';
import type { Operation } from '#kernel/operation.js';
import { mustSeePair, pairOf } from './pair.js';
import type { PictureState } from './picture-fold.js';
import type { ShownPictures } from './shown-pictures.js';
import type { Population } from '#worker/population.js';

/** A reader that lags gets the latest picture only: older numbers of the same pair are of no use to it. */
const MOST_WAITING = 100;

/**
 * The stream of a pair's picture. Numbers are absolute, so nothing can be lost: with `after`, the present
 * picture comes first unless nothing at all has happened since.
 */
export async function watchPicture(
  shown: ShownPictures,
  follower: Follower,
  op: Operation,
  args: Record<string, unknown>,
): Promise<AsyncIterableIterator<PictureState>> {
  const pair = pairOf(
    op.regions,
    String(args['origin']),
    String(args['destination']),
    (args['population'] ?? 'TARGET') as Population,
  );
  mustSeePair(op, pair);
  const after = typeof args['after'] === 'string' ? decodePosition(follower.epoch, args['after']) : undefined;
  if (after) {
    await follower.reach(after, 'after');
    await follower.mustReachBack(after, 'after');
  }
  let leave: () => void = () => undefined;
  const queue = new LiveQueue<PictureState>(
    MOST_WAITING,
    () => undefined,
    () => leave(),
  );
  leave = await shown.watch(op, pair, (state) => {
    if (queue.size >= MOST_WAITING - 1) queue.drop();
    queue.push(state);
  });
  if (after && !contains(parseSnapshot(after.to), parseSnapshot(follower.position))) {
    const now = await shown.read(op, pair);
    queue.push({ ...now, figures: structuredClone(now.figures) });
  }
  return queue;
}
