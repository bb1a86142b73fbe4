import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ledger,
  ledgerCsv,
  type LedgerRow,
  ledgerRow,
  type PlantedRow,
} from '../test/support/worker-sheets.ts';

/** One ledger of invented people, in the two forms in which offices send it. */
export interface LedgerFiles {
  readonly workbook: string;
  readonly csv: string;
  readonly rows: number;
  /** Why each faulty row is to be refused, by its row as a spreadsheet counts: the heading is the first. */
  readonly planted: ReadonlyMap<number, string>;
}

/** The table that stands in the workbook beside nothing else. */
const SHEET = '台账';

/**
 * Writes a ledger with the headings of the national export, one row in 33 faulty in one of twenty known ways. The same
 * number of rows is the same ledger in every run.
 */
export async function writeLedger(folder: string, rows: number): Promise<LedgerFiles> {
  const files = { workbook: join(folder, 'ledger.xlsx'), csv: join(folder, 'ledger.csv') };
  const made = (): Iterable<PlantedRow> => ledger(rows, { seed: 1, faulty: true });
  const planted = new Map<number, string>();
  let row = 1;
  for (const { reason } of made()) {
    row += 1;
    if (reason !== undefined) planted.set(row, reason);
  }
  await pipeline(Readable.from(ledgerCsv(rowsOf(made()))), createWriteStream(files.csv));
  const headings = Object.keys(ledgerRow(1, 0));
  const { writeWorkbook } = (await import(
    new URL('../dist/src/sheet/write-workbook.js', import.meta.url).href
  )) as typeof import('../src/sheet/write-workbook.js');
  const sheet = {
    name: SHEET,
    columns: headings.map((heading) => ({ heading })),
    rows: cellsOf(made(), headings),
  };
  await pipeline(writeWorkbook([sheet]), createWriteStream(files.workbook));
  return { ...files, rows, planted };
}

function* rowsOf(planted: Iterable<PlantedRow>): Generator<LedgerRow> {
  for (const { row } of planted) yield row;
}

function* cellsOf(planted: Iterable<PlantedRow>, headings: readonly string[]): Generator<string[]> {
  for (const { row } of planted) yield headings.map((heading) => row[heading] ?? '');
}
