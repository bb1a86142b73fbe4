import { type Reading, refused } from '#kernel/reading.js';
import { plainText } from './plain-text.js';

/** What a cell of a closed list of words means; null where it is empty. Refusal: WORD_UNKNOWN, with the words that there are. */
export function readWord<Code extends string>(
  cell: string,
  words: Readonly<Record<string, Code>>,
): Reading<{ code: Code | null }> {
  const text = plainText(cell, 40);
  if (text === '') return { ok: true, code: null };
  const code = text === undefined || !Object.hasOwn(words, text) ? undefined : words[text];
  if (code !== undefined) return { ok: true, code };
  // Of several words for one thing the first is ours.
  const known = Object.entries(words).filter(
    ([, one], i, all) => all.findIndex((each) => each[1] === one) === i,
  );
  const choices = known.map(([word]) => word);
  return refused(
    'WORD_UNKNOWN',
    `不是可选的内容，请从以下选择：${choices.join('、')}。`,
    `This is none of the choices: ${choices.join(', ')}.`,
  );
}

/** A whole number within bounds; null where the cell is empty. Refusal: NUMBER_UNCLEAR. */
export function readCount(cell: string, most: number): Reading<{ count: number | null }> {
  const text = plainText(cell, 20);
  if (text === '') return { ok: true, count: null };
  const count = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count <= most) return { ok: true, count };
  return refused('NUMBER_UNCLEAR', `请填写 0 到 ${most} 的整数。`, `Give a whole number from 0 to ${most}.`);
}

/** A cell that must be filled in. */
export const EMPTY = refused('CELL_EMPTY', '此列必须填写。', 'This column must be filled in.');
