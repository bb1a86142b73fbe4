import { compactIdentifier, isScientificNotation } from '#kernel/half-width.js';
import { idCheckCharacter } from '#kernel/id-number.js';
import { type Refused, refused } from '#kernel/reading.js';

/** What is left of 18 digits in a number cell: the first 15, and zeros. */
const ROUNDED = /^\d{15}000$/;
/** As a list that did not leave in full shows it: 5226**********0014. */
const COVERED = /^\d{3,6}\*{3,}/;
const NUMBER_COVERED = refused(
  'ID_NUMBER_COVERED',
  '这是遮盖后的身份证号。请填写完整号码；名单由本系统导出的，请带 full=true 重新导出。',
  'The ID number is covered by stars. Give it in full; a list that was exported here is to be exported anew with full=true.',
);

/**
 * Whether a spreadsheet has kept an ID number as a number and so lost its last three digits: it arrives as
 * `5.22631E+17`, or rounded (`522631199011052000`) where somebody has made a text of it afterwards. One that ends
 * in 000 and whose check digit is right is believed. One of which the middle is covered is told apart. Refusals: ID_NUMBER_LOST_DIGITS, ID_NUMBER_COVERED; undefined for every other cell.
 */
export function lostDigits(cell: string): Refused | undefined {
  const compact = compactIdentifier(cell);
  if (compact === undefined) return undefined;
  if (COVERED.test(compact)) return NUMBER_COVERED;
  const isRounded = ROUNDED.test(compact) && idCheckCharacter(compact.slice(0, 17)) !== '0';
  if (!isRounded && !isScientificNotation(compact)) return undefined;
  return refused(
    'ID_NUMBER_LOST_DIGITS',
    '身份证号被表格软件当作数字保存，末三位已丢失，无法恢复。请先将该列设为“文本”，再按证件重新填写。',
    'A spreadsheet has kept the ID number as a number and lost its last three digits for good. Format the column as text, then enter it again from the card.',
  );
}
