import type { Readable } from 'node:stream';
import { HouseError } from '#kernel/error.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import type { CellRemark } from './cell-remark.js';
import type { ImportTally, RowRefusal } from './import-summary.js';
import { cellAddress, type SheetLimits, type SheetRow } from './sheet-row.js';

/** What an import is asked to do. */
export interface ImportRequest {
  readonly source: Readable;
  /** Stands in every posting as its source; the name alone, without a folder. */
  readonly fileName: string;
  /** Reads and judges everything and writes nothing. */
  readonly dryRun: boolean;
  readonly limits?: SheetLimits;
  /** Told now and then: rows read so far, then rows dealt with of those understood. */
  readonly onProgress?: (progress: { step: 'READ' | 'WRITE'; done: number; total: number | null }) => void;
  /** Given every refusal, one a cell, in the order of the rows. */
  readonly onRefusal?: (refusal: RowRefusal) => Promise<void> | void;
  /** Under whose rights a row of this place of work is brought; by default the importing viewer's. */
  readonly operationFor?: (workRegion: RegionFact) => Operation;
}

/** Under whose rights a row of this place of work is brought. */
export function operationFor(op: Operation, request: ImportRequest, workRegion: string): Operation {
  return request.operationFor?.(op.regions.must(workRegion, 'workRegion')) ?? op;
}

/** Where a row stands, and the letters of its columns where they are still known. */
type Place = Pick<SheetRow, 'sheet' | 'row'> & Partial<Pick<SheetRow, 'columns'>>;

/** Counts and tells the refusal of one row, with all its faults. */
export async function refuse(
  request: ImportRequest,
  tally: ImportTally,
  { sheet, row, columns = {} }: Place,
  remarks: readonly CellRemark[],
): Promise<void> {
  tally.countRefused(remarks);
  for (const remark of remarks) {
    const cell = cellAddress({ sheet, row, columns }, remark.column);
    await request.onRefusal?.({ sheet, row, cell, ...remark });
  }
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
