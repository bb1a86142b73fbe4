/** What a watched list says on the wire, as the document of `list-document.ts` asks for it. */

/** What happened to a row: it came onto the list, changed on it, or left it. */
export type RowOp = 'ENTER' | 'UPDATE' | 'LEAVE';

/** Why a row left. A reason that this version does not know is handed on as it came. */
export type LeaveReason = 'MOVED' | 'FILLED' | 'EXPIRED' | 'CLOSED' | 'PERMISSION' | 'MERGED' | (string & {});

/** Why a stream cannot be continued from where the client stood. */
export type ResyncReason =
  | 'TOO_OLD'
  | 'EPOCH_CHANGED'
  | 'RIGHTS_CHANGED'
  | 'SCHEMA_CHANGED'
  | 'TOO_FAR_BEHIND'
  | (string & {});

/** A page of the rows that are on the list at one position. */
export interface SnapshotFrame<Node> {
  readonly kind: 'Snapshot';
  readonly position: string;
  readonly isLast: boolean;
  readonly items: readonly { readonly id: string; readonly version: number; readonly node: Node | null }[];
}

/** One change of one row; `node` is null on LEAVE, and where the row could no more be read. */
export interface WireChange<Node> {
  readonly op: RowOp;
  readonly reason: LeaveReason | null;
  readonly id: string;
  readonly version: number;
  readonly node: Node | null;
}

/** All changes from one position to the next. */
export interface ChangesFrame<Node> {
  readonly kind: 'Changes';
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly eventsSoFar: number;
  /** Of the list at `to`; null while what was missed is caught up. */
  readonly digest: string | null;
  readonly changes: readonly WireChange<Node>[];
}

/** From this position on nothing will be missed. */
export interface ReadyFrame {
  readonly kind: 'Ready';
  readonly position: string;
  readonly eventsSoFar: number;
}

/** Nothing is pending; also the heartbeat. */
export interface CaughtUpFrame {
  readonly kind: 'CaughtUp';
  readonly position: string;
  readonly eventsSoFar: number;
  readonly digest: string;
  readonly rows: number;
}

/** The server merged changes for this reader (`merged`), or is itself behind (`behindMs`). */
export interface LaggingFrame {
  readonly kind: 'Lagging';
  readonly position: string;
  readonly behindMs: number;
  readonly merged: number;
}

/** The stream cannot be continued; a snapshot follows in it, or it ends. */
export interface ResyncFrame {
  readonly kind: 'Resync';
  readonly reason: ResyncReason;
}

export type Frame<Node> =
  | SnapshotFrame<Node>
  | ChangesFrame<Node>
  | ReadyFrame
  | CaughtUpFrame
  | LaggingFrame
  | ResyncFrame;

const KINDS = ['Snapshot', 'Changes', 'Ready', 'CaughtUp', 'Lagging', 'Resync'];

/** A member of the union of the list called `name` as a frame; undefined for a member that is not known. */
export function readFrame<Node>(
  name: string,
  member: { readonly __typename: string },
): Frame<Node> | undefined {
  const { __typename: type } = member;
  const kind = type.startsWith(name) ? type.slice(name.length) : type;
  return KINDS.includes(kind) ? ({ ...member, kind } as unknown as Frame<Node>) : undefined;
}
