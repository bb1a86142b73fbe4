import type { CellRemark, Remark } from './cell-remark.js';
import { type ReasonCount, ReasonCounts } from './reason-counts.js';

/** One refused cell with its row; numbers long enough to reach a person by are taken out of `value`. */
export interface RowRefusal extends CellRemark {
  /** Empty for a CSV file. */
  readonly sheet: string;
  readonly row: number;
  /** Where it is to be mended: `Sheet1!C12`, `C12` in a CSV file; without a letter where the whole row is meant. */
  readonly cell: string;
}

/** How an import ended. `read` = `created` + `unchanged` + `refused`; a row counts once. */
export interface ImportSummary {
  readonly fileName: string;
  /** Nothing was written: `created`, `places`, `suitable` and `employers` say what would be. */
  readonly dryRun: boolean;
  /** Filled rows under the heading. */
  readonly read: number;
  readonly created: number;
  /** Imported before, from this file or another with the same source. */
  readonly unchanged: number;
  readonly refused: number;
  /** Places (岗位数, 人) of the created postings. */
  readonly places: number;
  /** Created postings that were found suitable. */
  readonly suitable: number;
  /** Employers that were not known in their city before. */
  readonly employers: number;
  /** Most frequent first. A row with two faults counts under both. */
  readonly refusals: readonly ReasonCount[];
  /** What was left out of rows that were taken, and why created ones are not suitable. */
  readonly notes: readonly ReasonCount[];
}

/** Counts while an import runs. */
export class ImportTally {
  private read = 0;
  private created = 0;
  private unchanged = 0;
  private refused = 0;
  private places = 0;
  private suitable = 0;
  private readonly employers = new Set<string>();
  private readonly refusals = new ReasonCounts();
  private readonly notes = new ReasonCounts();

  countRead(): number {
    this.read += 1;
    return this.read;
  }

  countCreated(headcount: number, suitable: boolean): void {
    this.created += 1;
    this.places += headcount;
    if (suitable) this.suitable += 1;
  }

  countUnchanged(rows: number): void {
    this.unchanged += rows;
  }

  /** Employers that are new, by city and name: in a dry run two batches may both miss the same one. */
  countEmployers(employers: Iterable<string>): void {
    for (const employer of employers) this.employers.add(employer);
  }

  /** One row that was refused, with all its faults. */
  countRefused(remarks: readonly Remark[]): void {
    this.refused += 1;
    this.refusals.add(remarks);
  }

  /** What was left out of one row that was taken. */
  countNotes(remarks: readonly Remark[]): void {
    this.notes.add(remarks);
  }

  summary(fileName: string, dryRun: boolean): ImportSummary {
    const { read, created, unchanged, refused, places, suitable } = this;
    return {
      fileName,
      dryRun,
      read,
      created,
      unchanged,
      refused,
      places,
      suitable,
      employers: this.employers.size,
      refusals: this.refusals.sorted(),
      notes: this.notes.sorted(),
    };
  }
}
