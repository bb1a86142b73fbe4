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
   * Reads statements in the very snapshot of a batch's end and installs what they gave before the next
   * batch is told: the way to join a state to the stream without a gap.
   */
  join(
    statements: readonly Sql[],
    install: (rows: readonly Row[][], position: string) => void,
  ): Promise<void>;
  /** Waits until every listener has been told everything of that place; SERVICE_UNAVAILABLE when it takes too long. */
  reach(place: Place, field: string): Promise<void>;
  /** Changes of one noun after a place and up to `until` (a position already reached), a batch at a time. */
  replay(noun: string, after: Place, until: string): AsyncIterable<Batch>;
}

/** The place of a change inside its batch: resuming after it gives exactly the rest. */
export function placeOf(batch: Batch, change: Change): Place {
  return change === batch.changes.at(-1) && !batch.partial
    ? { to: batch.to }
    : { to: batch.to, from: batch.from, seq: change.seq };
}
