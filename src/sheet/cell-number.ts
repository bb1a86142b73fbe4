import type { NumberShape } from './number-shapes.js';

/** From here on a spreadsheet, which keeps 15 digits, no longer knows the last ones. */
const FIRST_INEXACT = 1e15;
const LAST_DAY = 2_958_465;
const DAY_MS = 86_400_000;
/** The first day of each way to count; the older one holds a 29 February 1900 that never was. */
const DAY_0_OF_1900 = Date.UTC(1899, 11, 30);
const DAY_0_OF_1904 = Date.UTC(1904, 0, 1);
const DAYS_TO_1904 = (DAY_0_OF_1904 - DAY_0_OF_1900) / DAY_MS;

/**
 * A number cell as text: a day as `2026-06-17`, with its time where it has one, a time of day as `08:30`, and any
 * other number in plain digits, without the noise that halves and tenths have inside a computer. A whole number
 * of more than 15 digits comes as `5.22631199011052E+17`: a spreadsheet has lost the rest.
 */
export function numberText(written: string, shape: NumberShape, from1904: boolean): string {
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) return written;
  if (shape === 'DAY' || shape === 'TIME') return dayText(value, from1904) ?? plain(value);
  if (typeof shape === 'object' && Number.isInteger(value) && value >= 0)
    return plain(value).padStart(shape.digits, '0');
  return plain(value);
}

/**
 * The day of a serial number, or undefined outside the calendar of spreadsheets (1900 to 9999). Counted from 1900,
 * the number 60 is the day 1900-02-29, which spreadsheets show and no calendar has.
 */
export function dayText(serial: number, from1904 = false): string | undefined {
  const counted = from1904 ? serial + DAYS_TO_1904 : serial;
  if (serial < 0 || counted >= LAST_DAY + 1) return undefined;
  const seconds = Math.round((counted - Math.floor(counted)) * 86_400);
  const days = Math.floor(counted) + (seconds === 86_400 ? 1 : 0);
  const time = new Date((seconds % 86_400) * 1000).toISOString().slice(11, seconds % 60 === 0 ? 16 : 19);
  if (days === 0 && !from1904) return time;
  if (days === 60 && !from1904) return '1900-02-29';
  const early = days < 60 && !from1904 ? 1 : 0;
  const day = new Date(DAY_0_OF_1900 + (days + early) * DAY_MS).toISOString().slice(0, 10);
  return seconds % 86_400 === 0 ? day : `${day} ${time}`;
}

function plain(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= FIRST_INEXACT)
    return value
      .toExponential(14)
      .toUpperCase()
      .replace(/\.?0+(?=E)/, '');
  const text = String(Number(value.toPrecision(15)));
  return text.includes('e-') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}
