import { badInput, type HouseError } from './error.js';

/**
 * What a text is, for every room: each text of the API, of a sheet and of a verb is held to it. A text is
 * refused and never cleaned in silence, so that nobody wonders what became of it.
 */

/**
 * Control characters but tab and line break, halves of a surrogate pair, and the marks of interlinear notes. A
 * database refuses the first (NUL) or writes another sign for the second; terminals, logs and readers are fooled.
 */
const UNPRINTABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFF9-\uFFFB]/u;
/**
 * Signs that take no place on paper (Unicode, Default_Ignorable_Code_Point): zero-width blanks and joiners, the
 * marks that turn the direction of what follows (CVE-2021-42574), tags, Hangul fillers.
 */
const HIDDEN = /\p{Default_Ignorable_Code_Point}/u;
/**
 * The hidden signs that a script is written with, each behind what it belongs to: joiners of the Arabic and the
 * Indic letters, the forms of Mongolian, the form of a Han character, and the parts of a pictograph.
 */
const NEEDED = new RegExp(
  [
    '(?<=[\\p{Script=Arabic}\\p{Script=Mongolian}\\p{Script=Devanagari}\\p{Script=Bengali}])[\\u200C\\u200D]',
    '(?<=[\\p{Script=Mongolian}\\p{Script=Phags_Pa}])[\\u180B-\\u180F\\uFE00-\\uFE0F]',
    '(?<=\\p{Script=Han})[\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}]',
    '(?<=[\\p{Extended_Pictographic}#*0-9])[\\uFE0E\\uFE0F]',
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}]\\uFE0F?)\\u200D(?=\\p{Extended_Pictographic})',
  ].join('|'),
  'gu',
);
/** Something to see: a letter, a number or a sign, but none of those that are drawn as a blank. */
const VISIBLE = /(?![\u2800\u{13441}\u{13442}\u{1D159}])[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;
const BREAK = /[\t\n\r\u2028\u2029]/;

/**
 * Can this text be kept and shown as it is? Nothing in it is unprintable or hidden, and it shows something
 * unless it is blank. Line breaks are allowed.
 */
export function isPlain(text: string): boolean {
  if (UNPRINTABLE.test(text)) return false;
  if (HIDDEN.test(text) && HIDDEN.test(text.replace(NEEDED, ''))) return false;
  return VISIBLE.test(text) || text.trim() === '';
}

/** The same, and without line breaks: for titles, names, numbers. */
export function isOneLine(text: string): boolean {
  return isPlain(text) && !BREAK.test(text);
}

/** BAD_USER_INPUT/CONTROL_CHARACTER: the text is not plain, or has lines where it may have one. */
export function controlCharacter(field: string): HouseError {
  return badInput(field, 'CONTROL_CHARACTER', {
    zh: '文本含有控制字符、看不见的字符、多余的换行或不成对的代理码，请删除后重新提交。',
    en: 'The text holds a control character, a sign that nobody can see, a line break where none belongs, or half a surrogate pair. Take it out.',
  });
}

/** How many characters a text has, and whether it may have lines. */
export interface TextBounds {
  readonly least: number;
  readonly most: number;
  readonly lines?: boolean;
}

/**
 * A plain text, trimmed; what is left out is empty. BAD_USER_INPUT naming `field`: TEXT_LENGTH outside the
 * bounds, CONTROL_CHARACTER when it is not plain, or not of one line where it may not have several.
 */
export function textOf(field: string, text: string | null | undefined, bounds: TextBounds): string {
  const { least, most, lines = false } = bounds;
  const trimmed = text?.trim() ?? '';
  // A sign beyond the first plane is one character, as the database counts, and two to us.
  if ([...trimmed.slice(0, 2 * least)].length < least || trimmed.length > most)
    throw badInput(
      field,
      'TEXT_LENGTH',
      {
        zh: `该字段长度应在 ${least} 到 ${most} 字之间。`,
        en: `This text has ${least} to ${most} characters.`,
      },
      { limit: most },
    );
  if (!(lines ? isPlain(trimmed) : isOneLine(trimmed))) throw controlCharacter(field);
  return trimmed;
}

const MOST_WORDS = 20;
const LONGEST_WORD = 50;

/**
 * Up to 20 words of up to 50 characters, each once, in the order given. BAD_USER_INPUT naming `field`:
 * TOO_MANY_WORDS, and what `wordOf` refuses.
 */
export function wordsOf(field: string, given: readonly string[]): string[] {
  if (given.length > MOST_WORDS)
    throw badInput(
      field,
      'TOO_MANY_WORDS',
      { zh: `最多填写 ${MOST_WORDS} 项。`, en: `At most ${MOST_WORDS} items.` },
      { limit: MOST_WORDS },
    );
  return [...new Set(given.map((text) => wordOf(field, text, LONGEST_WORD)))];
}

/** One word, trimmed, of 1 to `most` characters on one line. BAD_USER_INPUT/WORD_LENGTH naming `field` otherwise. */
export function wordOf(field: string, text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed.length >= 1 && trimmed.length <= most && isOneLine(trimmed)) return trimmed;
  throw badInput(
    field,
    'WORD_LENGTH',
    {
      zh: `每项应为 1 至 ${most} 字，且看得见。`,
      en: `Each item has 1 to ${most} characters that can be seen.`,
    },
    { limit: most },
  );
}

/**
 * A text to look for, trimmed. BAD_USER_INPUT naming `field`: TEXT_EMPTY, which would find everything, and
 * TEXT_TOO_LONG above `most` characters.
 */
export function soughtText(field: string, text: string, most: number): string {
  const trimmed = text.trim();
  if (trimmed === '')
    throw badInput(field, 'TEXT_EMPTY', {
      zh: '请填写要查找的文字；不限时不要填写该字段。',
      en: 'Say what to look for, or leave the field out.',
    });
  if (text.length <= most) return trimmed;
  throw badInput(
    field,
    'TEXT_TOO_LONG',
    { zh: `不超过 ${most} 字。`, en: `At most ${most} characters.` },
    { limit: most },
  );
}

/**
 * The text as a reader takes it, for looking at and never for keeping: signs of the same meaning made one
 * (Unicode NFKC: full width, encircled, radicals), and without what is hidden or set upon another sign.
 */
export function asRead(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}]/gu, '')
    .replaceAll('\u2800', ' ');
}
