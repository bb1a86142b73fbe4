import { Readable } from 'node:stream';
import { harmless } from '#sheet/cell-text.js';
import { encodeGbk } from './encode-gbk.js';

const BYTE_ORDER_MARK = '\ufeff';
const SLICE = 32 * 1024;
/** What a cell may not hold bare (RFC 4180). */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** How the text of a CSV file is written. */
export type CsvEncoding = 'UTF-8' | 'GBK';

/** A sheet as CSV. */
export interface CsvToWrite {
  /** Stands above the heading, alone in its row, as titles do in lists of offices. */
  readonly note: string;
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<readonly string[]>;
  readonly encoding: CsvEncoding;
}

/**
 * A CSV file (RFC 4180; UTF-8 with the byte order mark by which spreadsheets know it, or GBK) as it is made, in flat
 * memory. No formula can arise (`harmless`). A fault of the rows destroys the stream.
 */
export function writeCsv(sheet: CsvToWrite): Readable {
  return Readable.from(encoded(slices(sheet), sheet.encoding), { objectMode: false });
}

async function* encoded(
  texts: AsyncIterable<string>,
  encoding: CsvEncoding,
): AsyncGenerator<Buffer, void, void> {
  if (encoding === 'UTF-8') yield Buffer.from(BYTE_ORDER_MARK);
  for await (const text of texts) yield encoding === 'GBK' ? encodeGbk(text) : Buffer.from(text);
}

async function* slices({
  note,
  headings,
  rows,
}: Omit<CsvToWrite, 'encoding'>): AsyncGenerator<string, void, void> {
  let slice = line([note]) + line(headings);
  for await (const cells of rows) {
    slice += line(cells);
    if (slice.length < SLICE) continue;
    yield slice;
    slice = '';
  }
  yield slice;
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const safe = harmless(text);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
