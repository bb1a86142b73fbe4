import { harmless } from './cell-text.js';
import { columnLetters } from './sheet-heading.js';
import { tooManyRows } from './workbook-faults.js';

/** One column of a sheet to write. */
export interface ColumnToWrite {
  readonly heading: string;
  /** Stands above the heading and those beside it of the same group. */
  readonly group?: string;
  /** In letters of the width of a digit; default 16. */
  readonly width?: number;
  /** The words to choose from; others are refused by the spreadsheet program. */
  readonly choices?: readonly string[];
  /** Shown when a cell of the column is chosen; at most 255 letters. */
  readonly hint?: string;
  /** Red, for what whoever opens the sheet should read first. */
  readonly marked?: boolean;
}

/** One sheet to write. */
export interface SheetToWrite {
  /** At most 31 letters, none of `[]:*?/\`, unlike any other of the workbook. */
  readonly name: string;
  readonly columns: readonly ColumnToWrite[];
  /** The cells of each row from the first column on. */
  readonly rows: Iterable<readonly string[]> | AsyncIterable<readonly string[]>;
  /** Printed at the foot of every page; at most 200 letters of it. */
  readonly footer?: string;
}

/** Where the words of a column's drop-down stand, as a reference. */
export type RangeOf = (choices: readonly string[]) => string;

/** The styles of `STYLES`, by their number. */
const TEXT = 1;
const HEADING = 2;
const MARKED = 3;
const MOST_ROWS = 1_048_576;
const LONGEST_CELL = 32_767;
const SLICE = 32 * 1024;
const WIDTH = 16;
/** What XML cannot hold, and a text that looks like the way to write it. */
const UNWRITABLE = /(?![\t\n])[\p{Cc}\uFFFE\uFFFF]|_(?=x[\dA-Fa-f]{4}_)/gu;
const BLANK_AT_AN_END = /^\s|\s$/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text for XML; signs that it cannot hold as workbooks write them (ECMA-376, 22.9.2.19). */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(UNWRITABLE, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/**
 * The part of one sheet, in slices. The first row or, where there are groups, the first two are the heading and
 * stay in sight. A cell of more than 32 767 letters is cut there, because a workbook holds no more.
 * BAD_USER_INPUT/TOO_MANY_ROWS.
 */
export async function* worksheetXml(
  { columns, rows, footer }: SheetToWrite,
  rangeOf?: RangeOf,
): AsyncGenerator<string, void, void> {
  // As merged cells say it: a group at the first of its columns, and nothing over the others.
  const groups = columns.map(({ group = '' }, i) => (group === columns[i - 1]?.group ? '' : group));
  const headings = columns.map((column) => column.heading);
  const heads = groups.some((group) => group !== '') ? [groups, headings] : [headings];
  let row = 0;
  let slice = opening(columns, heads.length);
  for (const head of heads) slice += rowXml((row += 1), head, () => HEADING);
  for await (const cells of rows) {
    if (row >= MOST_ROWS) throw tooManyRows(MOST_ROWS);
    slice += rowXml((row += 1), cells, (i) => (columns[i]?.marked ? MARKED : TEXT));
    if (slice.length < SLICE) continue;
    yield slice;
    slice = '';
  }
  yield `${slice}</sheetData>${validations(columns, heads.length + 1, rangeOf)}${footerXml(footer)}</worksheet>`;
}

function opening(columns: readonly ColumnToWrite[], heads: number): string {
  const cols = columns.map(
    ({ width = WIDTH }, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${width}" style="${TEXT}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${heads}" topLeftCell="A${heads + 1}"`,
    ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${cols.join('')}</cols><sheetData>`,
  ].join('');
}

/** An ampersand begins a code there (ECMA-376, 18.3.1.39), and the whole has 255 letters at most. */
function footerXml(footer: string | undefined): string {
  if (footer === undefined) return '';
  const plain = footer.slice(0, 200).replace(/[\s&]+/g, ' ');
  return `<headerFooter><oddFooter>${escapeXml(`&L${plain}`)}</oddFooter></headerFooter>`;
}

function rowXml(row: number, cells: readonly string[], styleOf: (column: number) => number): string {
  const written = cells.map((text, i) => {
    if (text === '') return '';
    const safe = escapeXml(harmless(text).slice(0, LONGEST_CELL));
    const place = `r="${columnLetters(i)}${row}" s="${styleOf(i)}"`;
    const space = BLANK_AT_AN_END.test(safe) ? ' xml:space="preserve"' : '';
    return `<c ${place} t="inlineStr"><is><t${space}>${safe}</t></is></c>`;
  });
  return `<row r="${row}">${written.join('')}</row>`;
}

function validations(columns: readonly ColumnToWrite[], from: number, rangeOf: RangeOf | undefined): string {
  const all = columns.flatMap(({ choices, hint }, i) => {
    if (!choices && !hint) return [];
    const letters = columnLetters(i);
    const place = `allowBlank="1" sqref="${letters}${from}:${letters}${MOST_ROWS}"`;
    const told = hint
      ? ` showInputMessage="1" prompt="${escapeXml(hint.slice(0, 255)).replaceAll('\n', '&#10;')}"`
      : '';
    if (!choices || !rangeOf) return [`<dataValidation ${place}${told}/>`];
    const refused = ' showErrorMessage="1" error="请从下拉列表中选择。Choose from the list."';
    return [
      `<dataValidation type="list" ${place}${told}${refused}><formula1>${rangeOf(choices)}</formula1></dataValidation>`,
    ];
  });
  return all.length === 0 ? '' : `<dataValidations count="${all.length}">${all.join('')}</dataValidations>`;
}
