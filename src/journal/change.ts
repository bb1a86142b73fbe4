import type { Row } from '#kernel/operation.js';

/** One row of the journal: a noun before and after, with author and verb. */
export interface Change {
  readonly seq: string;
  readonly xid: string;
  readonly at: string;
  readonly actor: string;
  readonly verb: string;
  readonly noun: string;
  readonly nounId: string;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** All changes between two positions, in an order in which each row's changes are causal. */
export interface Batch {
  /** Snapshot text (inside form of a position). */
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  /** More entries of the same span follow in the next batch. */
  readonly partial?: boolean;
}
