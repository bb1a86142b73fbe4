import { isOneLine, isPlain } from '#kernel/plain-text.js';
import { type Reading, type Refused, refused } from '#kernel/reading.js';
import { holdsPersonalNumber } from './personal-number.js';
import { readDay } from './read-day.js';

/** 未具名, 某…公司 and the bare kinds of a business name nobody who could be asked. */
const UNNAMED =
  /未具名|未标注|未写|待确认|不详|通用招聘|^某|^(?:劳务|物流|电子|服装|建筑|保安|家政)?(?:公司|企业|工厂|厂)$|^(?:民宿|母婴店|单位食堂|饭店|餐厅|酒店|超市)$/;
const NOT_A_TITLE = /^[(（][^()（）]{0,50}[)）]$|未写工种|待定/;

/**
 * Reads 企业名称: it becomes the name of an organization, which every side reads. Refusals: EMPLOYER_MISSING,
 * EMPLOYER_UNNAMED, EMPLOYER_TOO_LONG, EMPLOYER_NOT_PLAIN, EMPLOYER_PERSONAL_NUMBER.
 */
export function readEmployer(cell: string): Reading<{ employer: string }> {
  if (cell === '') return refused('EMPLOYER_MISSING', '没有填写用人单位。', 'The employer is missing.');
  if (cell.length > 100) return tooLong('EMPLOYER', '用人单位名称', 'The employer’s name', 100);
  if (!isOneLine(cell)) return notPlain('EMPLOYER', '用人单位名称', 'The employer’s name');
  if (holdsPersonalNumber(cell))
    return refused(
      'EMPLOYER_PERSONAL_NUMBER',
      '用人单位名称含有电话或证件号码，请只填写单位全称。',
      'The employer’s name holds a telephone or identity number; give the name alone.',
    );
  if (!UNNAMED.test(cell)) return { ok: true, employer: cell };
  return refused(
    'EMPLOYER_UNNAMED',
    '没有写明用人单位全称，无法核实。',
    'The employer is not named, so nobody can verify it.',
  );
}

/** Reads 岗位名称. Refusals: TITLE_MISSING, TITLE_UNCLEAR, TITLE_TOO_LONG, TITLE_NOT_PLAIN. */
export function readTitle(cell: string): Reading<{ title: string }> {
  if (cell === '') return refused('TITLE_MISSING', '没有填写岗位名称。', 'The title of the post is missing.');
  if (cell.length > 200) return tooLong('TITLE', '岗位名称', 'The title', 200);
  if (!isOneLine(cell)) return notPlain('TITLE', '岗位名称', 'The title');
  if (!NOT_A_TITLE.test(cell)) return { ok: true, title: cell };
  return refused('TITLE_UNCLEAR', '岗位名称没有写明工种。', 'The title does not say which work it is.');
}

/** Reads 岗位要求, free words. Refusals: REQUIREMENT_TOO_LONG (2000 characters), REQUIREMENT_NOT_PLAIN. */
export function readRequirement(cell: string): Reading<{ requirement: string | null }> {
  if (cell.length > 2000) return tooLong('REQUIREMENT', '岗位要求', 'The requirement', 2000);
  if (!isPlain(cell)) return notPlain('REQUIREMENT', '岗位要求', 'The requirement');
  return { ok: true, requirement: cell === '' ? null : cell };
}

/**
 * Reads 发布日期, in the forms of `readDay`: an empty cell is null, a year or a month alone is no day. `today`
 * (YYYY-MM-DD) bounds it.
 * Refusals: PUBLISHED_ON_NOT_A_DAY, PUBLISHED_ON_IN_FUTURE.
 */
export function readPublishedOn(cell: string, today: string): Reading<{ publishedOn: string | null }> {
  if (cell === '') return { ok: true, publishedOn: null };
  const reading = readDay(cell);
  const publishedOn = reading.ok ? reading.day : null;
  if (publishedOn === null) {
    return refused(
      'PUBLISHED_ON_NOT_A_DAY',
      '发布日期没有写到某一天，请写成“2026-06-17”。',
      'The date of publication is not a day; write it as 2026-06-17.',
    );
  }
  if (publishedOn <= today) return { ok: true, publishedOn };
  return refused('PUBLISHED_ON_IN_FUTURE', '发布日期在将来。', 'The date of publication lies in the future.');
}

function notPlain(what: string, zh: string, en: string): Refused {
  return refused(
    `${what}_NOT_PLAIN`,
    `${zh}含有控制字符、看不见的字符或多余的换行。`,
    `${en} holds a control character, a sign that nobody can see, or a line break.`,
  );
}

function tooLong(what: string, zh: string, en: string, limit: number): Refused {
  return refused(`${what}_TOO_LONG`, `${zh}超过${limit}字。`, `${en} is longer than ${limit} characters.`);
}
