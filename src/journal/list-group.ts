import type { Operation, Row } from '#kernel/operation.js';
import type { Batch, Change } from './change.js';
import { Digest, weightOf } from './digest.js';
import { changeOf, versionOf } from './list-change.js';
import type { CaughtUpFrame, ChangesFrame, ListFrame, ReadyFrame, RowChange } from './list-frames.js';
import { ListRows, type Taken } from './list-rows.js';
import type { ListWatch } from './list-watch.js';
import type { MergeQueue } from './merge-queue.js';
import type { Turnstile } from './turnstile.js';
import { parseSnapshot, shows } from './position.js';

/** Where the stream of a group stands. */
export interface Standing {
  readonly position: string;
  readonly eventsSoFar: number;
  readonly digest: string;
  readonly rows: number;
}

/**
 * Everybody who watches one list with the same arguments and sees the same things. What happened is worked out once
 * for all of them, and they share the frames. The group knows what is on its list by a digest alone: it holds no
 * rows. Its place moves with each frame that it tells, so that frames follow on each other without a gap.
 */
export class ListGroup {
  /** Who needs it: from before they are told anything until they have left. */
  holders = 0;
  /** Who is told from now on. */
  readonly members = new Set<MergeQueue>();
  /** Its rows, as they are read for those who join. */
  readonly rows: ListRows;
  private digest: Digest | undefined;
  private events = 0;
  private place = '';

  constructor(
    /** What makes it the group that it is: the list, the arguments and the audience. */
    readonly key: string,
    private readonly watch: ListWatch,
    private readonly op: Operation,
    private readonly args: Record<string, unknown>,
    readings: Turnstile,
    private readonly encode: (snapshot: string) => string,
  ) {
    this.rows = new ListRows(watch, args, readings, encode);
  }

  get noun(): string {
    return this.watch.noun;
  }

  /** Does it know what is on its list? */
  get running(): boolean {
    return this.digest !== undefined;
  }

  get standing(): Standing {
    if (!this.digest) throw new Error('the group has not begun');
    return {
      position: this.encode(this.place),
      eventsSoFar: this.events,
      digest: this.digest.text,
      rows: this.digest.rows,
    };
  }

  /** Snapshot text of where the group stands. */
  get at(): string {
    return this.place;
  }

  /**
   * Begins, unless it has: `taken` is what was on the list then, `since` what was told meanwhile, and `place` how far
   * everybody has been told (it lies at or behind `taken`).
   */
  install(taken: Taken, since: readonly Change[], place: string): void {
    if (this.digest) return;
    const digest = new Digest();
    for (const { id, version } of taken.entries) digest.add(weightOf(id, version));
    this.digest = digest;
    this.changesOf(unseen(since, taken.at));
    this.events = 0;
    this.place = place;
  }

  /** The changes of the list that `taken` does not show, as one frame from there to where the group stands. */
  rest(taken: Taken, since: readonly Change[]): ChangesFrame | undefined {
    const changes = unseen(since, taken.at).flatMap((change) => this.changeOf(change) ?? []);
    if (changes.length === 0) return undefined;
    const { position, digest, eventsSoFar } = this.standing;
    return { kind: 'CHANGES', from: this.encode(taken.at), to: position, digest, eventsSoFar, changes };
  }

  /** Changes of the past, as they concern this list; nothing is taken into its state. */
  replayed(changes: readonly Change[], from: string, to: string): ChangesFrame | undefined {
    const told = changes.flatMap((change) => this.changeOf(change) ?? []);
    if (told.length === 0) return undefined;
    return { kind: 'CHANGES', from, to, digest: null, eventsSoFar: this.events, changes: told };
  }

  /** Takes a batch in and tells everybody. */
  hear({ changes, to }: Batch): void {
    const mine = changes.filter(({ noun }) => noun === this.watch.noun);
    if (mine.length === 0) return;
    this.rows.hear(mine);
    if (!this.digest) return;
    const told = this.changesOf(mine);
    if (told.length === 0) return;
    const from = this.encode(this.place);
    this.events += told.length;
    this.place = to;
    const { position, eventsSoFar, digest } = this.standing;
    this.tell({ kind: 'CHANGES', from, to: position, digest, eventsSoFar, changes: told });
  }

  /** Says where it stands, for whoever hears nothing else; `place` is how far everybody has been told. */
  beat(place: string, behindMs: number | undefined): void {
    if (!this.digest || this.members.size === 0) return;
    // Whoever is behind does not stand where the journal was read to.
    if (behindMs === undefined) this.place = place;
    const { position } = this.standing;
    this.tell(behindMs === undefined ? this.caughtUp() : { kind: 'LAGGING', position, behindMs, merged: 0 });
  }

  ready(retainedUntil: Date | null): ReadyFrame {
    const { position, eventsSoFar } = this.standing;
    return { kind: 'READY', position, eventsSoFar, retainedUntil };
  }

  caughtUp(): CaughtUpFrame {
    return { kind: 'CAUGHT_UP', ...this.standing };
  }

  fail(fault: unknown): void {
    for (const member of this.members) member.fail(fault);
  }

  private tell(frame: ListFrame): void {
    for (const member of this.members) member.push(frame);
  }

  private changesOf(changes: readonly Change[]): RowChange[] {
    return changes.flatMap((change) => {
      const told = this.changeOf(change);
      if (!told) return [];
      const { before, after } = change;
      const weighed = (image: Row): number => weightOf(told.id, versionOf(this.op, this.watch, image));
      if (before && told.op !== 'ENTER') this.digest?.remove(weighed(before));
      if (after && told.op !== 'LEAVE') this.digest?.add(weighed(after));
      return [told];
    });
  }

  private changeOf(change: Change): RowChange | undefined {
    return changeOf(this.op, this.watch, this.args, change);
  }
}

/** Those of these changes that a snapshot does not show. */
function unseen(changes: readonly Change[], at: string): Change[] {
  const seen = parseSnapshot(at);
  return changes.filter(({ xid }) => !shows(seen, BigInt(xid)));
}
