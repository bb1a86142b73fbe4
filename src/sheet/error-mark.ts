import { type Refused, refused } from '#kernel/reading.js';

/** What Excel shows where a formula has no value. */
const ERRORS =
  /^#(?:N\/A|VALUE!|REF!|DIV\/0!|NUM!|NAME\?|NULL!|CALC!|SPILL!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|GETTING_DATA|BUSY!)$/;
/** The mark of a formula whose result nobody has saved: a program wrote the workbook, and Excel never opened it. */
export const NOT_CALCULATED = '#CALC!';

/** Whether a cell shows the error of a formula (`#N/A`, `#REF!`) and no value. */
export function isErrorMark(cell: string): boolean {
  return ERRORS.test(cell);
}

/** Why such a cell is refused, CELL_ERROR; undefined for every other. */
export function errorMark(cell: string): Refused | undefined {
  if (!isErrorMark(cell)) return undefined;
  return refused(
    'CELL_ERROR',
    '单元格是公式错误，没有值。请修正公式，或直接填写内容。',
    'The cell shows the error of a formula and no value. Mend the formula, or write the value.',
  );
}
