import { badInput, type HouseError } from '#kernel/error.js';
import { HEADING_WITHIN } from './sheet-heading.js';

/** BAD_USER_INPUT/RECORD_TOO_LARGE: a row that is no row of a list, or one that a quote left open has swallowed. */
export function recordTooLarge(row: number, sheet = ''): HouseError {
  return badInput(
    'file',
    'RECORD_TOO_LARGE',
    {
      zh: `${placeZh(sheet)}第${row}行过长（一行上限64KB）；如是CSV文件，可能是引号未闭合。`,
      en: `Row ${row}${placeEn(sheet)} is too long (64 KB at most); in a CSV file a quote may be left open.`,
    },
    { row },
  );
}

/** BAD_USER_INPUT/TOO_MANY_COLUMNS: a filled cell stands beyond the last column that is read. */
export function tooManyColumns(row: number, limit: number, sheet = ''): HouseError {
  return badInput(
    'file',
    'TOO_MANY_COLUMNS',
    {
      zh: `${placeZh(sheet)}第${row}行超过${limit}列。`,
      en: `Row ${row}${placeEn(sheet)} has more than ${limit} columns.`,
    },
    { row, limit },
  );
}

/** BAD_USER_INPUT/HEADING_NOT_FOUND, with the columns that a list of this kind must have, where the kind is known. */
export function headingNotFound(needed: readonly string[] = []): HouseError {
  const [zh, en] =
    needed.length === 0
      ? ['', '']
      : [`，这种名单应有这些列：${needed.join('、')}`, `; a list of this kind has: ${needed.join(', ')}`];
  return badInput(
    'file',
    'HEADING_NOT_FOUND',
    {
      zh: `前${HEADING_WITHIN}行中没有找到表头${zh}。`,
      en: `No heading row was found in the first ${HEADING_WITHIN} rows${en}.`,
    },
    needed.length === 0 ? {} : { allowed: needed },
  );
}

/** BAD_USER_INPUT/FILE_EMPTY: not a row is filled in. */
export function fileEmpty(): HouseError {
  return badInput('file', 'FILE_EMPTY', { zh: '文件是空的。', en: 'The file is empty.' });
}

function placeZh(sheet: string): string {
  return sheet === '' ? '' : `工作表“${sheet}”`;
}

function placeEn(sheet: string): string {
  return sheet === '' ? '' : ` of sheet "${sheet}"`;
}
