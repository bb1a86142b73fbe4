import type { Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import type { Batch, Change } from './change.js';
import type { Place } from './position.js';

/** Somebody who must see every change, in order, exactly once. */
export interface Listener {
  /** Nouns whose changes it wants; others are not even read. */
  readonly nouns: readonly string[];
  /** Takes one batch. Must not wait: the follower goes on. */
  take(batch: Batch): void;
}

/** What rooms may ask of the reader of the journal; the cellar keeps the promise (store/follow). */
export interface Follower {
  /** Snapshot text up to which every listener has been told. */
  readonly position: string;
  readonly epoch: string;
  /** Milliseconds since the journal was last read to its end. */
  readonly lagMs: number;
  listen(listener: Listener): () => void;
  /**
   * Joins a state to the stream without a gap: reads statements in one snapshot, beside the live look and in turn by
   * account (`who`), waits until everything in that snapshot has been told, and installs what they gave together
   * with the changes that were told and that they had not seen (`missed`, in order, of these nouns, which somebody must
   * listen to already). `position` is where the state then stands; the next batch is the first after it. `statements`
   * are asked for when the turn has come; when there are none any more, nothing is read or installed.
   * @throws HouseError RATE_LIMITED/TOO_MUCH_WAITING, SERVICE_UNAVAILABLE when it takes too long.
   */
  join(
    who: string,
    nouns: readonly string[],
    statements: () => readonly Sql[],
    install: (rows: readonly Row[][], missed: readonly Change[], position: string) => void,
  ): Promise<void>;
  /** Waits until every listener has been told everything of that place; SERVICE_UNAVAILABLE when it takes too long. */
  reach(place: Place, field: string): Promise<void>;
  /**
   * Changes of a topic after a place and up to `until` (a position already reached), a batch at a time, beside the
   * live look and in turn by account (`who`); the recent past of a whole noun (no `enters`), which somebody must
   * have listened to all the while, from memory. Ends at once when `signal` comes.
   * @throws HouseError RATE_LIMITED/TOO_MUCH_WAITING, SERVICE_UNAVAILABLE when a page takes too long, and before any page
   * that could be incomplete BAD_USER_INPUT/TOO_OLD.
   */
  replay(who: string, topic: Topic, after: Place, until: string, signal: AbortSignal): AsyncIterable<Batch>;
  /**
   * Refuses at once what could not be told completely; where that is asked, `replay` says it again if need be.
   * @throws HouseError BAD_USER_INPUT/TOO_OLD
   */
  mustReachBack(place: Place, field: string): Promise<void>;
}

/** Which changes of a noun a stream tells of: those by which it came into a state, or all of them. */
export interface Topic {
  readonly noun: string;
  readonly enters?: string;
}

/** The place of a change inside its batch: resuming after it gives exactly the rest. */
export function placeOf(batch: Batch, change: Change): Place {
  return change === batch.changes.at(-1) && !batch.partial
    ? { to: batch.to }
    : { to: batch.to, from: batch.from, seq: change.seq };
}
