import { numberText } from './cell-number.js';
import { cellText } from './cell-text.js';
import { isErrorMark, NOT_CALCULATED } from './error-mark.js';
import type { NumberShape } from './number-shapes.js';
import { workbookBroken } from './workbook-faults.js';

/** What the cells of a workbook are read by. */
export interface WorkbookBooks {
  readonly texts: readonly string[];
  readonly shapes: readonly NumberShape[];
  readonly from1904: boolean;
}

/** A cell as it is written in a worksheet's part. */
export interface WrittenCell {
  /** ECMA-376, 18.18.11: `s` shared, `inlineStr`, `str` of a formula, `b`, `e` error, `d` day, `n` or none number. */
  type: string;
  style: number;
  /** The value, or the last result of a formula; undefined where there is none. */
  value: string | undefined;
  /** The text of an `inlineStr`. */
  inline: string;
  hasFormula: boolean;
}

/** How a workbook writes signs that XML cannot (ECMA-376, 22.9.2.19). */
const ESCAPED = /_x([\dA-Fa-f]{4})_/g;

/**
 * What a cell says, as a text; empty where it says nothing. Formulas are not run: their last result counts.
 * BAD_USER_INPUT/WORKBOOK_BROKEN where a shared text is not there.
 */
export function textOfCell(cell: WrittenCell, { texts, shapes, from1904 }: WorkbookBooks): string {
  const { type, value, inline, hasFormula } = cell;
  if (hasFormula && (value === undefined || (value === '' && type !== 'str'))) return NOT_CALCULATED;
  switch (type) {
    case 's':
      return value === undefined ? '' : words(sharedText(texts, value));
    case 'inlineStr':
      return words(inline);
    case 'b':
      return value === undefined ? '' : value === '1' || value === 'true' ? 'TRUE' : 'FALSE';
    case 'e':
      return isErrorMark(value ?? '') ? (value ?? '') : NOT_CALCULATED;
    case 'd':
      return (value ?? '').replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '').replace('T', ' ');
    case 'str':
      return words(value ?? '');
    default:
      return value === undefined ? '' : numberText(value, shapes[cell.style] ?? 'NUMBER', from1904);
  }
}

function sharedText(texts: readonly string[], number: string): string {
  const text = texts[Number(number)];
  if (text === undefined) throw workbookBroken();
  return text;
}

function words(text: string): string {
  const whole = text.includes('_x')
    ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
  return cellText(whole);
}
