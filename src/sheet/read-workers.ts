import type { Operation } from '#kernel/operation.js';
import { type Refused, refused } from '#kernel/reading.js';
import type { RowRefusal } from './import-summary.js';
import type { ImportTally } from './import-tally.js';
import type { RowReading } from './imported-rows.js';
import type { OwnPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import { onceAHeading } from './read-rows.js';
import { readWorkerRow } from './read-worker-row.js';
import { regionNames } from './region-names.js';
import type { OwnHeadings } from './heading-book.js';
import type { SheetRow } from './sheet-row.js';
import { mapWorkerColumns } from './worker-columns.js';

const TWICE = refused(
  'DUPLICATE_IN_FILE',
  '本文件前面已有同一人（姓名和身份证号相同），只采用第一行。',
  'The same person (name and ID number) stands in this file before; the first row counts.',
);
const SHARED = refused(
  'NUMBER_SHARED_IN_FILE',
  '本文件前面已有另一姓名使用这个身份证号，请按证件核对是谁的。',
  'Another name stands in this file before with the same ID number. Compare the cards: whose is it?',
);

/** Reads the rows of one list of workers: of one person twice, and of two who share a number, the first row counts. */
export function readWorkers(
  op: Operation,
  own: OwnPlaces,
  tally: ImportTally,
  ownHeadings?: OwnHeadings,
): (line: SheetRow) => RowReading<PlannedWorker> {
  const context = { op, own, resolve: regionNames(op.regions), phones: new Map<string, string>() };
  const columnsOf = onceAHeading((headings) => {
    const columns = mapWorkerColumns(headings, ownHeadings);
    tally.countUnknown(columns.unknown);
    return columns;
  });
  const names = new Map<string, string>();
  return (line) => {
    const reading = readWorkerRow(line, { ...context, columns: columnsOf(line.headings) });
    if (!reading.ok) return reading;
    const refusals = twinFault(reading.worker, names);
    if (refusals.length > 0) return { ok: false, refusals };
    names.set(reading.worker.idNumber, reading.worker.name);
    return { ok: true, planned: reading.worker, notes: reading.notes };
  };
}

function twinFault(
  { idNumber, name, keyCell }: PlannedWorker,
  names: ReadonlyMap<string, string>,
): RowRefusal[] {
  const first = names.get(idNumber);
  if (first === undefined) return [];
  const { reason, text }: Refused = first === name ? TWICE : SHARED;
  return [{ ...keyCell, reason, text }];
}
