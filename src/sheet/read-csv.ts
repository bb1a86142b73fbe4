import { Readable, pipeline } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { badInput, type HouseError } from '#kernel/error.js';
import { toHalfWidth, unwrapCell } from '#kernel/half-width.js';
import { decodeText } from './decode-text.js';

export interface CsvLimits {
  /** Of the whole file; default 200 MB. */
  maxBytes?: number;
  /** Cells of one row; default 200. */
  maxColumns?: number;
  /** One row; default 64 KB. */
  maxRecordBytes?: number;
  /** Says which of the first 20 rows is the heading; by default the first that is not blank. */
  isHeading?: (headings: readonly string[]) => boolean;
}

/** One row under its headings. */
export interface CsvRow {
  /** Counted as a spreadsheet counts: the file's first row is 1. */
  row: number;
  /** By normalised heading; a heading that stands twice has ` (2)` behind it the second time. */
  cells: Record<string, string>;
  /** The normalised headings, in the order of the file. */
  headings: readonly string[];
  /** How many filled cells stand beyond the last heading: above zero the row is shifted, or a quote is broken. */
  surplus: number;
}

/** Titles and export notes stand above the heading of real ledgers, but not more than this many rows. */
const HEADING_WITHIN = 20;
/** Text on its way between our counting and the parser's, which is not yet anybody's record. */
const IN_FLIGHT = 128 * 1024;

/** A heading without blanks and line breaks, brackets and signs in half width: `年龄 （周岁）` is `年龄(周岁)`. */
export function normalizeHeading(text: string): string {
  return toHalfWidth(unwrapCell(text.slice(0, 200))).replace(/\s/g, '');
}

/**
 * Reads a CSV file (UTF-8 or GBK) row by row in flat memory. Cells come trimmed and without the `="…"`
 * wrapper; blank rows are passed over. Throws BAD_USER_INPUT, naming the row where there is one:
 * FILE_EMPTY, HEADING_NOT_FOUND, TOO_MANY_COLUMNS, RECORD_TOO_LARGE, CSV_BROKEN, and what `decodeText`
 * throws. Whoever stops early closes the source.
 */
export async function* readCsv(source: Readable, limits: CsvLimits = {}): AsyncGenerator<CsvRow, void, void> {
  const { maxBytes = 200 * 1024 * 1024, maxColumns = 200, maxRecordBytes = 64 * 1024 } = limits;
  const isHeading = limits.isHeading ?? (() => true);
  const parser = parse({ relax_column_count: true, relax_quotes: true, max_record_size: maxRecordBytes });
  const text = Readable.from(watched(decodeText(source, maxBytes), parser, maxRecordBytes));
  pipeline(text, parser, () => source.destroy());
  let row = 0;
  let headings: string[] | undefined;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (record.length > maxColumns) throw tooManyColumns(row, maxColumns);
      const cells = record.map(unwrapCell);
      if (cells.every((cell) => cell === '')) continue;
      if (headings) {
        yield { row, cells: under(headings, cells), headings, surplus: surplusOf(cells, headings.length) };
        continue;
      }
      const candidate = cells.map(normalizeHeading);
      if (isHeading(candidate)) headings = distinct(candidate);
      else if (row >= HEADING_WITHIN) throw headingNotFound();
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenCsv(error, row) : error;
  } finally {
    text.destroy();
    parser.destroy();
    source.destroy();
  }
  if (headings) return;
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

function under(headings: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(headings.map((heading, i) => [heading, cells[i] ?? '']));
}

function surplusOf(cells: readonly string[], columns: number): number {
  return cells.slice(columns).filter((cell) => cell !== '').length;
}

function distinct(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const count = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, count);
    return count === 1 ? heading : `${heading} (${count})`;
  });
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

function recordTooLarge(row: number): HouseError {
  return badInput(
    'file',
    'RECORD_TOO_LARGE',
    {
      zh: `第${row}行过长（一行上限64KB），可能是引号未闭合。`,
      en: `Row ${row} is too long (64 KB at most); a quote may be left open.`,
    },
    { row },
  );
}

function tooManyColumns(row: number, limit: number): HouseError {
  return badInput(
    'file',
    'TOO_MANY_COLUMNS',
    { zh: `第${row}行超过${limit}列。`, en: `Row ${row} has more than ${limit} columns.` },
    { row, limit },
  );
}

function headingNotFound(): HouseError {
  return badInput('file', 'HEADING_NOT_FOUND', {
    zh: `前${HEADING_WITHIN}行中没有找到表头。`,
    en: `No heading row was found in the first ${HEADING_WITHIN} rows.`,
  });
}

function fileEmpty(): HouseError {
  return badInput('file', 'FILE_EMPTY', { zh: '文件是空的。', en: 'The file is empty.' });
}
