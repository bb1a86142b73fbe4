import type { Operation } from '#kernel/operation.js';
import { type Refused, refused } from '#kernel/reading.js';
import { refuseRow } from './bring-batch.js';
import type { RowRefusal } from './import-summary.js';
import { marked } from './marked-file.js';
import type { OwnPlaces } from './own-places.js';
import type { PlannedWorker } from './planned-worker.js';
import { readSheet } from './read-sheet.js';
import { readWorkerRow } from './read-worker-row.js';
import { regionNames } from './region-names.js';
import type { Spool } from './spool.js';
import { isWorkerHeading, mapWorkerColumns, type WorkerColumns } from './worker-columns.js';
import type { WorkerImportRequest } from './worker-import-request.js';
import type { WorkerImportTally } from './worker-import-summary.js';

/** Progress is told every so many rows. */
const TELL_EVERY = 500;

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

/** Reads the whole file; sets aside what may be brought, and answers how many rows that are and what file it was. */
export async function readWorkerSheet(
  op: Operation,
  own: OwnPlaces,
  request: WorkerImportRequest,
  tally: WorkerImportTally,
  spool: Spool<PlannedWorker>,
): Promise<{ understood: number; sha256: Buffer }> {
  const { flow, sha256 } = marked(request.source);
  const context = { op, own, resolve: regionNames(op.regions), phones: new Map<string, string>() };
  const columnsOf = columnsByHeading(tally);
  const names = new Map<string, string>();
  for await (const line of readSheet(flow, { ...request.limits, isHeading: isWorkerHeading })) {
    const columns = columnsOf(line.headings);
    const read = tally.countRead();
    if (read % TELL_EVERY === 0) request.onProgress?.({ step: 'READ', done: read, total: null });
    const reading = readWorkerRow(line, { ...context, columns });
    const refusals = reading.ok ? twinFault(reading.worker, names) : reading.refusals;
    if (refusals.length > 0) {
      await refuseRow({ request, tally }, refusals);
    } else if (reading.ok) {
      names.set(reading.worker.idNumber, reading.worker.name);
      tally.countNotes(reading.notes);
      await spool.add(reading.worker);
    }
  }
  return { understood: names.size, sha256: sha256() };
}

/** Of one person twice, and of two who share a number, the first row counts. */
function twinFault(
  { idNumber, name, numberCell }: PlannedWorker,
  names: ReadonlyMap<string, string>,
): RowRefusal[] {
  const first = names.get(idNumber);
  if (first === undefined) return [];
  const { reason, text }: Refused = first === name ? TWICE : SHARED;
  return [{ ...numberCell, reason, text }];
}

/** The sheets of a workbook may have their columns in another order. */
function columnsByHeading(tally: WorkerImportTally): (headings: readonly string[]) => WorkerColumns {
  const found = new Map<readonly string[], WorkerColumns>();
  return (headings) => {
    let columns = found.get(headings);
    if (!columns) {
      columns = mapWorkerColumns(headings);
      tally.countUnknown(columns.unknown);
      found.set(headings, columns);
    }
    return columns;
  };
}
