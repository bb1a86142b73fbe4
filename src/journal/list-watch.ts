import type { NodeType } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { Sql } from 'sql-template-tag';
import type { ImagePart } from './image-part.js';

/**
 * Why a row left a list: its own change took it out of what was asked for (MOVED), its places are taken (FILLED),
 * its time is over (EXPIRED), it was closed, withdrawn or finished (CLOSED), the viewer may see it no more
 * (PERMISSION), or it was merged into another (MERGED).
 */
export const LEAVE_REASONS = ['MOVED', 'FILLED', 'EXPIRED', 'CLOSED', 'PERMISSION', 'MERGED'] as const;
export type LeaveReason = (typeof LEAVE_REASONS)[number];

/**
 * A list that is watched: one row of it is one noun. A room declares here what the rows are, by an image of the
 * journal and in SQL; snapshot, stream, resume, digest and merging follow by themselves. Both ways must
 * agree on every row: a property test holds them together.
 */
export interface ListWatch<A = Record<string, unknown>> {
  /** The subscription field. */
  readonly field: string;
  /** Name of its frames in the schema: `Posting` gives PostingSnapshot, PostingChanges. */
  readonly name: string;
  /** The noun whose changes move the rows. Its table has a `version` that grows with every change of a row. */
  readonly noun: string;
  /** Makes the global id of a row. */
  readonly type: NodeType;
  /** Column of the images that holds the key. */
  readonly key: string;
  /**
   * Version of a row as this viewer counts it; left out: that of its table. A number that moved with what a viewer is not
   * shown would tell of it: where the version stays, nothing is told.
   */
  version?(op: Operation, image: Row): number;
  /** Refuses bad arguments, and viewers who may never have it; called once as the subscription opens. */
  admit(op: Operation, args: A): void;
  /**
   * `select ${imageOf(…)} as image from … where …`: the rows of the list, the viewer's stake and the filter included,
   * whole or only the columns of key and version.
   */
  rows(op: Operation, args: A, part: ImagePart): Sql;
  /** Is the row of this image on the list, and the viewer's to see? The same question as `rows` asks. */
  holds(op: Operation, args: A, image: Row): boolean;
  /** Why a row that was on the list is so no more. */
  reason(op: Operation, args: A, before: Row, after: Row | null): LeaveReason;
  /** The row as the face shows it, from its image. */
  node(op: Operation, args: A, image: Row): unknown;
}

/** A list watch of any arguments, as the porch keeps it. */
export type AnyListWatch = ListWatch<never>;

/** `snapshot` of a watch. */
export const SNAPSHOT_WISHES = ['IF_NEEDED', 'ALWAYS', 'NEVER'] as const;
export type SnapshotWish = (typeof SNAPSHOT_WISHES)[number];

/** Arguments that every watch has beside its own. */
export interface WatchArgs {
  readonly after?: string | null;
  readonly snapshot?: SnapshotWish | null;
}
