import { Readable } from 'node:stream';
import { harmless } from '#sheet/cell-text.js';

const BYTE_ORDER_MARK = '\ufeff';
const SLICE = 32 * 1024;
/** What a cell may not hold bare (RFC 4180). */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** A sheet as CSV. */
export interface CsvToWrite {
  /** Stands above the heading, alone in its row, as titles do in lists of offices. */
  readonly note: string;
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<readonly string[]>;
}

/**
 * A CSV file (RFC 4180, UTF-8 with the byte order mark by which spreadsheets know it) as it is made, in flat memory. No
 * formula can arise (`harmless`). A fault of the rows destroys the stream.
 */
export function writeCsv(sheet: CsvToWrite): Readable {
  return Readable.from(slices(sheet), { objectMode: false });
}

async function* slices({ note, headings, rows }: CsvToWrite): AsyncGenerator<string, void, void> {
  let slice = BYTE_ORDER_MARK + line([note]) + line(headings);
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
