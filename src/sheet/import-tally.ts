import { type BatchOutcome, NOTHING_DONE } from './batch-outcome.js';
import type { Remark } from './cell-remark.js';
import type { ImportSummary } from './import-summary.js';
import { ReasonCounts } from './reason-counts.js';

/** Counts while an import runs. */
export class ImportTally {
  private read = 0;
  /** Rows that were refused so far. */
  refused = 0;
  private noted = 0;
  private readonly refusals = new ReasonCounts();
  private readonly notes = new ReasonCounts();
  private readonly unknown = new Set<string>();
  private ended = new Ended();

  countRead(): number {
    this.read += 1;
    return this.read;
  }

  countOutcome(outcome: BatchOutcome): void {
    this.ended.add(outcome);
  }

  /** What became of the rows is counted anew. */
  forgetOutcomes(): void {
    this.ended = new Ended();
  }

  /** One row that was refused, with all its faults. */
  countRefused(remarks: readonly Remark[]): void {
    this.refused += 1;
    this.refusals.add(remarks);
  }

  /** What is to be said of one row that was understood. */
  countNotes(remarks: readonly Remark[]): void {
    if (remarks.length > 0) this.noted += 1;
    this.notes.add(remarks);
  }

  countUnknown(headings: readonly string[]): void {
    for (const heading of headings) this.unknown.add(heading);
  }

  summary(fileName: string, outcome: ImportSummary['outcome']): ImportSummary {
    const { created, corrected, unchanged, places, suitable, employers, notes } = this.ended;
    return {
      fileName,
      outcome,
      read: this.read,
      created,
      corrected,
      unchanged,
      refused: this.refused,
      noted: this.noted,
      places,
      suitable,
      employers: employers.size,
      refusals: this.refusals.sorted(),
      notes: this.notes.with(notes).sorted(),
      unknownHeadings: [...this.unknown],
    };
  }
}

/** What became of the rows of many batches together. */
class Ended {
  created = NOTHING_DONE.created;
  corrected = NOTHING_DONE.corrected;
  unchanged = NOTHING_DONE.unchanged;
  places = NOTHING_DONE.places;
  suitable = NOTHING_DONE.suitable;
  /** In a dry run two batches may both miss the same one. */
  readonly employers = new Set<string>();
  readonly notes = new ReasonCounts();

  add(outcome: BatchOutcome): void {
    for (const figure of ['created', 'corrected', 'unchanged', 'places', 'suitable'] as const)
      this[figure] += outcome[figure];
    for (const employer of outcome.employers) this.employers.add(employer);
    for (const remarks of outcome.notes) this.notes.add(remarks);
  }
}
