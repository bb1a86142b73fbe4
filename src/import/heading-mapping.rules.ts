import { badInput } from '#kernel/error.js';
import { textOf } from '#kernel/plain-text.js';
import { fieldCalled, headingKey } from '#sheet/heading-book.js';
import { holdsPersonalNumber } from '#sheet/personal-number.js';
import type { SheetKindName } from '#sheet/sheet-kind.js';
import { SHEET_KINDS } from '#sheet/sheet-kinds.js';

/** Letters of a heading. */
const LONGEST_HEADING = 200;

/** What an organization says of a heading. */
export interface SaidOfHeading {
  readonly heading: string;
  /** The column that it is, by any of its names; null or left out: it is passed over. */
  readonly column?: string | null;
}

/** The same, understood. */
export interface ReadMapping {
  readonly heading: string;
  readonly headingKey: string;
  readonly field: string | null;
}

/**
 * Reads what a heading of such a list means. BAD_USER_INPUT: TEXT_LENGTH and CONTROL_CHARACTER of the heading, HEADING_BLANK where
 * nothing is left of it but marks, HEADING_PERSONAL_NUMBER; COLUMN_UNKNOWN with the columns that there are.
 */
export function readMapping(kind: SheetKindName, { heading, column }: SaidOfHeading): ReadMapping {
  const said = textOf('input.heading', heading, { least: 1, most: LONGEST_HEADING });
  const key = headingKey(said);
  if (key === '')
    throw badInput('input.heading', 'HEADING_BLANK', {
      zh: '表头只有标记或空白，请填写表格中这一列的表头文字。',
      en: 'Nothing but marks or blanks. Give the words that stand above the column.',
    });
  if (holdsPersonalNumber(said))
    throw badInput('input.heading', 'HEADING_PERSONAL_NUMBER', {
      zh: '表头中含有电话或证件号码，请填写这一列的表头，而不是某一行的内容。',
      en: 'It holds a telephone or identity number. Give the heading of the column, not what stands in a row.',
    });
  return { heading: said, headingKey: key, field: column == null ? null : readColumn(kind, column) };
}

function readColumn(kind: SheetKindName, column: string): string {
  const { table } = SHEET_KINDS[kind].columns;
  const field = fieldCalled(table, column.slice(0, LONGEST_HEADING));
  if (field !== undefined) return field;
  throw badInput(
    'input.column',
    'COLUMN_UNKNOWN',
    {
      zh: '没有这一列，请填写 importColumns 或空白表“填写说明”中的列名。',
      en: 'There is no such column. Take the name of one from importColumns, or from the empty list’s sheet of explanations.',
    },
    { allowed: Object.values(table).map(({ names }) => names[0]) },
  );
}
