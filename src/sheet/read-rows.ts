import type { Readable } from 'node:stream';
import type { Operation } from '#kernel/operation.js';
import type { ImportRequest } from './import-request.js';
import type { RowRefusal } from './import-summary.js';
import type { ImportTally } from './import-tally.js';
import type { ImportedRows, PlannedRow } from './imported-rows.js';
import { NearHeading } from './near-heading.js';
import { readSheet } from './read-sheet.js';
import type { SheetRow } from './sheet-row.js';
import type { Spool } from './spool.js';

/** Progress is told every so many rows. */
const TELL_EVERY = 500;

/** Reads a file to its end; sets aside what may be brought, and answers how many rows that are. */
export async function readRows<Planned extends PlannedRow>(
  op: Operation,
  rows: ImportedRows<Planned>,
  flow: Readable,
  request: ImportRequest,
  { tally, spool }: { readonly tally: ImportTally; readonly spool: Spool<Planned> },
): Promise<number> {
  const { own } = request;
  const readRow = rows.reader(op, tally, own);
  let understood = 0;
  for await (const line of linesUnderHeading(rows, flow, request)) {
    const read = tally.countRead();
    if (read % TELL_EVERY === 0) request.onProgress?.({ step: 'READ', done: read, total: null });
    const reading = readRow(line);
    if (!reading.ok) {
      await refuseRow({ request, tally }, reading.refusals);
      continue;
    }
    understood += 1;
    tally.countNotes(reading.notes);
    await spool.add(reading.planned);
  }
  return understood;
}

/** The rows of a file; of one without a heading it is told which columns the nearest row to one lacks. */
async function* linesUnderHeading(
  { columns, isHeading }: Pick<ImportedRows<PlannedRow>, 'columns' | 'isHeading'>,
  flow: Readable,
  { limits, own }: ImportRequest,
): AsyncGenerator<SheetRow, void, void> {
  const near = new NearHeading(columns, own);
  const isOurs = (headings: readonly string[]): boolean => {
    near.see(headings);
    return isHeading(headings, own);
  };
  try {
    yield* readSheet(flow, { ...limits, isHeading: isOurs });
  } catch (fault) {
    throw near.faultOf(fault);
  }
}

/** Counts and tells why one row was refused: all its faults. */
export async function refuseRow(
  { request, tally }: { readonly request: ImportRequest; readonly tally: ImportTally },
  refusals: readonly RowRefusal[],
): Promise<void> {
  tally.countRefused(refusals);
  for (const refusal of refusals) await request.onRefusal?.(refusal);
}

/** Columns of a heading, found once: the sheets of a workbook may have theirs in another order. */
export function onceAHeading<Columns>(
  find: (headings: readonly string[]) => Columns,
): (headings: readonly string[]) => Columns {
  const found = new Map<readonly string[], Columns>();
  return (headings) => {
    const columns = found.get(headings) ?? find(headings);
    found.set(headings, columns);
    return columns;
  };
}
