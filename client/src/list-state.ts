import { minus, plus } from './digest.js';

/** A row as its list shows it. */
export interface Row<Node> {
  readonly version: number;
  readonly node: Node;
}

/** The rows of a list with their sum. A row whose node could not be read is in the sum and is not shown. */
export interface Rows<Node> {
  readonly shown: Map<string, Row<Node>>;
  /** Versions of the rows that cannot be read. */
  readonly hidden: Map<string, number>;
  sum: number;
}

/** A snapshot on its way in. */
export interface Incoming<Node> {
  readonly rows: Rows<Node>;
  readonly pages: SnapshotPages;
}

/** Which pages of the snapshot at a position have come, each known by the id of its first row. */
export interface SnapshotPages {
  readonly position: string;
  readonly firstIds: Set<string>;
}

/**
 * Where a client of one list stands: what it holds, and how far the present stream has come. It is changed by
 * `applyFrame` alone; `beginStream` and `startOver` are for whoever opens streams.
 */
export interface ListState<Node> {
  rows: Rows<Node>;
  /**
   * NOTHING: no rows of this chain yet; a snapshot must come. SNAPSHOT: pages are coming. CATCHING_UP: the rows of
   * `position` are held, READY has not come. READY: every frame can be checked.
   */
  step: 'NOTHING' | 'SNAPSHOT' | 'CATCHING_UP' | 'READY';
  /** Where the chain stands; a stream can be resumed behind it. */
  position: string | undefined;
  /** The next frame must begin at `position`. Not so just after a snapshot: READY says where the chain begins. */
  exact: boolean;
  /** Changes told by this stream, by the server's count; counts from READY on. */
  eventsSoFar: number;
  /** Changes that the server said it merged away, and that the next frame must account for. */
  merged: number;
  /** A RESYNC came and its snapshot has not begun. */
  awaited: boolean;
  incoming: Incoming<Node> | undefined;
  /** Pages of the snapshot that this stream began with: to know them again when they are repeated. */
  pages: SnapshotPages | undefined;
  /** The last positions of this stream: to know frames again that are repeated. */
  trail: string[];
}

/** As many frames back a repeated heartbeat is known again; an older one leads to a new snapshot. */
const TRAIL = 64;

export function emptyRows<Node>(): Rows<Node> {
  return { shown: new Map(), hidden: new Map(), sum: 0 };
}

export function emptyState<Node>(): ListState<Node> {
  return {
    rows: emptyRows(),
    step: 'NOTHING',
    position: undefined,
    exact: false,
    eventsSoFar: 0,
    merged: 0,
    awaited: false,
    incoming: undefined,
    pages: undefined,
    trail: [],
  };
}

/** To be called as a stream is opened. Answers the position to resume after; undefined: from a snapshot. */
export function beginStream<Node>(state: ListState<Node>): string | undefined {
  const { position } = state;
  state.step = position === undefined ? 'NOTHING' : 'CATCHING_UP';
  state.exact = true;
  state.merged = 0;
  state.awaited = false;
  state.incoming = undefined;
  state.pages = undefined;
  state.trail = position === undefined ? [] : [position];
  return position;
}

/** Gives up the chain: the next stream begins with a snapshot. The rows stay readable until it is whole. */
export function startOver<Node>(state: ListState<Node>): void {
  state.position = undefined;
  state.incoming = undefined;
  state.pages = undefined;
  state.step = 'NOTHING';
}

/** Moves the chain to a position. */
export function moveTo<Node>(state: ListState<Node>, position: string): void {
  state.position = position;
  if (state.trail.at(-1) === position) return;
  state.trail.push(position);
  if (state.trail.length > TRAIL) state.trail.shift();
}

/** The version and node that are held of a row. */
export function heldOf<Node>(
  rows: Rows<Node>,
  id: string,
): { version: number; node: Node | null } | undefined {
  const shown = rows.shown.get(id);
  if (shown) return shown;
  const hidden = rows.hidden.get(id);
  return hidden === undefined ? undefined : { version: hidden, node: null };
}

/** Puts a row in the place of the one that is held; among those shown it keeps its place. */
export function put<Node>(rows: Rows<Node>, id: string, version: number, node: Node | null): void {
  const held = heldOf(rows, id);
  if (held) rows.sum = minus(rows.sum, id, held.version);
  if (node === null) {
    rows.shown.delete(id);
    rows.hidden.set(id, version);
  } else {
    rows.hidden.delete(id);
    rows.shown.set(id, { version, node });
  }
  rows.sum = plus(rows.sum, id, version);
}

export function takeOut<Node>(rows: Rows<Node>, id: string): void {
  const held = heldOf(rows, id);
  if (!held) return;
  rows.sum = minus(rows.sum, id, held.version);
  rows.shown.delete(id);
  rows.hidden.delete(id);
}
