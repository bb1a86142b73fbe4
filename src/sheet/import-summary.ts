import type { CellRemark } from './cell-remark.js';
import type { ReasonCount } from './reason-counts.js';

/** One refused cell with its row; numbers long enough to reach a person by are taken out of `value`. */
export interface RowRefusal extends CellRemark {
  /** Empty for a CSV file. */
  readonly sheet: string;
  readonly row: number;
  /** Where it is to be mended: `Sheet1!C12`, `C12` in a CSV file; without a letter where the whole row is meant. */
  readonly cell: string;
}

/** How an import ended. `read` = `created` + `corrected` + `unchanged` + `refused`; a row counts once. */
export interface ImportSummary {
  readonly fileName: string;
  /** JUDGED: a dry run. REFUSED_WHOLE: all or nothing was asked for, and some row was refused. Both wrote nothing. */
  readonly outcome: 'APPLIED' | 'JUDGED' | 'REFUSED_WHOLE';
  /** Filled rows under the heading. */
  readonly read: number;
  /** Written anew; where nothing was written: what would be. So are the other figures. */
  readonly created: number;
  /** Known, and corrected by what the row says. */
  readonly corrected: number;
  /** Known, and nothing new: from this file or another with the same source. */
  readonly unchanged: number;
  readonly refused: number;
  /** Rows that were taken and of which the file itself gave something to be said. */
  readonly noted: number;
  /** Places (岗位数, 人) of the created postings; 0 for other lists. */
  readonly places: number;
  /** Created postings that were found suitable; 0 for other lists. */
  readonly suitable: number;
  /** Employers of created postings that were not known in their city before. */
  readonly employers: number;
  /** Most frequent first. A row with two faults counts under both. */
  readonly refusals: readonly ReasonCount[];
  /** What was left out of rows that were taken, and what else is to be said of them. */
  readonly notes: readonly ReasonCount[];
  /** Headings that mean nothing here, in the order of the sheet. */
  readonly unknownHeadings: readonly string[];
}
