import { type Reading, type Refused, refused } from '#kernel/reading.js';
import { plainText } from './plain-text.js';

export type HeadcountReading = Reading<{ headcount: number }>;

/** The most places one posting may offer (the table's own bound). */
const MOST = 100_000;
const HEADCOUNT =
  /^(?:招聘?|需要?)?(?:(\d{1,7}|\d{1,3}(?:,\d{3}){1,2})|([一二两三四五六七八九十]{1,3}))[人名个位]?$/;
const NUMERALS = '一二三四五六七八九';

/**
 * Reads how many people a posting asks for (招聘人数): `18人`, `30`, `1,200名`, `十二名`. Refusals:
 * HEADCOUNT_MISSING, HEADCOUNT_UNCLEAR (若干, 数名, 270余人, a bare 人), HEADCOUNT_NOT_POSITIVE,
 * HEADCOUNT_TOO_GREAT, HEADCOUNT_NOT_EMPLOYERS (`结构化:` marks a platform's own field, whose 1 is a
 * default), HEADCOUNT_CONFLICT (the employer's number and the platform's differ).
 */
export function readHeadcount(cell: string): HeadcountReading {
  const text = plainText(cell);
  if (text === undefined) return unclear();
  if (text === '') {
    return refused('HEADCOUNT_MISSING', '没有填写招聘人数。', 'The number of people wanted is missing.');
  }
  const [own = '', platform] = text.split('|结构化:');
  if (own.startsWith('结构化:') || own.endsWith('(结构化字段,正文未见)')) {
    return refused(
      'HEADCOUNT_NOT_EMPLOYERS',
      '招聘人数只来自平台字段，用人单位原文未写明。',
      'The number comes from a platform field alone; the employer did not state it.',
    );
  }
  const headcount = countOf(own);
  if (headcount === undefined) return unclear();
  if (platform !== undefined && countOf(platform) !== headcount) return headcountConflict();
  if (headcount === 0) {
    return refused(
      'HEADCOUNT_NOT_POSITIVE',
      '招聘人数不能为0。',
      'The number of people wanted may not be 0.',
    );
  }
  if (headcount > MOST) {
    return refused(
      'HEADCOUNT_TOO_GREAT',
      `招聘人数超过${MOST}，请核对。`,
      `More than ${MOST} people are wanted; check it.`,
    );
  }
  return { ok: true, headcount };
}

/** The number is given twice, and not alike. */
export function headcountConflict(): Refused {
  return refused(
    'HEADCOUNT_CONFLICT',
    '招聘人数前后不一致，请核对。',
    'The number of people wanted is given twice, and not alike.',
  );
}

function countOf(text: string): number | undefined {
  const match = HEADCOUNT.exec(text);
  return match?.[1] ? Number(match[1].replaceAll(',', '')) : chineseNumber(match?.[2] ?? '');
}

/** 一 to 九十九; undefined for what is none. */
function chineseNumber(text: string): number | undefined {
  const match = /^([一二两三四五六七八九])?(十)?([一二两三四五六七八九])?$/.exec(text);
  if (!match || text === '') return undefined;
  const [, tens, ten, units] = match;
  if (!ten) return tens && units ? undefined : numeral(tens ?? units ?? '');
  return (tens ? numeral(tens) : 1) * 10 + (units ? numeral(units) : 0);
}

function numeral(sign: string): number {
  return sign === '两' ? 2 : NUMERALS.indexOf(sign) + 1;
}

function unclear(): Refused {
  return refused(
    'HEADCOUNT_UNCLEAR',
    '招聘人数不明确（如“若干”“数名”“不限”），请填写具体数字。',
    'The number of people wanted is not clear ("several", "many"); give a number.',
  );
}
