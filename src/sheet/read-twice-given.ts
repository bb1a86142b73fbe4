import { refused } from '#kernel/reading.js';
import { ageFault } from '#posting/posting-age.rules.js';
import type { PostingField } from './posting-headings.js';
import { type AgeReading, ageUnclear, readAge } from './read-age.js';
import { headcountConflict, type HeadcountReading, readHeadcount } from './read-headcount.js';
import { readWage, refuseWage, type WageReading } from './read-wage.js';

/**
 * Lists often give a thing twice: in the employer's words and as numbers. The words are read; numbers that
 * say something else make the row contradict itself, numbers alone stand for themselves.
 */

/** The cell of a field, empty where the sheet has no such column. */
export type Cells = (field: PostingField) => string;

/** What `wage_basis` says of a wage that only the platform states. */
const PLATFORM_ONLY = 'aggregator field only';

export function headcountOf(cell: Cells): HeadcountReading {
  const [words, number] = [cell('headcountText'), cell('headcount')];
  const reading = readHeadcount(words === '' ? number : words);
  if (!reading.ok || words === '' || number === '') return reading;
  const column = readHeadcount(number);
  return column.ok && column.headcount === reading.headcount ? reading : headcountConflict();
}

export function agesOf(cell: Cells): AgeReading {
  const [ageMin, ageMax] = [wholeNumber(cell('ageMin')), wholeNumber(cell('ageMax'))];
  if (ageMin === undefined || ageMax === undefined) return ageUnclear();
  const words = cell('ageText');
  if (words === '') return ageFault(ageMin, ageMax) ?? { ok: true, ageMin, ageMax };
  const reading = readAge(words);
  if (!reading.ok || (agree(ageMin, reading.ageMin) && agree(ageMax, reading.ageMax))) return reading;
  return refused('AGE_CONFLICT', '年龄要求前后不一致，请核对。', 'The ages are given twice, and not alike.');
}

export function wageOf(cell: Cells): WageReading {
  const platformField = cell('wageBasis').toLowerCase() === PLATFORM_ONLY;
  const columns = { minFen: fenOf(cell('wageMin')), maxFen: fenOf(cell('wageMax')) };
  const words = cell('wageText');
  const monthly = words === '' ? cell('monthlyWageText') : '';
  if (platformField) return readWage(words, { platformField });
  if (columns.minFen === undefined || columns.maxFen === undefined) return refuseWage('WAGE_UNCLEAR');
  const given = { minFen: columns.minFen, maxFen: columns.maxFen };
  if (words === '' && monthly === '' && (given.minFen !== null || given.maxFen !== null))
    return refuseWage('WAGE_PERIOD_UNCLEAR');
  return readWage(
    words || monthly,
    monthly === '' ? { columns: given } : { columns: given, period: 'MONTH' },
  );
}

function agree(a: number | null, b: number | null): boolean {
  return a === null || b === null || a === b;
}

function wholeNumber(cell: string): number | null | undefined {
  if (cell === '') return null;
  return /^\d{1,3}$/.test(cell) ? Number(cell) : undefined;
}

/** Yuan in a number column, as fen. */
function fenOf(cell: string): number | null | undefined {
  if (cell === '') return null;
  return /^\d{1,7}(\.\d{1,2})?$/.test(cell) ? Math.round(Number(cell) * 100) : undefined;
}
