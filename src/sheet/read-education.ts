import { type Reading, refused } from '#kernel/reading.js';
import { plainText } from './plain-text.js';

/** The least education a posting accepts, in ascending order. NONE: it asks for none (不限). */
export const EDUCATION_LEVELS = [
  'NONE',
  'PRIMARY',
  'JUNIOR_HIGH',
  'SENIOR_HIGH',
  'VOCATIONAL',
  'COLLEGE',
  'BACHELOR',
] as const;
export type EducationLevel = (typeof EDUCATION_LEVELS)[number];
/** Null: the sheet does not say. */
export type EducationReading = Reading<{ education: EducationLevel | null }>;

const WORDS: Record<string, EducationLevel> = {
  小学: 'PRIMARY',
  初中: 'JUNIOR_HIGH',
  高中: 'SENIOR_HIGH',
  职高: 'VOCATIONAL',
  中专: 'VOCATIONAL',
  中技: 'VOCATIONAL',
  技校: 'VOCATIONAL',
  大专: 'COLLEGE',
  专科: 'COLLEGE',
  高职: 'COLLEGE',
  本科: 'BACHELOR',
};
const WORD = Object.keys(WORDS).join('|');
const OPEN = /^(?:学历)?(?:不限|无要求)(?:学历)?$|^无学历要求$|^不限学历$/;
/** `高中(中专、职高、中技)以上学历`: alternatives, of which the lowest is enough. */
const DEMAND = new RegExp(
  `^(?:全日制)?((?:${WORD})(?:[/、或(,]{1,2}(?:${WORD})){0,5})\\)?(?:[及或]?以上)?(?:学历|文化程度|文化|毕业)?$`,
);

/**
 * Reads 学历要求: `初中及以上学历`, `高中/中专以上`, `不限`. A level without 以上 is read as the least one, for
 * that is what the heading asks for. Refusals: EDUCATION_UNCLEAR, EDUCATION_UPPER_BOUND (以下),
 * EDUCATION_CONFLICT (the page's field says 不限 and its text does not), EDUCATION_NOT_LISTED (above a bachelor's).
 */
export function readEducation(cell: string): EducationReading {
  const text = plainText(cell);
  if (text === undefined) return unclear();
  if (text === '') return { ok: true, education: null };
  if (text.includes('以下')) {
    return refused(
      'EDUCATION_UPPER_BOUND',
      '学历要求写的是“以下”，请写明最低学历。',
      'The education is given as "or below"; give the least one asked for.',
    );
  }
  if (/硕士|博士|研究生/.test(text)) {
    return refused(
      'EDUCATION_NOT_LISTED',
      '学历要求高于本科，本系统不登记。',
      'An education above a bachelor’s degree is not registered here.',
    );
  }
  const levels = text.split('|').map((part) => readOne(part.replace(/^正文:/, '')));
  const [first] = levels;
  if (!first || levels.includes(undefined)) return unclear();
  if (levels.some((level) => level !== first)) {
    return refused(
      'EDUCATION_CONFLICT',
      '学历字段与正文不一致，请核对。',
      'The field for education and the text contradict each other.',
    );
  }
  return { ok: true, education: first };
}

function readOne(text: string): EducationLevel | undefined {
  if (OPEN.test(text)) return 'NONE';
  const words = DEMAND.exec(text)?.[1]?.match(new RegExp(WORD, 'g'));
  const ranks = words?.map((word) => EDUCATION_LEVELS.indexOf(WORDS[word] ?? 'NONE'));
  return ranks ? EDUCATION_LEVELS[Math.min(...ranks)] : undefined;
}

function unclear() {
  return refused(
    'EDUCATION_UNCLEAR',
    '学历要求无法识别，请写成“初中及以上”“不限”等。',
    'The education cannot be read; write it as 初中及以上 or 不限.',
  );
}
