import sql from 'sql-template-tag';
import { badInput, HouseError } from '#kernel/error.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { Change } from './change.js';
import { entryOf } from './list-change.js';
import type { Entry, SnapshotFrame } from './list-frames.js';
import type { ListWatch } from './list-watch.js';
import { snapshotOf } from './position.js';
import type { Turnstile } from './turnstile.js';

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

/** Reads the rows of one list for those who join it, together where they come together. */
export class ListRows {
  private readonly collecting = new Set<Change[]>();
  private reading: Reading | undefined;
  private counting: Reading | undefined;

  /** `readings`: how many lists are read at once, all together. `encode`: makes the position of a snapshot. */
  constructor(
    private readonly watch: ListWatch,
    private readonly args: Record<string, unknown>,
    private readonly readings: Turnstile,
    private readonly encode: (snapshot: string) => string,
  ) {}

  /** Changes of the list's noun are kept for every reading that is under way. */
  hear(changes: readonly Change[]): void {
    for (const told of this.collecting) told.push(...changes);
  }

  /**
   * The rows of the list in one snapshot, read with the rights of `op` and `reached` by what is told; `use` is handed
   * them, with the changes that were told since and that they may not show. Whoever asks while a reading is under way
   * shares it. `thin`: to know what is on the list will do; then there may be no pages, nor more of a row than its version.
   * @throws HouseError BAD_USER_INPUT/LIST_TOO_LARGE, and what `reached` throws
   */
  async take<T>(
    op: Operation,
    reached: (at: string) => Promise<void>,
    use: (taken: Taken, since: readonly Change[]) => T,
    thin = false,
  ): Promise<T> {
    for (;;) {
      const reading = this.reading ?? (thin ? this.counting : undefined) ?? this.begin(op, reached, thin);
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
  private begin(by: Operation, reached: (at: string) => Promise<void>, thin: boolean): Reading {
    const since: Change[] = [];
    this.collecting.add(since);
    const taken = this.readings
      .run(() => this.read(by, thin))
      .then(async (read) => {
        await reached(read.at);
        return read;
      });
    const reading: Reading = { by, taken, since, sharers: 0 };
    const over = (): void => {
      if (this.reading === reading) this.reading = undefined;
      if (this.counting === reading) this.counting = undefined;
    };
    if (thin) this.counting = reading;
    else this.reading = reading;
    taken.then(over, over);
    return reading;
  }

  private async read(op: Operation, thin: boolean): Promise<Taken> {
    const rowsOf = this.watch.rows(op, this.args, thin ? 'VERSIONS' : 'WHOLE');
    const { position, rows } = await op.read(sql`${rowsOf} limit ${MOST_ROWS + 1}`);
    const found = rows[0] ?? [];
    if (found.length > MOST_ROWS) throw tooLarge();
    const entries = found.map((row) => entryOf(op, this.watch, row['image'] as Row));
    const at = snapshotOf(position);
    const pages: SnapshotFrame[] = [];
    if (thin) return { at, entries, pages };
    for (let from = 0; from === 0 || from < entries.length; from += PAGE_ROWS)
      pages.push({
        kind: 'SNAPSHOT',
        // Stamped as all places of its stream: whoever goes on from it is asked for the same rights.
        position: this.encode(at),
        items: entries.slice(from, from + PAGE_ROWS),
        isLast: from + PAGE_ROWS >= entries.length,
      });
    return { at, entries, pages };
  }
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
