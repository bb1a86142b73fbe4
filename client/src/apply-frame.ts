import { digestText, minus, plus } from './digest.js';
import type {
  CaughtUpFrame,
  ChangesFrame,
  Frame,
  LaggingFrame,
  LeaveReason,
  ReadyFrame,
  ResyncReason,
  SnapshotFrame,
} from './frames.js';
import {
  emptyRows,
  heldOf,
  type ListState,
  moveTo,
  put,
  type Rows,
  startOver,
  takeOut,
} from './list-state.js';

/** A row that came, changed or went, as the reader of the list sees it. */
export type RowChange<Node> =
  | { readonly op: 'ENTER' | 'UPDATE'; readonly id: string; readonly version: number; readonly node: Node }
  /** `before`: the row as it was last shown. `reason` is null where only a new snapshot shows that it went. */
  | { readonly op: 'LEAVE'; readonly id: string; readonly reason: LeaveReason | null; readonly before: Node };

/** Which check of the contract a frame failed. */
export type Check = 'ORDER' | 'CHAIN' | 'COUNT' | 'EVENTS' | 'DIGEST';

/** What became of a frame. */
export type Outcome<Node> =
  /** `proven`: the rows are those of the server at `state.position`. */
  | { readonly kind: 'APPLIED'; readonly proven: boolean; readonly changes: readonly RowChange<Node>[] }
  /** The frame had come before; nothing was done. */
  | { readonly kind: 'REPEATED' }
  /** The server says that it is behind; `behindMs` is 0 when only this reader is slow. */
  | { readonly kind: 'LAGGING'; readonly behindMs: number }
  | { readonly kind: 'RESYNC'; readonly reason: ResyncReason }
  /** Something was lost, changed or put in another order on the way. The rows are as they were before the frame. */
  | { readonly kind: 'BROKEN'; readonly check: Check };

const REPEATED = { kind: 'REPEATED' } as const;
const UNCHANGED = { kind: 'APPLIED', proven: false, changes: [] } as const;

/**
 * Takes one frame of a watched list into the state of its client, or says why it cannot. It does no I/O. Rows are
 * touched only by frames that pass every check they can be put to, so that what was proven is never spoilt.
 */
export function applyFrame<Node>(state: ListState<Node>, frame: Frame<Node>): Outcome<Node> {
  switch (frame.kind) {
    case 'Snapshot':
      return applySnapshot(state, frame);
    case 'Changes':
      return applyChanges(state, frame);
    case 'Ready':
      return applyReady(state, frame);
    case 'CaughtUp':
      return applyCaughtUp(state, frame);
    case 'Lagging':
      return applyLagging(state, frame);
    case 'Resync':
      if (state.awaited) return REPEATED;
      startOver(state);
      state.awaited = true;
      return { kind: 'RESYNC', reason: frame.reason };
  }
}

function applySnapshot<Node>(
  state: ListState<Node>,
  { position, items, isLast }: SnapshotFrame<Node>,
): Outcome<Node> {
  const firstId = items[0]?.id ?? '';
  const pages = state.incoming?.pages ?? state.pages;
  if (pages?.position === position && pages.firstIds.has(firstId)) return REPEATED;
  if (state.step === 'READY') return broken('ORDER');
  // A page that comes after the last one of its own snapshot, or one of another snapshot between.
  if (pages && (pages.position === position) !== (state.incoming !== undefined)) return broken('ORDER');
  const incoming = (state.incoming ??= {
    rows: emptyRows<Node>(),
    pages: { position, firstIds: new Set<string>() },
  });
  state.step = 'SNAPSHOT';
  state.awaited = false;
  incoming.pages.firstIds.add(firstId);
  for (const { id, version, node } of items) put(incoming.rows, id, version, node);
  if (!isLast) return UNCHANGED;
  const changes = differences(state.rows, incoming.rows);
  state.rows = incoming.rows;
  state.pages = incoming.pages;
  state.incoming = undefined;
  state.step = 'CATCHING_UP';
  state.exact = false;
  moveTo(state, position);
  return { kind: 'APPLIED', proven: false, changes };
}

