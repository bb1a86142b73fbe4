import type { Remark } from './cell-remark.js';
import { type ReasonCount, ReasonCounts } from './reason-counts.js';

/** How an import of workers ended. `read` = `created` + `corrected` + `unchanged` + `refused`; a row counts once. */
export interface WorkerImportSummary {
  readonly fileName: string;
  /** JUDGED: a dry run. REFUSED_WHOLE: all or nothing was asked for, and some row was refused. Both wrote nothing. */
  readonly outcome: 'APPLIED' | 'JUDGED' | 'REFUSED_WHOLE';
  /** Filled rows under the heading. */
  readonly read: number;
  /** Registered; where nothing was written: who would be. So are the other figures. */
  readonly created: number;
  /** Known in the county, and corrected or tagged by what the row says. */
  readonly corrected: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Rows that were taken and of which the file itself gave something to be said. */
  readonly noted: number;
  /** Most frequent first. A row with two faults counts under both. */
  readonly refusals: readonly ReasonCount[];
  /** What was left out of rows that were taken, and what the counties' own checks found. */
  readonly notes: readonly ReasonCount[];
  /** Headings that mean nothing here, in the order of the sheet. */
  readonly unknownHeadings: readonly string[];
}

/** What became of the rows of a batch. */
export interface BatchOutcome {
  readonly created: number;
  readonly corrected: number;
  readonly unchanged: number;
  /** Of the corrected, those who are called otherwise now. */
  readonly renamed: number;
}

/** Nothing was brought. */
export const NOTHING_DONE: BatchOutcome = { created: 0, corrected: 0, unchanged: 0, renamed: 0 };

/** What became of the rows of two batches together. */
export function addOutcomes(one: BatchOutcome, other: BatchOutcome): BatchOutcome {
  return {
    created: one.created + other.created,
    corrected: one.corrected + other.corrected,
    unchanged: one.unchanged + other.unchanged,
    renamed: one.renamed + other.renamed,
  };
}

const RENAMED: Remark = {
  reason: 'NAME_CORRECTED',
  text: {
    zh: '该身份证号已登记在另一姓名下，姓名按表格更正，请确认不是两个人。',
    en: 'The number was registered under another name, which was corrected; make sure that it is one person.',
  },
};

/** Counts while an import of workers runs. */
export class WorkerImportTally {
  private read = 0;
  private readonly ended = { created: 0, corrected: 0, unchanged: 0 };
  private readonly refusals = new ReasonCounts();
  private readonly notes = new ReasonCounts();
  private readonly unknown = new Set<string>();
  /** Rows that were refused so far. */
  refused = 0;
  private noted = 0;

  countRead(): number {
    this.read += 1;
    return this.read;
  }

  countOutcome({ created, corrected, unchanged, renamed }: BatchOutcome): void {
    this.ended.created += created;
    this.ended.corrected += corrected;
    this.ended.unchanged += unchanged;
    for (let one = 0; one < renamed; one += 1) this.notes.add([RENAMED]);
  }

  /** What became of the rows is counted anew. */
  forgetOutcomes(): void {
    Object.assign(this.ended, { created: 0, corrected: 0, unchanged: 0 });
    this.notes.forget(RENAMED.reason);
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

  summary(fileName: string, outcome: WorkerImportSummary['outcome']): WorkerImportSummary {
    return {
      fileName,
      outcome,
      read: this.read,
      ...this.ended,
      refused: this.refused,
      noted: this.noted,
      refusals: this.refusals.sorted(),
      notes: this.notes.sorted(),
      unknownHeadings: [...this.unknown],
    };
  }
}
