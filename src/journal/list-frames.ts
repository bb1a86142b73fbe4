import type { Row } from '#kernel/operation.js';
import type { LeaveReason } from './list-watch.js';

/** One row of a list at a version, before it is told in GraphQL. */
export interface Entry {
  /** Global id. */
  readonly id: string;
  readonly version: number;
  readonly image: Row;
}

/** A row that came, stayed otherwise, or went. */
export interface RowChange {
  readonly op: 'ENTER' | 'UPDATE' | 'LEAVE';
  readonly reason: LeaveReason | null;
  readonly id: string;
  readonly version: number;
  /** Null when the row left: nothing more is told of it. */
  readonly image: Row | null;
  /** What it said before, where that is told as well (what moved of a picture). */
  readonly before?: Row;
}

export interface SnapshotFrame {
  readonly kind: 'SNAPSHOT';
  readonly position: string;
  readonly items: readonly Entry[];
  readonly isLast: boolean;
}

export interface ReadyFrame {
  readonly kind: 'READY';
  readonly position: string;
  readonly eventsSoFar: number;
  /** Until when this position can surely be continued; null: for ever. */
  readonly retainedUntil: Date | null;
}

export interface ChangesFrame {
  readonly kind: 'CHANGES';
  readonly from: string;
  readonly to: string;
  /** Of everything that is on the list at `to`; null while what was missed is caught up. */
  readonly digest: string | null;
  readonly eventsSoFar: number;
  readonly changes: readonly RowChange[];
}

export interface CaughtUpFrame {
  readonly kind: 'CAUGHT_UP';
  readonly position: string;
  readonly eventsSoFar: number;
  readonly digest: string;
  readonly rows: number;
}

export interface LaggingFrame {
  readonly kind: 'LAGGING';
  readonly position: string;
  /** Milliseconds since the journal was last read to its end; 0 when only the reader is slow. */
  readonly behindMs: number;
  /** Changes merged away since the last CHANGES: they count in the next `eventsSoFar` and are not told one by one. */
  readonly merged: number;
}

/** TOO_FAR_BEHIND: more rows moved than the server keeps for one reader. */
export const RESYNC_REASONS = [
  'TOO_OLD',
  'EPOCH_CHANGED',
  'RIGHTS_CHANGED',
  'SCHEMA_CHANGED',
  'TOO_FAR_BEHIND',
] as const;
export type ResyncReason = (typeof RESYNC_REASONS)[number];

export interface ResyncFrame {
  readonly kind: 'RESYNC';
  readonly reason: ResyncReason;
  readonly oldestAvailable: string | null;
}

/** What a watch hands out, in the order of the contract. */
export type ListFrame =
  | SnapshotFrame
  | ReadyFrame
  | ChangesFrame
  | CaughtUpFrame
  | LaggingFrame
  | ResyncFrame;
