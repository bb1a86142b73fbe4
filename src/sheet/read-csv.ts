import { Readable, pipeline } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { badInput, type HouseError } from '#kernel/error.js';
import { cellText } from './cell-text.js';
import { decodeText } from './decode-text.js';
import { fileEmpty, headingNotFound, recordTooLarge, tooManyColumns } from './sheet-faults.js';
import { type FoundHeading, HEADING_WITHIN, HeadingFinder } from './sheet-heading.js';
import type { SheetLimits, SheetRow } from './sheet-row.js';
import { underHeading } from './under-heading.js';

/** Text on its way between our counting and the parser's, which is not yet anybody's record. */
const IN_FLIGHT = 128 * 1024;

/**
 * Reads a CSV file (UTF-8 or GBK) row by row in flat memory. Cells come trimmed and without the `="…"`
 * wrapper; blank rows are passed over; the row's `sheet` is empty. Throws BAD_USER_INPUT, naming the row where there is one:
 * FILE_EMPTY, HEADING_NOT_FOUND, TOO_MANY_COLUMNS, RECORD_TOO_LARGE, CSV_BROKEN, and what `decodeText`
 * throws. Whoever stops early closes the source.
 */
export async function* readCsv(
  source: Readable,
  limits: SheetLimits = {},
): AsyncGenerator<SheetRow, void, void> {
  const { maxBytes = 200 * 1024 * 1024, maxColumns = 200, maxRecordBytes = 64 * 1024 } = limits;
  const parser = parse({ relax_column_count: true, relax_quotes: true, max_record_size: maxRecordBytes });
  const text = Readable.from(watched(decodeText(source, maxBytes), parser, maxRecordBytes));
  pipeline(text, parser, () => source.destroy());
  const finder = new HeadingFinder(limits.isHeading ?? (() => true));
  let row = 0;
  let heading: FoundHeading | undefined;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (record.length > maxColumns) throw tooManyColumns(row, maxColumns);
      const cells = record.map(cellText);
      if (cells.every((cell) => cell === '')) continue;
      if (!heading) {
        const found = finder.take(row, cells);
        heading = found?.heading;
        if (found?.at !== 'FOUND') {
          if (!finder.hasCandidate && row >= HEADING_WITHIN) throw headingNotFound();
          continue;
        }
      }
      if (heading) yield underHeading(heading, '', row, cells);
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(error, row) : error;
  } finally {
    text.destroy();
    parser.destroy();
    source.destroy();
  }
  if (heading || finder.hasCandidate) return;
  throw row === 0 ? fileEmpty() : headingNotFound();
}

/**
 * The parser bounds the letters of a record but not its empty cells, so a file of commas alone would fill
 * the memory. Hence: text that flows in without a record coming out is bounded here.
 */
async function* watched(slices: AsyncIterable<string>, parser: Parser, maxRecordBytes: number) {
  let records = 0;
  let waiting = 0;
  for await (const slice of slices) {
    if (parser.info.records !== records) {
      records = parser.info.records;
      waiting = 0;
    }
    waiting += slice.length;
    if (waiting > maxRecordBytes + IN_FLIGHT) throw recordTooLarge(records + 1);
    yield slice;
  }
}

function brokenCsv(error: CsvError, seen: number): HouseError {
  // The parser runs ahead of whoever reads its records, and knows how many it has made.
  const row = Math.max(seen, Number((error as { records?: unknown }).records ?? 0)) + 1;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return recordTooLarge(row);
  return badInput(
    'file',
    'CSV_BROKEN',
    {
      zh: `第${row}行起引号不成对，无法按CSV读取。`,
      en: `From row ${row} on the quotes do not pair, so this is not readable as CSV.`,
    },
    { row },
  );
}
