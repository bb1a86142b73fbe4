import { ageFault } from '#posting/posting-age.rules.js';
import { type Reading, type Refused, refused } from '#kernel/reading.js';
import { plainText } from './plain-text.js';

/** Full years; null where the text names no bound. */
export interface AgeRange {
  ageMin: number | null;
  ageMax: number | null;
}
export type AgeReading = Reading<AgeRange>;

const OPEN = /^(?:年龄)?(?:不限|无要求)$/;
const RANGE = /^(?:年龄)?(?:在|要求|:)?(\d{1,3}(?:\.\d)?)(?:周?岁)?-(\d{1,3}(?:\.\d)?)(?:周?岁)?(?:之间)?$/;
const FROM_TO = /^年满(\d{1,3})周?岁,不超过(\d{1,3})周?岁$/;
/** 以上, 以下 and 以内 include the number itself (民法典 1259). */
const UP_TO =
  /^(?:年龄|只要)?(?:在|放宽至)?(?:不超过)?(\d{1,3}(?:\.\d)?)(?:周?岁)?(?:以下|以内|内)(?:\(含\))?的?$/;
const NOT_ABOVE = /^(?:年龄)?不超过(\d{1,3})周?岁$/;
const FROM = /^(?:年龄)?(?:年满|满)?(\d{1,3}(?:\.\d)?)(?:周?岁)?(?:以上|起)$/;

/**
 * Reads the ages a posting asks for (年龄要求): `18-45岁`, `16一45岁`, `45岁以下`, `年满18周岁,不超过35周岁`.
 * An empty cell and 不限 name no bound. Refusals: AGE_UNCLEAR, AGE_SEVERAL (several posts in one notice),
 * AGE_BY_SEX, AGE_APPROXIMATE, AGE_NOT_WHOLE (16.5), and those of `ageFault`.
 */
export function readAge(cell: string): AgeReading {
  const text = plainText(cell);
  if (text === undefined) return ageUnclear();
  if (text === '' || OPEN.test(text)) return { ok: true, ageMin: null, ageMax: null };
  if (/[男女]/.test(text)) {
    return refused(
      'AGE_BY_SEX',
      '年龄要求按性别区分，不能导入。',
      'The ages differ by sex, which may not be asked.',
    );
  }
  if (text.includes('多岗位')) return several();
  if (/左右|大约|约/.test(text)) {
    return refused(
      'AGE_APPROXIMATE',
      '年龄要求只写了大约数，请填写确切岁数。',
      'The ages are approximate; give exact years.',
    );
  }
  const ranges = text.split(';').map(readOne);
  const [first] = ranges;
  if (!first || ranges.includes(undefined)) return ageUnclear();
  if (ranges.some((range) => range?.ageMin !== first.ageMin || range.ageMax !== first.ageMax))
    return several();
  if (!Number.isInteger(first.ageMin ?? 0) || !Number.isInteger(first.ageMax ?? 0)) {
    return refused('AGE_NOT_WHOLE', '年龄应为整数周岁。', 'An age is a number of full years.');
  }
  return ageFault(first.ageMin, first.ageMax) ?? { ok: true, ...first };
}

function readOne(text: string): AgeRange | undefined {
  const both = RANGE.exec(text) ?? FROM_TO.exec(text);
  if (both) return { ageMin: Number(both[1]), ageMax: Number(both[2]) };
  const upTo = UP_TO.exec(text) ?? NOT_ABOVE.exec(text);
  if (upTo) return { ageMin: null, ageMax: Number(upTo[1]) };
  const from = FROM.exec(text);
  return from ? { ageMin: Number(from[1]), ageMax: null } : undefined;
}

function several() {
  return refused(
    'AGE_SEVERAL',
    '写了多种年龄要求（多个岗位合在一起），请分岗位填写。',
    'Several ranges of age are given (several posts in one notice); give each post its own row.',
  );
}

/** The text is no age. */
export function ageUnclear(): Refused {
  return refused(
    'AGE_UNCLEAR',
    '年龄要求无法识别，请写成“18-45岁”。',
    'The ages cannot be read; write them as 18-45岁.',
  );
}
