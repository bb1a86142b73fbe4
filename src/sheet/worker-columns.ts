import { type OwnHeadings, recognize } from './heading-book.js';
import type { ListColumns } from './list-columns.js';
import { type SheetColumns, sheetColumns } from './sheet-columns.js';
import { WORKER_HEADINGS, type WorkerField } from './worker-headings.js';

/** The columns of a list of workers. */
export const WORKER_COLUMNS: ListColumns<WorkerField> = {
  table: WORKER_HEADINGS,
  mandatory: [['name'], ['idNumber']],
};

/** Which headings of the sheet at hand stand for which field of a person. */
export type WorkerColumns = SheetColumns<WorkerField>;

/** Whether a row can be the heading of a list of workers: it has a column for the number, and another that we know. */
export function isWorkerHeading(headings: readonly string[], own?: OwnHeadings): boolean {
  const { known } = recognize(headings, WORKER_HEADINGS, { own });
  return known.size >= 2 && [...known.values()].includes('idNumber');
}

/** Finds the fields of a list of workers in its headings, as `sheetColumns` does: name and ID number must be there, once each. */
export function mapWorkerColumns(headings: readonly string[], own?: OwnHeadings): WorkerColumns {
  return sheetColumns(headings, WORKER_COLUMNS, { single: ['name', 'idNumber'], own });
}