function applyChanges<Node>(state: ListState<Node>, frame: ChangesFrame<Node>): Outcome<Node> {
  const { from, to, count, eventsSoFar, digest, changes } = frame;
  const ready = state.step === 'READY';
  if (!ready && state.step !== 'CATCHING_UP') return broken('ORDER');
  if (ready ? eventsSoFar <= state.eventsSoFar : state.trail.includes(to)) return REPEATED;
  if (from !== state.position && (ready || state.exact)) return broken('CHAIN');
  if (changes.length !== count) return broken('COUNT');
  const grown = eventsSoFar - state.eventsSoFar;
  if (ready && grown !== count && grown !== count + state.merged) return broken('EVENTS');
  const { touched, sum } = sumWith(state, frame);
  if (digest === null ? ready : digestText(sum) !== digest) return broken('DIGEST');
  const told = [...touched].flatMap(([id, then]) => settle(state.rows, id, then) ?? []);
  state.exact = true;
  state.merged = 0;
  if (ready) state.eventsSoFar = eventsSoFar;
  moveTo(state, to);
  return { kind: 'APPLIED', proven: ready, changes: told };
}

function applyReady<Node>(state: ListState<Node>, { position, eventsSoFar }: ReadyFrame): Outcome<Node> {
  if (state.step === 'READY') return eventsSoFar <= state.eventsSoFar ? REPEATED : broken('ORDER');
  if (state.step !== 'CATCHING_UP') return broken('ORDER');
  state.step = 'READY';
  state.eventsSoFar = eventsSoFar;
  state.merged = 0;
  moveTo(state, position);
  return UNCHANGED;
}

function applyCaughtUp<Node>(state: ListState<Node>, frame: CaughtUpFrame): Outcome<Node> {
  const { position, eventsSoFar, digest, rows } = frame;
  if (state.step !== 'READY') return broken('ORDER');
  if (eventsSoFar < state.eventsSoFar || isPassed(state, position)) return REPEATED;
  if (eventsSoFar > state.eventsSoFar) return broken('EVENTS');
  const { shown, hidden, sum } = state.rows;
  if (digestText(sum) !== digest || shown.size + hidden.size !== rows) return broken('DIGEST');
  moveTo(state, position);
  return { kind: 'APPLIED', proven: true, changes: [] };
}

function applyLagging<Node>(state: ListState<Node>, frame: LaggingFrame): Outcome<Node> {
  if (state.step !== 'READY') return broken('ORDER');
  if (isPassed(state, frame.position)) return REPEATED;
  state.merged = Math.max(state.merged, frame.merged);
  moveTo(state, frame.position);
  return { kind: 'LAGGING', behindMs: frame.behindMs };
}

/** Is it a position that this stream has left behind? */
function isPassed<Node>(state: ListState<Node>, position: string): boolean {
  return position !== state.position && state.trail.includes(position);
}

/** How a row is after a frame; undefined: gone, for this reason. */
interface Then<Node> {
  readonly row: { readonly version: number; readonly node: Node | null } | undefined;
  readonly reason: LeaveReason | null;
}

/** What a frame makes of the rows that it names, and the sum that comes out; the rows stay as they are. */
function sumWith<Node>(
  { rows }: ListState<Node>,
  { changes }: ChangesFrame<Node>,
): { touched: Map<string, Then<Node>>; sum: number } {
  const touched = new Map<string, Then<Node>>();
  let { sum } = rows;
  for (const { op, id, version, node, reason } of changes) {
    const known = touched.get(id);
    const held = known ? known.row : heldOf(rows, id);
    // At least once on the wire, once in effect: an older version changes nothing.
    if (op !== 'LEAVE' && held && version < held.version) continue;
    if (held) sum = minus(sum, id, held.version);
    if (op !== 'LEAVE') sum = plus(sum, id, version);
    touched.set(id, { row: op === 'LEAVE' ? undefined : { version, node }, reason });
  }
  return { touched, sum };
}

/** Makes one row what it is now, and says what that is to somebody who reads the list. */
function settle<Node>(
  rows: Rows<Node>,
  id: string,
  { row, reason }: Then<Node>,
): RowChange<Node> | undefined {
  const before = rows.shown.get(id);
  if (row) put(rows, id, row.version, row.node);
  else takeOut(rows, id);
  if (row && row.node !== null)
    return { op: before ? 'UPDATE' : 'ENTER', id, version: row.version, node: row.node };
  return before && { op: 'LEAVE', id, reason, before: before.node };
}

/** What a new snapshot changes for somebody who reads the list. Nodes are told anew: other rights show otherwise. */
function differences<Node>(old: Rows<Node>, next: Rows<Node>): RowChange<Node>[] {
  const changes: RowChange<Node>[] = [];
  for (const [id, { node }] of old.shown)
    if (!next.shown.has(id)) changes.push({ op: 'LEAVE', id, reason: null, before: node });
  for (const [id, { version, node }] of next.shown)
    changes.push({ op: old.shown.has(id) ? 'UPDATE' : 'ENTER', id, version, node });
  return changes;
}

function broken(check: Check): { kind: 'BROKEN'; check: Check } {
  return { kind: 'BROKEN', check };
}
