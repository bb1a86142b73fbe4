import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { type Follower, placeOf } from './follower.js';
import type { ChangesFrame, ResyncFrame, RowChange } from './list-frames.js';
import { changeOf } from './list-change.js';
import type { ListWatch } from './list-watch.js';
import { encodePosition, type Place, snapshotOf, stampOf } from './position.js';
import { startOf, tooOldOf } from './stream-start.js';

/** Changes of a page, at most and without `first`. */
export const MOST_CHANGES = 200;
const USUAL_CHANGES = 50;
/** Pages of the journal that are looked through for one page of changes; then it is told how far that came. */
const MOST_BATCHES = 4;

/** One page of what changed on a list. */
export interface ChangePage {
  readonly frame: ChangesFrame | ResyncFrame;
  /** Is there more behind it? A page may be short, or empty, and not be the last. */
  readonly hasMore: boolean;
}

/** The past of watched lists in pages, for who asks instead of listening: the same changes in the same order. */
export class ChangePages {
  constructor(
    private readonly follower: Follower,
    private readonly audience: (op: Operation) => string,
  ) {}

  /**
   * The next changes of a list after a position.
   * @throws HouseError BAD_USER_INPUT/NOT_A_POSITION, PAGE_SIZE, and what the list's watch refuses
   */
  async read<A>(
    op: Operation,
    watch: ListWatch<A>,
    args: A,
    after: string,
    first: number = USUAL_CHANGES,
  ): Promise<ChangePage> {
    watch.admit(op, args);
    if (first < 1 || first > MOST_CHANGES)
      throw badInput(
        'first',
        'PAGE_SIZE',
        { zh: `每页条数应在 1 到 ${MOST_CHANGES} 之间。`, en: `A page has 1 to ${MOST_CHANGES} changes.` },
        { limit: MOST_CHANGES },
      );
    const { follower } = this;
    const audience = this.audience(op);
    const start = startOf(follower.epoch, after, audience);
    if (start?.kind !== 'AFTER') return { frame: start as ResyncFrame, hasMore: false };
    await follower.reach(start.place, 'after');
    // Up to now, not to what the live look has come to: who has just written finds it here.
    const until = snapshotOf((await op.read()).position);
    await follower.reach({ to: until }, 'after');
    const changes: RowChange[] = [];
    const page = (to: string | Place, hasMore: boolean): ChangePage => ({
      frame: {
        kind: 'CHANGES',
        from: after,
        to: encodePosition(follower.epoch, to, stampOf(audience)),
        digest: null,
        eventsSoFar: changes.length,
        changes,
      },
      hasMore,
    });
    let batches = 0;
    const signal = new AbortController().signal;
    const past = follower.replay(op.viewer.accountId, { noun: watch.noun }, start.place, until, signal);
    try {
      for await (const batch of past) {
        for (const change of batch.changes) {
          const told = changeOf(op, watch, args, change);
          if (told) changes.push(told);
          if (changes.length === first) return page(placeOf(batch, change), true);
        }
        const last = batch.changes.at(-1);
        if (last && (batches += 1) === MOST_BATCHES) return page(placeOf(batch, last), true);
      }
    } catch (fault) {
      const frame = tooOldOf(follower.epoch, fault, audience);
      if (!frame) throw fault;
      return { frame, hasMore: false };
    }
    return page(until, false);
  }
}
