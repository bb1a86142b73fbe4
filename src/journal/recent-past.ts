import type { Batch, Change } from './change.js';
import { contains, parseSnapshot, shows } from './position.js';

/** Changes that are kept of a noun, at most. */
const MOST_KEPT = 5_000;
/** How long a change is kept, in ms: whoever was cut is back by then. */
const KEPT_MS = 120_000;

/** A change as it is kept: its numbers are read once, for all who come back. */
interface Kept {
  readonly seq: bigint;
  readonly xid: bigint;
  readonly change: Change;
  /** The batch in which it was heard. */
  readonly batch: Heard;
}

interface Heard {
  /** Snapshot text of where it ends. */
  readonly to: string;
  /** When it was heard, in ms. */
  readonly at: number;
  readonly size: number;
}

/**
 * What was told of one noun lately. Whoever was away for a short while is told from here what they missed, each from their
 * own place, and the database is not asked.
 */
export class RecentPast {
  /** In the order of their numbers. */
  private changes: Kept[] = [];
  /** In the order in which they were shown. */
  private readonly batches: Heard[] = [];
  /** Snapshot text of the earliest place that it knows everything since and that the database has really shown. */
  private shown: string;

  /**
   * `begin`: snapshot text; every change of the noun that it does not show will be heard. `most`: changes that are kept.
   * `now`: a clock in ms.
   */
  constructor(
    private begin: string,
    private readonly most: number = MOST_KEPT,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.shown = begin;
  }

  /** Snapshot text of where it begins: it knows every change since. */
  get from(): string {
    return this.begin;
  }

  /**
   * Snapshot text of where a reader may stand on the way into it. That is where it begins, unless it was read further back:
   * to there by the numbers of transactions alone, and who stopped at those could be told a row's later change first.
   */
  get entrance(): string {
    return this.shown;
  }

  /** Room for so many more. */
  get room(): number {
    return this.most - this.changes.length;
  }

  /** Does it know everything that a snapshot does not show? */
  reachesBackTo(snapshot: string): boolean {
    return contains(parseSnapshot(snapshot), parseSnapshot(this.begin));
  }

  /** Takes in the next batch, of this noun alone, and lets go of what is old or too much. */
  hear({ to, changes }: Batch): void {
    if (changes.length > 0) this.batches.push(this.keep(to, changes));
    const [oldest] = this.batches;
    if (!oldest || (this.changes.length <= this.most && this.isFresh(oldest))) return;
    this.letGo();
  }

  /**
   * Takes in what was before: all that `from` does not show and that was shown where it began till now. `from` names
   * transactions that have all ended; the database need not have shown it.
   */
  reachBack(from: string, changes: readonly Change[]): void {
    if (changes.length > 0) this.batches.unshift(this.keep(this.begin, changes));
    this.begin = from;
  }

  /**
   * The changes that one snapshot shows (it was reached) and the other, as far back as this reaches, does not; in order,
   * those with a higher number than `after`, found as they are asked for.
   */
  *between(from: string, to: string, after: string): Iterable<Change> {
    const seen = parseSnapshot(from);
    const end = parseSnapshot(to);
    const { changes } = this;
    for (let at = firstBehind(changes, BigInt(after)); at < changes.length; at += 1) {
      const { xid, change } = changes[at] as Kept;
      if (!shows(seen, xid) && shows(end, xid)) yield change;
    }
  }

  private keep(to: string, changes: readonly Change[]): Heard {
    const batch = { to, at: this.now(), size: changes.length };
    const kept = changes.map((change) => ({
      seq: BigInt(change.seq),
      xid: BigInt(change.xid),
      change,
      batch,
    }));
    const [first] = kept;
    const place = first ? firstBehind(this.changes, first.seq) : 0;
    if (place === this.changes.length) this.changes.push(...kept);
    else {
      // Somebody was slow to commit. Who is being told from the old array goes on in it.
      const behind = [...this.changes.slice(place), ...kept].sort((a, b) => (a.seq < b.seq ? -1 : 1));
      this.changes = [...this.changes.slice(0, place), ...behind];
    }
    return batch;
  }

  private isFresh({ at }: Heard): boolean {
    return this.now() - at <= KEPT_MS;
  }

  /** A quarter at once of what is too much, so that not every batch that is heard costs a look at all that is kept. */
  private letGo(): void {
    const wanted = this.changes.length > this.most ? (this.most * 3) / 4 : this.most;
    const gone = new Set<Heard>();
    let left = this.changes.length;
    for (const batch of this.batches) {
      if (left <= wanted && this.isFresh(batch)) break;
      gone.add(batch);
      left -= batch.size;
      this.begin = batch.to;
      if (!contains(parseSnapshot(this.shown), parseSnapshot(batch.to))) this.shown = batch.to;
    }
    this.batches.splice(0, gone.size);
    this.changes = this.changes.filter(({ batch }) => !gone.has(batch));
  }
}

/** The first change with a higher number, by halving. */
function firstBehind(changes: readonly Kept[], seq: bigint): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Kept).seq > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}
