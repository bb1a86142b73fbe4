import type { PostingRow } from './documents.js';
import type { Language, Words } from './words.js';

/* How values are shown. Times and days are those of China, wherever the screen hangs. */

const ZONE = 'Asia/Shanghai';
const LOCALE = { zh: 'zh-CN', en: 'en-GB' } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions, at: Date): string {
  const key = `${language}${JSON.stringify(options)}`;
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(LOCALE[language], { timeZone: ZONE, hourCycle: 'h23', ...options });
    formats.set(key, known);
  }
  return known.format(at);
}

/** 08:05:09 */
export function clockTime(language: Language, at: Date): string {
  return format(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }, at);
}

/** 11/22 08:05; an empty text for none. */
export function dayAndTime(language: Language, at: string | null): string {
  if (at === null) return '';
  return format(
    language,
    { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
    new Date(at),
  );
}

/** 08:05, and for another day than `now` 11/22 08:05; an empty text for none. */
export function moment(language: Language, at: string | null, now = new Date()): string {
  if (at === null) return '';
  if (longDay(language, new Date(at)) !== longDay(language, now)) return dayAndTime(language, at);
  return format(language, { hour: '2-digit', minute: '2-digit' }, new Date(at));
}

export function longDay(language: Language, at: Date): string {
  return format(language, { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' }, at);
}

export function figure(n: number): string {
  return n.toLocaleString('en-US');
}

/** Fen as yuan: 350000 → 3,500. */
export function yuan(fen: number): string {
  return (fen / 100).toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** ¥3,500–4,800/月 */
export function wageText(words: Words, { wageMin, wageMax, wagePeriod }: PostingRow): string {
  const { wage } = words;
  if (wageMin === null && wageMax === null) return wage.negotiable;
  const range =
    wageMin !== null && wageMax !== null && wageMin !== wageMax
      ? `¥${yuan(wageMin)}–${yuan(wageMax)}`
      : `¥${yuan(wageMin ?? wageMax ?? 0)}`;
  return `${range}/${wage[wagePeriod]}`;
}

/** 杨虚构 → 杨**: a wall hangs where everybody passes, so it never shows a name in full, whatever the viewer may see. */
export function wallName(name: string | null): string {
  if (name === null) return '—';
  const [first = ''] = name;
  return name.includes('*') ? name : `${first}**`;
}

/** A position is long and says nothing to people: eight digits that depend on all of it (FNV-1a) compare two screens. */
export function shortPosition(position: string | undefined): string {
  if (position === undefined) return '—';
  let hash = 0x811c9dc5;
  for (let at = 0; at < position.length; at += 1)
    hash = Math.imul(hash ^ position.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
