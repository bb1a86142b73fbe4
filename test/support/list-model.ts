import { createHash } from 'node:crypto';
import type { Frame, ResyncReason } from '../../client/src/frames.js';

/** What a row says in the model: one number. */
export type ModelFrame = Frame<number>;
export type ModelRows = ReadonlyMap<string, { readonly version: number; readonly node: number }>;

/** What happens to the list: a row is set to a value, or taken away. */
export interface Edit {
  readonly id: number;
  readonly value: number | null;
}

type Change = Extract<ModelFrame, { kind: 'Changes' }>['changes'][number];

/**
 * A watched list on the server's side, written from the contract alone: a row, a version, a chain of positions. It
 * remembers what was true at every position, so that a client can be held against it.
 */
export class ListModel {
  private rows = new Map<string, { version: number; node: number }>();
  private readonly changes: Change[] = [];
  private readonly truths = new Map<string, ModelRows>();
  private readonly places: { readonly position: string; readonly events: number }[] = [];
  private versions = 0;
  private beats = 0;
  private resyncNext: ResyncReason | undefined;

  constructor(private readonly pageRows: number) {
    this.mark('0');
  }

  /** What was on the list at a position. */
  truthAt(position: string | undefined): ModelRows | undefined {
    return this.truths.get(position ?? '');
  }

  get truth(): ModelRows {
    return this.rows;
  }

  /** The next stream that would go on after a position is told to start again. */
  forget(reason: ResyncReason = 'RIGHTS_CHANGED'): void {
    this.resyncNext = reason;
  }

  /** The first frames of a stream; some edits may happen between its snapshot and READY. */
  open(after: string | undefined, meanwhile: readonly Edit[] = []): ModelFrame[] {
    const told: ModelFrame[] = [];
    const start = after === undefined ? undefined : this.places.find(({ position }) => position === after);
    const resync = after !== undefined && (this.resyncNext !== undefined || !start);
    if (resync) told.push({ kind: 'Resync', reason: this.resyncNext ?? 'EPOCH_CHANGED' });
    this.resyncNext = undefined;
    if (start && !resync) {
      let from = start.position;
      this.edit(meanwhile);
      for (const { position, events } of this.places.slice(this.places.indexOf(start) + 1)) {
        const before = this.places.find((p) => p.position === from)?.events ?? 0;
        if (events === before) continue;
        const changes = this.changes.slice(before, events);
        told.push({
          kind: 'Changes',
          from,
          to: position,
          count: changes.length,
          eventsSoFar: -1,
          digest: null,
          changes,
        });
        from = position;
      }
    } else {
      told.push(...this.pages());
      const changes = this.edit(meanwhile);
      // The chain need not begin at the snapshot's own position.
      if (changes) told.push({ ...changes, from: `not ${changes.from}` });
    }
    const { position, eventsSoFar } = this.caughtUp();
    told.push({ kind: 'Ready', position, eventsSoFar }, this.caughtUp());
    return told;
  }

  /** One frame with these edits; undefined when they come to nothing. */
  edit(edits: readonly Edit[]): Extract<ModelFrame, { kind: 'Changes' }> | undefined {
    const from = this.position;
    const changes = edits.flatMap((edit) => this.change(edit) ?? []);
    if (changes.length === 0) return undefined;
    this.mark(String(this.changes.length));
    const { position: to, eventsSoFar, digest } = this.caughtUp();
    return { kind: 'Changes', from, to, count: changes.length, eventsSoFar, digest, changes };
  }

  /** As `edit`, for a reader who is slow: what happened to one row is one change. */
  merge(edits: readonly Edit[]): ModelFrame[] {
    const old = new Set(this.rows.keys());
    const frame = this.edit(edits);
    if (!frame) return [];
    const last = new Map(frame.changes.map((change) => [change.id, change]));
    const changes = [...last.values()].flatMap((change): Change[] => {
      if (change.op === 'LEAVE') return old.has(change.id) ? [change] : [];
      return [{ ...change, op: old.has(change.id) ? 'UPDATE' : 'ENTER' }];
    });
    const merged = frame.count - changes.length;
    return [
      { kind: 'Lagging', position: frame.from, behindMs: 0, merged },
      { ...frame, count: changes.length, changes },
    ];
  }

  /** The heartbeat: the place moves, the rows do not. */
  beat(lagging = false): ModelFrame {
    this.beats += 1;
    this.mark(`${this.changes.length}+${this.beats}`);
    return lagging
      ? { kind: 'Lagging', position: this.position, behindMs: 3_000, merged: 0 }
      : this.caughtUp();
  }

  private get position(): string {
    return this.places.at(-1)?.position ?? '';
  }

  private caughtUp(): Extract<ModelFrame, { kind: 'CaughtUp' }> {
    const { position } = this;
    const eventsSoFar = this.changes.length;
    return { kind: 'CaughtUp', position, eventsSoFar, digest: digestOf(this.rows), rows: this.rows.size };
  }

  private pages(): ModelFrame[] {
    const all = [...this.rows].map(([id, row]) => ({ id, ...row }));
    const position = `${this.position} at once`;
    this.truths.set(position, new Map(this.rows));
    this.places.push({ position, events: this.changes.length });
    const pages: ModelFrame[] = [];
    for (let at = 0; at === 0 || at < all.length; at += this.pageRows) {
      const isLast = at + this.pageRows >= all.length;
      pages.push({ kind: 'Snapshot', position, isLast, items: all.slice(at, at + this.pageRows) });
    }
    return pages;
  }

  private change({ id: number, value }: Edit): Change | undefined {
    const id = `row-${number}`;
    const held = this.rows.get(id);
    this.versions += 1;
    const version = this.versions;
    let change: Change;
    if (value === null) {
      if (!held) return undefined;
      this.rows.delete(id);
      change = { op: 'LEAVE', reason: 'MOVED', id, version, node: null };
    } else {
      this.rows.set(id, { version, node: value });
      change = { op: held ? 'UPDATE' : 'ENTER', reason: null, id, version, node: value };
    }
    this.changes.push(change);
    return change;
  }

  private mark(position: string): void {
    this.places.push({ position, events: this.changes.length });
    this.truths.set(position, new Map(this.rows));
  }
}

/** As the contract words it, by other means than the client's. */
export function digestOf(rows: ReadonlyMap<string, { readonly version: number }>): string {
  let sum = 0n;
  for (const [id, { version }] of rows)
    sum += BigInt(`0x${createHash('sha256').update(`${id}:${version}`).digest('hex').slice(0, 12)}`);
  return (sum % 2n ** 48n).toString(16).padStart(12, '0');
}
