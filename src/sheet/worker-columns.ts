import { recognize } from './heading-book.js';
import { type SheetColumns, sheetColumns } from './sheet-columns.js';
import { WORKER_HEADINGS, type WorkerField } from './worker-headings.js';

/** Which headings of the sheet at hand stand for which field of a person. */
export type WorkerColumns = SheetColumns<WorkerField>;

/** Whether a row can be the heading of a list of workers: it has a column for the number, and another that we know. */
export function isWorkerHeading(headings: readonly string[]): boolean {
  const { known } = recognize(headings, WORKER_HEADINGS);
  return known.size >= 2 && [...known.values()].includes('idNumber');
}

/** Finds the fields of a list of workers in its headings, as `sheetColumns` does: name and ID number must be there, once each. */
export function mapWorkerColumns(headings: readonly string[]): WorkerColumns {
  const who = ['name', 'idNumber'] as const;
  return sheetColumns(headings, WORKER_HEADINGS, { mandatory: who, single: who });
}
