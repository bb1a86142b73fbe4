/**
 * The least that any import does: the rows of a file, read by a reader that many use, are copied as they are into one
 * ordinary table. Nothing is judged, sealed, written down or compared.
 *   node bare-copy.mjs csv-parse|exceljs FILE
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import excel from 'exceljs';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const READERS = {
  'csv-parse': (file) => createReadStream(file).pipe(parse({ bom: true }))[Symbol.asyncIterator](),
  exceljs: workbookRows,
};

async function* workbookRows(file) {
  const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'ignore', hyperlinks: 'ignore' };
  for await (const sheet of new excel.stream.xlsx.WorkbookReader(file, options))
    for await (const row of sheet) yield Array.from(row.values.slice(1), textOf);
}

/** A text in the cell itself comes as one run of rich text. */
function textOf(value) {
  return value?.richText ? value.richText.map(({ text }) => text).join('') : String(value ?? '');
}

/** Rows as COPY reads them, in pieces; a row that ends early is filled up. */
async function* copyText(rows, width) {
  let piece = '';
  for await (const row of rows) {
    const cells = Array.from({ length: width }, (_, at) => row[at] ?? '');
    piece += `${cells.map((cell) => cell.replace(/[\\\t\r\n]/g, escaped)).join('\t')}\n`;
    if (piece.length < 60_000) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function escaped(sign) {
  return { '\\': '\\\\', '\t': '\\t', '\r': '\\r', '\n': '\\n' }[sign];
}

const [reader, file] = process.argv.slice(2);
const rows = READERS[reader](file);
const client = new pg.Client({ connectionString: process.env.BENCH_DATABASE });
await client.connect();
const { value: headings } = await rows.next();
await client.query('drop table if exists bare_copy');
await client.query(`create table bare_copy (${headings.map((_, at) => `c${at} text`).join(', ')})`);
await pipeline(
  Readable.from(copyText(rows, headings.length)),
  client.query(copyFrom('copy bare_copy from stdin')),
);
await client.end();
process.disconnect?.();
