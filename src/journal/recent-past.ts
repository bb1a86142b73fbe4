import type { Batch, Change } from './change.js';
import { contains, parseSnapshot, type Snapshot, shows } from './position.js';

/** Changes that are kept of a noun, at most. */
const MOST_KEPT = 5_000;
/** How long a change is kept: whoever was cut is back by then. */
const KEPT_MS = 120_000;

/** A batch as it was heard. */
interface Heard {
  readonly end: Snapshot;
  readonly to: string;
  readonly changes: readonly Change[];
  /** When it was heard, in ms. */
  readonly at: number;
}

/**
 * What was told of one noun lately, kept as it was heard. Whoever was away for a short while is told from here what they
 * missed, each from their own place, and the database is not asked.
 */
export class RecentPast {
  private readonly heard: Heard[] = [];
  private size = 0;
  private started: string;

  /**
   * `start`: snapshot text; every change of the noun that it does not show will be heard. `most`: changes that are kept.
   * `now`: a clock in ms.
   */
  constructor(
    private start: string,
    private readonly most: number = MOST_KEPT,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.started = start;
  }

  /** Snapshot text of where it begins: it knows every change since. */
  get from(): string {
    return this.start;
  }

  /**
   * The earliest snapshot that it knows everything since and that the database has really taken: before it each row's
   * changes came before those after it. Of what was read back the beginning was made up, by the numbers of transactions
   * alone; a reader who stopped there could be told a row's later change first.
   */
  get firstTaken(): string {
    return this.started;
  }

  /** Does it know everything that a snapshot does not show? */
  reachesBackTo(snapshot: string): boolean {
    return contains(parseSnapshot(snapshot), parseSnapshot(this.start));
  }

  /** Takes in the next batch, of this noun alone. */
  hear({ to, changes }: Batch): void {
    if (changes.length > 0) this.heard.push({ end: parseSnapshot(to), to, changes, at: this.now() });
    this.size += changes.length;
    for (let [first] = this.heard; first && this.tooMuch(first); [first] = this.heard) {
      this.heard.shift();
      this.size -= first.changes.length;
      this.start = first.to;
      if (!contains(parseSnapshot(this.started), first.end)) this.started = first.to;
    }
  }

  /**
   * Takes in what was before: all that `from` does not show and that has been shown where it began till now. `from` may
   * be made up.
   */
  reachBack(from: string, changes: readonly Change[]): void {
    const to = this.start;
    if (changes.length > 0) this.heard.unshift({ end: parseSnapshot(to), to, changes, at: this.now() });
    this.size += changes.length;
    this.start = from;
  }

  /** Room for so many more. */
  get room(): number {
    return this.most - this.size;
  }

  /**
   * The changes that one snapshot shows (it was reached) and the other, as far back as this reaches, does not; in order,
   * those with a higher number than `after`.
   */
  between(from: string, to: string, after: string): Change[] {
    const seen = parseSnapshot(from);
    const end = parseSnapshot(to);
    const last = BigInt(after);
    const found: Change[] = [];
    for (let i = this.heard.length - 1; i >= 0; i -= 1) {
      const batch = this.heard[i] as Heard;
      // It shows what was heard before as well.
      if (contains(seen, batch.end)) break;
      for (const change of batch.changes) {
        const xid = BigInt(change.xid);
        if (!shows(seen, xid) && shows(end, xid) && BigInt(change.seq) > last) found.push(change);
      }
    }
    return found.sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)));
  }

  private tooMuch(first: Heard): boolean {
    return this.size > this.most || this.now() - first.at > KEPT_MS;
  }
}
