import sql from 'sql-template-tag';
import { badInput, HouseError } from '#kernel/error.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { Batch, Change } from './change.js';
import { Digest, weightOf } from './digest.js';
import { changeOf, entryOf, versionOf } from './list-change.js';
import type {
  CaughtUpFrame,
  ChangesFrame,
  Entry,
  ListFrame,
  RowChange,
  SnapshotFrame,
} from './list-frames.js';
import type { ListWatch } from './list-watch.js';
import type { MergeQueue } from './merge-queue.js';
import { parseSnapshot, shows, snapshotOf } from './position.js';

/** Rows of a list that can be watched, at most: a snapshot is one statement and one picture in memory. */
export const MOST_ROWS = 20_000;
/** Rows of one snapshot frame. */
const PAGE_ROWS = 200;

/** The rows of a list in one snapshot of the database. */
export interface Taken {
  /** Snapshot text. */
  readonly at: string;
  readonly entries: readonly Entry[];
  /** The same objects for everybody who shares the reading, so that their frames are made once. */
  readonly pages: readonly SnapshotFrame[];
}

/** A reading that is under way, and who waits for it. */
interface Reading {
  readonly by: Operation;
  readonly taken: Promise<Taken>;
  /** What was told since it began. */
  readonly since: Change[];
  sharers: number;
}

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
  private readonly collecting = new Set<Change[]>();
  private digest: Digest | undefined;
  private events = 0;
  private place = '';
  private reading: Reading | undefined;

  constructor(
    /** What makes it the group that it is: the list, the arguments and the audience. */
    readonly key: string,
    private readonly watch: ListWatch,
    private readonly op: Operation,
    private readonly args: Record<string, unknown>,
    private readonly encode: (snapshot: string) => string,
  ) {}

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
   * The rows of the list in one snapshot, read with the rights of `op` and `reached` by what is told; `use` is handed
   * them, with the changes that were told since and that they may not show. Whoever asks while a reading is under way
   * shares it.
   * @throws HouseError BAD_USER_INPUT/LIST_TOO_LARGE, and what `reached` throws
   */
  async take<T>(
    op: Operation,
    reached: (at: string) => Promise<void>,
    use: (taken: Taken, since: readonly Change[]) => T,
  ): Promise<T> {
    for (;;) {
      const reading = (this.reading ??= this.begin(op, reached));
      reading.sharers += 1;
      try {
        return use(await reading.taken, reading.since);
      } catch (fault) {
        // What failed because another one's account was closed fails for that one alone.
        if (reading.by === op || !(fault instanceof HouseError) || fault.code !== 'UNAUTHENTICATED')
          throw fault;
      } finally {
        reading.sharers -= 1;
        if (reading.sharers === 0) this.collecting.delete(reading.since);
      }
    }
  }

  /** From before the snapshot on its changes are kept, so that nothing falls between it and the stream. */
  private begin(by: Operation, reached: (at: string) => Promise<void>): Reading {
    const since: Change[] = [];
    this.collecting.add(since);
    const taken = this.read(by).then(async (read) => {
      await reached(read.at);
      return read;
    });
    const reading: Reading = { by, taken, since, sharers: 0 };
    const over = (): void => {
      if (this.reading === reading) this.reading = undefined;
    };
    taken.then(over, over);
    return reading;
  }

  private async read(op: Operation): Promise<Taken> {
    const { position, rows } = await op.read(sql`${this.watch.rows(op, this.args)} limit ${MOST_ROWS + 1}`);
    const found = rows[0] ?? [];
    if (found.length > MOST_ROWS) throw tooLarge();
    const entries = found.map((row) => entryOf(op, this.watch, row['image'] as Row));
    const at = snapshotOf(position);
    const pages: SnapshotFrame[] = [];
    for (let from = 0; from === 0 || from < entries.length; from += PAGE_ROWS)
      pages.push({
        kind: 'SNAPSHOT',
        position,
        items: entries.slice(from, from + PAGE_ROWS),
        isLast: from + PAGE_ROWS >= entries.length,
      });
    return { at, entries, pages };
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
    for (const told of this.collecting) told.push(...mine);
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

function tooLarge(): HouseError {
  return badInput(
    'filter',
    'LIST_TOO_LARGE',
    {
      zh: `可订阅的清单最多 ${MOST_ROWS} 行，请缩小筛选范围。`,
      en: `A list that is watched has at most ${MOST_ROWS} rows: narrow the filter.`,
    },
    { limit: MOST_ROWS },
  );
}
