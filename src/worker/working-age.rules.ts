import type { Worker } from './worker.entity.js';

/**
 * At which age a woman of the employees' pension retires by the old rule (原法定退休年龄). Which one is hers the law
 * says by her post; of who never had one it says nothing, so somebody has to decide (domain 5.2).
 */
export const FEMALE_CLASSES = ['AT_50', 'AT_55'] as const;
export type FemaleClass = (typeof FEMALE_CLASSES)[number];

/**
 * Until when somebody is of working age (domain 4.2, WorkingAgePolicy): below 60 (men) and 55 (women), as surveys of
 * rural labour count, or until the statutory retirement, which moves since 2025.
 */
export type WorkingAgePolicy =
  | { readonly kind: 'FIXED' }
  | { readonly kind: 'STATUTORY_RETIREMENT'; readonly femaleClass: FemaleClass };

/** What decides it, of a person. */
export interface Born {
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sexCode: Worker['sexCode'];
}

const FIXED: Readonly<Record<Worker['sexCode'], number>> = { 1: 60, 2: 55 };

/** The first day on which a person is past the working age, YYYY-MM-DD. */
export function ageLimitOn(policy: WorkingAgePolicy, born: Born): string {
  return policy.kind === 'FIXED'
    ? reaches(born.birthDate, FIXED[born.sexCode])
    : retiresOn(born, policy.femaleClass);
}

/** One row of the law: the old age, the birth month that is the first to work longer, and how fast that grows. */
interface Transition {
  readonly age: number;
  readonly firstYear: number;
  /** One month longer for each so many months of birth later. */
  readonly pace: number;
  /** Months longer at most. */
  readonly most: number;
}

/** The Decision of 2024-09-13 on raising the retirement age step by step, in force since 2025-01-01. */
const MEN: Transition = { age: 60, firstYear: 1965, pace: 4, most: 36 };
const WOMEN: Readonly<Record<FemaleClass, Transition>> = {
  AT_50: { age: 50, firstYear: 1975, pace: 2, most: 60 },
  AT_55: { age: 55, firstYear: 1970, pace: 4, most: 36 },
};

/**
 * The day on which somebody reaches the statutory retirement age (法定退休年龄), YYYY-MM-DD: that of the old age, and from
 * the first birth month of the law on so many months later.
 */
function retiresOn({ birthDate, sexCode }: Born, femaleClass: FemaleClass): string {
  const { age, firstYear, pace, most } = sexCode === 1 ? MEN : WOMEN[femaleClass];
  const later = (Number(birthDate.slice(0, 4)) - firstYear) * 12 + Number(birthDate.slice(5, 7)) - 1;
  const delay = later < 0 ? 0 : Math.min(most, Math.floor(later / pace) + 1);
  return monthsAfter(birthDate, age * 12 + delay);
}

/** The day on which somebody is so old; as PostgreSQL counts it, 29 February becomes the 28th in other years. */
export function reaches(birthDate: string, age: number): string {
  return monthsAfter(birthDate, age * 12);
}

/** The same day so many months later, or the last of that month where it has no such day. */
function monthsAfter(day: string, months: number): string {
  const month = Number(day.slice(5, 7)) - 1 + months;
  const year = Number(day.slice(0, 4));
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(Number(day.slice(8)), last))).toISOString().slice(0, 10);
}
