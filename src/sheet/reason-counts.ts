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

  /** As if it had met none. */
  forget(reason: string): void {
    this.counts.delete(reason);
  }

  /** Most frequent first. */
  sorted(): ReasonCount[] {
    return [...this.counts.values()].sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
  }
}
