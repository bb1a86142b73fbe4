import { plainText } from './plain-text.js';
import { readDay } from './read-day.js';

const MONTH = /^((?:19|20)\d\d)[-/.年](\d{1,2})月?$/;

/** A day as YYYYMMDD in any form that `readDay` reads, or a month without its day as YYYYMM. undefined: neither. */
export function saidDay(cell: string): string | undefined {
  const reading = readDay(cell);
  if (reading.ok) return reading.day?.replaceAll('-', '');
  const [, year, month] = MONTH.exec(plainText(cell, 40) ?? '') ?? [];
  return year && month ? year + month.padStart(2, '0') : undefined;
}
