import type { Readable } from 'node:stream';
import { HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import type { Brought } from './batch-outcome.js';
import type { CellRemark } from './cell-remark.js';
import type { RowRefusal } from './import-summary.js';
import type { OwnHeadings } from './heading-book.js';
import type { SheetLimits } from './sheet-row.js';

/** Where a row stands in a file: no two are alike. */
export interface RowPlace {
  /** Empty for a CSV file. */
  readonly sheet: string;
  readonly row: number;
}

/** What an import is asked to do. */
export interface ImportRequest {
  readonly source: Readable;
  /** The name alone, without a folder. */
  readonly fileName: string;
  /**
   * DRY_RUN judges everything and writes nothing. ROW_BY_ROW brings every row that can be brought. ALL_OR_NOTHING
   * brings them in one transaction, or none where one is refused.
   */
  readonly mode: 'DRY_RUN' | 'ROW_BY_ROW' | 'ALL_OR_NOTHING';
  readonly limits?: SheetLimits;
  /** What the organization calls its columns, where our tables do not name them. */
  readonly own?: OwnHeadings | undefined;
  /** Told now and then: rows read so far, then rows judged and written of those understood. */
  readonly onProgress?: (progress: {
    step: 'READ' | 'JUDGE' | 'WRITE';
    done: number;
    total: number | null;
  }) => void;
  /** Given every refusal, one a cell. */
  readonly onRefusal?: (refusal: RowRefusal) => Promise<void> | void;
  /** The last row that was dealt with before: the rows up to it are read, and are neither judged nor written again. */
  readonly after?: RowPlace | undefined;
  /**
   * Told within each transaction that writes rows, before it ends: what became of them, and the last of them. Whatever
   * it writes stands or falls with the rows; everything before the last one has been dealt with, and its refusals
   * were told.
   */
  readonly onBrought?: (inside: Operation, brought: Brought, last: RowPlace) => Promise<void>;
}

/** A refusal of the house as a remark on the row; whatever is not about the row (a lost database) goes on up. */
export function refusalOf(cause: unknown): CellRemark {
  const aboutTheRow = ['BAD_USER_INPUT', 'CONFLICT', 'NOT_FOUND', 'FORBIDDEN'];
  if (!(cause instanceof HouseError) || !aboutTheRow.includes(cause.code)) throw cause;
  return {
    column: (cause.details.field ?? '').split('.').at(-1) ?? '',
    reason: cause.reason,
    text: cause.text,
  };
}
