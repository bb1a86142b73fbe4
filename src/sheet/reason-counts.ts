import type { Message } from '#kernel/error.js';
import type { Remark } from './cell-remark.js';

/** How many rows a reason met. */
export interface ReasonCount {
  readonly reason: string;
  readonly text: Message;
  readonly rows: number;
}

/** Counts by reason in how many rows each stands: twice in one row counts once. */
export class ReasonCounts {
  private readonly counts = new Map<string, ReasonCount>();

  /** The remarks on one row. */
  add(remarks: readonly Remark[]): void {
    for (const [reason, { text }] of new Map(remarks.map((remark) => [remark.reason, remark])))
      this.counts.set(reason, { reason, text, rows: (this.counts.get(reason)?.rows ?? 0) + 1 });
  }

  /** These and others together. */
  with(others: ReasonCounts): ReasonCounts {
    const all = new ReasonCounts();
    for (const { reason, text, rows } of [...this.counts.values(), ...others.counts.values()])
      all.counts.set(reason, { reason, text, rows: (all.counts.get(reason)?.rows ?? 0) + rows });
    return all;
  }

  /** Most frequent first. */
  sorted(): ReasonCount[] {
    return [...this.counts.values()].sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
  }
}
