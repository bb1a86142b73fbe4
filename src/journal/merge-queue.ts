import type { ChangesFrame, ListFrame, RowChange } from './list-frames.js';
import { OneReader } from './one-reader.js';

/** Rows that are kept for one reader who lags, at most; beyond that it starts again with a snapshot. */
const MOST_MERGED_ROWS = 5_000;

interface MergedRow {
  readonly first: RowChange;
  last: RowChange;
}

interface Merged {
  readonly from: string;
  readonly rows: Map<string, MergedRow>;
  /** The last frame that was taken in. */
  last: ChangesFrame;
  /** What came after it and says only where the stream stands. */
  tail: ListFrame | undefined;
  /** Changes that had been told when the reader was last handed any. */
  readonly before: number;
}

/**
 * The frames that wait for one reader, bounded. Who reads too slowly is not ended: the changes that wait are merged
 * row by row, and it is told so before it gets them (LAGGING, then one CHANGES). More rows than it may have waiting
 * are not kept: it is told to start again. Nothing is dropped in silence.
 */
export class MergeQueue extends OneReader<ListFrame> {
  private readonly frames: ListFrame[] = [];
  private waitingChanges = 0;
  private merged: Merged | undefined;
  /** Where the last frame ended that was handed out, and how many changes had been told by then. */
  private reached: string | undefined;
  private eventsReached: number | undefined;

  /** `limit`: changes that may wait one by one. `onEnd` is called once, however it ends. */
  constructor(
    private readonly limit: number,
    onEnd: () => void,
  ) {
    super(onEnd);
  }

  /** Frames that wait; merged ones count as one. */
  get size(): number {
    return this.frames.length + (this.merged ? 1 : 0);
  }

  push(frame: ListFrame): void {
    if (this.over) return;
    if (this.hand(frame)) {
      this.handedOut(frame);
      return;
    }
    // What says only where the stream stands is out of date as soon as the next one comes.
    if (frame.kind !== 'CHANGES') {
      const last = this.frames.at(-1);
      if (last && last.kind === frame.kind) this.frames.pop();
      if (this.merged) this.merged.tail = frame;
      else this.frames.push(frame);
      return;
    }
    if (!this.merged && this.waitingChanges + frame.changes.length <= this.limit) {
      this.frames.push(frame);
      this.waitingChanges += frame.changes.length;
      return;
    }
    this.merge(frame);
  }

  private merge(frame: ChangesFrame): void {
    if (!this.merged) {
      // Frames follow on each other, so the first that waits says where the reader stands.
      const [first = frame] = this.frames;
      const waiting = this.frames.filter((f) => f.kind === 'CHANGES');
      const from = first.kind === 'CHANGES' ? first.from : (this.reached ?? frame.from);
      const [earliest = frame] = waiting;
      const before = this.eventsReached ?? earliest.eventsSoFar - earliest.changes.length;
      this.clear();
      this.merged = { from, rows: new Map(), last: frame, tail: undefined, before };
      for (const one of waiting) takeIn(this.merged, one);
    }
    takeIn(this.merged, frame);
    if (this.merged.rows.size <= MOST_MERGED_ROWS) return;
    this.clear();
    this.frames.push({ kind: 'RESYNC', reason: 'TOO_FAR_BEHIND', oldestAvailable: null });
    this.finish();
  }

  protected take(): ListFrame | undefined {
    const frame = this.frames.shift();
    if (frame?.kind === 'CHANGES') this.waitingChanges -= frame.changes.length;
    if (frame) this.handedOut(frame);
    if (frame || !this.merged) return frame;
    const { from, rows, last, tail, before } = this.merged;
    this.eventsReached = before;
    this.merged = undefined;
    const told = [...rows.values()].flatMap(net);
    this.frames.push({ ...last, from, changes: told });
    if (tail) this.frames.push(tail);
    this.waitingChanges += told.length;
    return { kind: 'LAGGING', position: from, behindMs: 0, merged: last.eventsSoFar - before - told.length };
  }

  private handedOut(frame: ListFrame): void {
    this.reached = endOf(frame);
    if ('eventsSoFar' in frame) this.eventsReached = frame.eventsSoFar;
  }

  /** What waits is not wanted: the reader begins anew. An end that it was to hear of it hears of yet. */
  forget(): void {
    if (!this.over) this.clear();
  }

  protected clear(): void {
    this.frames.length = 0;
    this.waitingChanges = 0;
    this.merged = undefined;
  }
}

/** Where a reader stands after this frame. */
function endOf(frame: ListFrame): string | undefined {
  if (frame.kind === 'CHANGES') return frame.to;
  return 'position' in frame ? frame.position : undefined;
}

function takeIn(merged: Merged, frame: ChangesFrame): void {
  merged.last = frame;
  merged.tail = undefined;
  for (const change of frame.changes) {
    const known = merged.rows.get(change.id);
    if (known) known.last = change;
    else merged.rows.set(change.id, { first: change, last: change });
  }
}

/** What several changes of a row come to for the reader, who holds it unless it came by the first of them. */
function net({ first, last }: MergedRow): RowChange[] {
  const held = first.op !== 'ENTER';
  if (last.op === 'LEAVE') return held ? [last] : [];
  const { before } = first;
  return [{ ...last, op: held ? 'UPDATE' : 'ENTER', ...(before && { before }) }];
}
