import { asRead } from '#kernel/plain-text.js';

/** Between the digits of a number that people write in groups. */
const GAP = '[\\s\\-‐-―−－.．·()（）]{0,2}';
const DIGIT = '\\p{Nd}';
const times = (n: string) => `(?:${GAP}${DIGIT})${n}`;
/**
 * Numbers long enough to reach a person by, in any width and grouping: a run of seven digits (the shortest
 * local number), a mobile (1 and ten more), a landline behind its trunk 0, an ID number of 15 or 18. Ranges
 * of wages and days are shorter groups and stay.
 */
const NUMBERS = new RegExp(
  [
    `${DIGIT}${times('{14,20}')}(?:${GAP}[XxＸｘ])?`,
    `[1１]${GAP}[3-9３-９]${times('{9}')}`,
    `(?<!\\p{Nd})[0０]${times('{9,11}')}`,
    `${DIGIT}{7,}[XxＸｘ]?`,
    '[〇零一二三四五六七八九幺]{7,}',
  ].join('|'),
  'gu',
);

/** Does the text hold a number that may reach or name a person? */
export function holdsPersonalNumber(text: string): boolean {
  return withoutPersonalNumbers(text) !== text;
}

/**
 * The text with every such number taken out. Where hidden signs part the digits, or they are encircled, it is
 * the text as it is read (`asRead`).
 */
export function withoutPersonalNumbers(text: string): string {
  const left = text.replace(NUMBERS, '…');
  const read = asRead(left);
  const bare = read.replace(NUMBERS, '…');
  return bare === read ? left : bare;
}
