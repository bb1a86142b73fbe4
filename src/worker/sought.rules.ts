import { badInput, type HouseError } from '#kernel/error.js';
import { normalizeIdNumber } from '#kernel/id-number.js';
import { normalizePhone } from '#kernel/phone.js';
import { asRead, soughtText } from '#kernel/plain-text.js';
import { asSought, partsSought, WRITTEN_AS_A_PLACE } from './findable-words.js';
import type { Tag } from './worker-tag.entity.js';

/** The longest text to find people by, in characters, and the most words of it. */
export const LONGEST_SOUGHT = 50;
const MOST_WORDS = 12;

/** What an officer's one line asks for; whoever is found meets all of it. */
export interface Sought {
  /** 18 characters. */
  readonly idNumber: string | null;
  /** 11 digits. */
  readonly phone: string | null;
  /** Words of findable-words.ts, the one that fewest people have first, as far as its length tells. */
  readonly words: readonly string[];
  readonly tags: readonly Tag[];
}

/** How tags are said (domain 2.2): what stands in no name and in no place. */
const TAG_WORDS: Readonly<Record<Tag, readonly string[]>> = {
  POVERTY_ALLEVIATED: ['脱贫', '脱贫户', '脱贫人口', '脱贫劳动力', '建档立卡'],
  MONITORED: ['监测', '监测户', '监测对象', '防止返贫监测对象'],
  PREVENTION_TARGET: ['防返贫', '防止返贫致贫对象'],
  LOW_INCOME: ['低收入', '低收入人口', '农村低收入人口'],
  RELOCATED: ['易迁', '易地搬迁', '易搬', '搬迁户'],
  DISABLED: ['残疾', '残疾人'],
  HARD_TO_EMPLOY: ['就业困难', '就业困难人员', '困难人员'],
  GRADUATE: ['毕业生', '高校毕业生'],
  VETERAN: ['退役', '退役军人', '退伍', '退伍军人'],
};
const TAG_OF = new Map(
  (Object.entries(TAG_WORDS) as [Tag, readonly string[]][]).flatMap(([tag, words]) =>
    words.map((word) => [word, tag] as const),
  ),
);

/** Runs of one kind: letters of the Latin alphabet, digits with the check letter of an ID number, other letters. */
const RUN = /\d{3}x(?![\da-z])|\d+|[a-z]+|[^\da-z]+/gu;

/**
 * Reads one line of text: words between blanks and commas, each of them an ID number, a mobile number, the last four
 * of either, a tag as it is said, or letters. Words of pinyin beside each other are one (zhang xiao ming).
 * @param today YYYY-MM-DD
 * @throws HouseError BAD_USER_INPUT naming `field`: TEXT_EMPTY, TEXT_TOO_LONG (50 characters); NOTHING_TO_FIND_BY
 * for digits that are none of these, for signs alone and for more than 12 words.
 */
export function readSought(field: string, text: string, today: string): Sought {
  const line = asRead(soughtText(field, text, LONGEST_SOUGHT)).toLowerCase();
  const words = new Set<string>();
  const tags = new Set<Tag>();
  let idNumber: string | null = null;
  let phone: string | null = null;
  // A number may be written in groups.
  const whole = normalizePhone(line).ok || normalizeIdNumber(line, today).ok;
  const said = whole ? [line] : line.replace(/(?<=[a-zü])[\s,'’]+(?=[a-zü])/gu, '').split(/[\s,，、;；]+/u);
  for (const word of said.filter((one) => one !== '')) {
    const number = normalizeIdNumber(word, today);
    const mobile = normalizePhone(word);
    const tag = TAG_OF.get(word);
    if (number.ok) idNumber = number.value;
    else if (mobile.ok) phone = mobile.value;
    else if (tag) tags.add(tag);
    else for (const run of runsOf(field, word)) for (const part of partsSought(run)) words.add(part);
  }
  if (words.size > MOST_WORDS || (words.size === 0 && tags.size === 0 && !idNumber && !phone))
    throw nothingToFindBy(field);
  return { idNumber, phone, words: [...words].toSorted((a, b) => weight(b) - weight(a)), tags: [...tags] };
}

function runsOf(field: string, word: string): string[] {
  const runs = asSought(word).match(RUN) ?? [];
  return runs.map((run) => {
    if (/^\d/.test(run) ? run.length === 4 : /^[\p{L}\p{M}]+$/u.test(run)) return run;
    throw nothingToFindBy(field);
  });
}

/**
 * The more, the fewer people have it: a character of Han says as much as a syllable, four digits are one in ten
 * thousand, and a whole town stands behind a place.
 */
function weight(word: string): number {
  if (/^\d/.test(word)) return 9;
  if (WRITTEN_AS_A_PLACE.test(word)) return 5;
  return /^[a-z]/.test(word) ? word.length : Array.from(word).length * 3;
}

function nothingToFindBy(field: string): HouseError {
  return badInput(field, 'NOTHING_TO_FIND_BY', {
    zh: '请输入姓名、拼音或首字母、身份证号、手机号（或其后四位）、乡镇村名称、人员类别，以空格分隔。',
    en: 'Give a name, pinyin or initials, an ID or mobile number (or its last four), a town or village, a tag; blanks between them.',
  });
}
