import type { Operation } from '#kernel/operation.js';
import type { SourceFile } from '#worker/record-sources.js';
import type { BatchOutcome } from './batch-outcome.js';
import type { Remark } from './cell-remark.js';
import type { RowPlace } from './import-request.js';
import type { ImportTally } from './import-tally.js';
import type { RowRefusal } from './import-summary.js';
import type { OwnHeadings } from './heading-book.js';
import type { ListColumns } from './list-columns.js';
import type { SheetRow } from './sheet-row.js';

/** A row that was understood, as it will be brought. It is set aside as JSON until the file is read to its end. */
export interface PlannedRow extends RowPlace {
  /** The cell that is shown for what only the registry can say against the row. */
  readonly keyCell: Omit<RowRefusal, 'reason' | 'text'>;
  /** The cells of the row by what verbs call them, so that a refusal that names one is shown at it. */
  readonly cells?: Readonly<Record<string, PlannedRow['keyCell']>>;
}

/** What a row was read as: something to bring, or all its faults. */
export type RowReading<Planned extends PlannedRow> =
  | { readonly ok: true; readonly planned: Planned; readonly notes: readonly Remark[] }
  | { readonly ok: false; readonly refusals: readonly RowRefusal[] };

/** How the rows of one kind of list are read and brought: all that `importSheet` knows of the kind. */
export interface ImportedRows<Planned extends PlannedRow> {
  /** What stands in the journal. */
  readonly verb: `sheet.import${'Workers' | 'Postings' | 'Returns' | 'SurveyAnswers' | 'Arrivals' | 'Organizations'}`;
  /** Rows of one transaction: few enough that nobody waits long for their locks. */
  readonly batch: number;
  /** Transactions at once, where nobody asks up to which row everything is brought. */
  readonly atOnce: number;
  readonly columns: ListColumns;
  isHeading(headings: readonly string[], own?: OwnHeadings): boolean;
  /** What reads the rows of one file, one after the other; headings that mean nothing are told to `tally`. */
  reader(op: Operation, tally: ImportTally, own?: OwnHeadings): (line: SheetRow) => RowReading<Planned>;
  /** Refuses the rows of a batch that only the registry can speak against; answers the others. */
  sift?(
    op: Operation,
    batch: readonly Planned[],
    refuse: (refusals: readonly RowRefusal[]) => Promise<void>,
  ): Promise<Planned[]>;
  /**
   * Says what would become of a batch, inside a transaction, and writes nothing. Left out where nobody but the verbs
   * knows what they refuse: a dry run then brings the rows and takes them back.
   */
  compare?(op: Operation, batch: readonly Planned[]): Promise<BatchOutcome>;
  /** Brings a batch inside a transaction, or throws what the first row that cannot be brought met. */
  bring(op: Operation, batch: readonly Planned[], file: SourceFile): Promise<BatchOutcome>;
}
