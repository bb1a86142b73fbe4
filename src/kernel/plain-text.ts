import { badInput, type HouseError } from './error.js';

/**
 * Signs that no text of ours holds: control characters but tab and line break, halves of a surrogate pair, and
 * the marks that turn the direction of what follows (CVE-2021-42574). A database refuses the first (NUL) or
 * writes another sign for the second; terminals, logs and readers are fooled by the others.
 */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const BREAK = /[\t\n\r\u2028\u2029]/;

/** Is this a text that can be kept and shown as it is? Line breaks are allowed. */
export function isPlain(text: string): boolean {
  return !UNPRINTABLE.test(text);
}

/** The same, and without line breaks: for titles, names, numbers. */
export function isOneLine(text: string): boolean {
  return isPlain(text) && !BREAK.test(text);
}

/** BAD_USER_INPUT/CONTROL_CHARACTER: refused and not taken off, so that nobody wonders what became of a text. */
export function controlCharacter(field: string): HouseError {
  return badInput(field, 'CONTROL_CHARACTER', {
    zh: '文本含有控制字符、换行或不成对的代理码，请删除后重新提交。',
    en: 'The text holds a control character, a line break where none belongs, or half a surrogate pair. Take it out.',
  });
}
