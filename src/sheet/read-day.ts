import { isLocalDate } from '#kernel/local-date.js';
import { type Reading, refused } from '#kernel/reading.js';
import { dayText } from './cell-number.js';
import { plainText } from './plain-text.js';

/** 2024-3-5, 2024/3/5, 2024.3.5, 2024年3月5日, each with a time behind it or none. */
const WRITTEN = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?$/;
const TOGETHER = /^(\d{4})(\d{2})(\d{2})$/;
const MONTH_ONLY = /^\d{4}(?:[-/.年]\d{1,2}月?|年)?$/;
/** Days as spreadsheets count them, from 1927 to 2064: no other number of five digits stands in a column for days. */
const SERIAL = /^[1-6]\d{4}$/;
const HAN_DIGITS = '〇一二三四五六七八九';

/**
 * Reads a cell for a day, as offices write it: also with Chinese digits (二〇二四年三月五日), without signs (20240305),
 * or as the number that spreadsheets keep for it. Null: the cell is empty. Refusals: DAY_INCOMPLETE (a year or a
 * month alone), DAY_UNCLEAR.
 */
export function readDay(cell: string): Reading<{ day: string | null }> {
  const text = plainText(cell, 40);
  if (text === undefined) return unclear();
  if (text === '') return { ok: true, day: null };
  const digits = inDigits(text);
  const [, year = '', month = '', day = ''] = WRITTEN.exec(digits) ?? TOGETHER.exec(digits) ?? [];
  const read = SERIAL.test(digits)
    ? (dayText(Number(digits)) ?? '')
    : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isLocalDate(read)) return { ok: true, day: read };
  return MONTH_ONLY.test(digits) ? incomplete() : unclear();
}

/** 二〇二四年三月十五日 in digits: a year sign by sign, a month and a day with their 十. */
function inDigits(text: string): string {
  if (!/[〇零○一二三四五六七八九十]/.test(text)) return text;
  return text
    .replace(/[零○]/g, '〇')
    .replace(/([一二三]?)十([一二三四五六七八九]?)/g, (_, tens: string, ones: string) =>
      String(
        (tens === '' ? 1 : HAN_DIGITS.indexOf(tens)) * 10 + (ones === '' ? 0 : HAN_DIGITS.indexOf(ones)),
      ),
    )
    .replace(/[〇一二三四五六七八九]/g, (sign) => String(HAN_DIGITS.indexOf(sign)));
}

function incomplete() {
  return refused(
    'DAY_INCOMPLETE',
    '日期没有写到某一天，请写成“2026-06-17”。',
    'The date is not a day; write it as 2026-06-17.',
  );
}

function unclear() {
  return refused(
    'DAY_UNCLEAR',
    '日期无法识别，请写成“2026-06-17”。',
    'The date cannot be read; write it as 2026-06-17.',
  );
}
