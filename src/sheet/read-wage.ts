import type { WagePeriod } from '#posting/job-posting.entity.js';
import { type Reading, type Refused, refused } from '#kernel/reading.js';
import { plainText } from './plain-text.js';
import { readWageClause, type WageClause, type WageStatement } from './wage-statement.js';

export const WAGE_KINDS = ['STATED', 'NEGOTIABLE', 'PIECE_UNPRICED', 'NOT_STATED'] as const;
export type WageKind = (typeof WAGE_KINDS)[number];

/**
 * What the employer says about the wage. STATED carries numbers. NEGOTIABLE (面议), PIECE_UNPRICED (计件
 * without a price) and NOT_STATED carry none and are lawful; `platformOnly` says that a number stands there,
 * but only as a platform's own field, which is not the employer's word and is therefore left out.
 */
export type WageReading = Reading<{
  kind: WageKind;
  minFen: number | null;
  maxFen: number | null;
  period: WagePeriod | null;
  platformOnly: boolean;
}>;

export interface WageContext {
  /** What the heading says the wage is per (月薪: MONTH). */
  period?: WagePeriod;
  /** The sheet's own number columns, which settle which of several statements is meant. */
  columns?: { minFen: number | null; maxFen: number | null };
  /** The unmarked text is a platform's field and not the employer's word. */
  platformField?: boolean;
}

/** Yuan per period outside of which a number is a slip: 15元/月, 99999999元/月. */
const BOUNDS: Record<WagePeriod, readonly [number, number]> = {
  MONTH: [100, 200_000],
  DAY: [10, 10_000],
  HOUR: [1, 1000],
  PIECE: [0.01, 100_000],
};

const REFUSALS = {
  WAGE_UNCLEAR: [
    '薪资无法识别，请写成“4000-6000元/月”。',
    'The wage cannot be read; write it as 4000-6000元/月.',
  ],
  WAGE_SEVERAL: [
    '写了多个薪资（多个岗位、试用期或多种计薪方式），请只写本岗位的一个。',
    'Several wages are given (several posts, a probation, two ways of counting); give the one of this post.',
  ],
  WAGE_APPROXIMATE: ['薪资只写了大约数，请写明范围。', 'The wage is approximate; give a range.'],
  WAGE_TOP_UP: [
    '薪资写成“16+1元”，其中有附加条件，请写明确定能拿到的数额。',
    'The wage is written as a sum with a condition (16+1); give what is certain.',
  ],
  WAGE_PERIOD_UNCLEAR: [
    '薪资没有写明是按月、按天、按小时还是按件，请补充，如“元/月”。',
    'The wage does not say whether it is per month, day, hour or piece; add it, such as 元/月.',
  ],
  WAGE_CONFLICT: ['薪资前后不一致，请核对。', 'The wage is given twice and the two contradict each other.'],
  WAGE_MIN_ABOVE_MAX: ['最低薪资高于最高薪资。', 'The lowest wage is above the highest.'],
  WAGE_OUT_OF_RANGE: [
    '薪资数额明显不合理，请核对金额和计薪单位。',
    'The amount is beyond reason; check it and its period.',
  ],
} satisfies Record<string, readonly [zh: string, en: string]>;

interface Section {
  of: 'EMPLOYER' | 'PLATFORM';
  severalPosts: boolean;
  clauses: WageClause[];
}

/**
 * Reads 薪资待遇. `正文:` and `结构化:` after a bar mark the notice's text and the platform's field, as
 * demo/postings.csv has them. Nothing is guessed: `10-15k` without a period is refused. Refusals are the
 * keys of REFUSALS.
 */
export function readWage(cell: string, context: WageContext = {}): WageReading {
  const text = plainText(cell, 1000);
  if (text === undefined) return refuseWage('WAGE_UNCLEAR');
  const sections = text.split('|').map((part) => sectionOf(part));
  const marked = sections.some((section) => section.of === 'PLATFORM');
  if (context.platformField && !marked) for (const section of sections) section.of = 'PLATFORM';
  const employer = sections.filter((section) => section.of === 'EMPLOYER');
  const clauses = employer.flatMap((section) => section.clauses);
  if (employer.some((section) => section.severalPosts && section.clauses.some(saysANumber)))
    return refuseWage('WAGE_SEVERAL');
  const unreadable = clauses.find((clause) => clause.is === 'UNREADABLE');
  if (unreadable) return refuseWage(unreadable.reason);
  const platform = sections
    .filter((section) => section.of === 'PLATFORM')
    .flatMap((section) => wagesOf(section.clauses));
  const stated = distinct(wagesOf(clauses));
  if (stated.length > 0) return settle(stated, platform, employer.length, context);
  const silent = { minFen: null, maxFen: null, period: null, platformOnly: platform.length > 0 };
  if (clauses.some((clause) => clause.is === 'NEGOTIABLE'))
    return { ok: true, kind: 'NEGOTIABLE', ...silent };
  if (clauses.some((clause) => clause.is === 'PIECEWORK'))
    return { ok: true, kind: 'PIECE_UNPRICED', ...silent, period: 'PIECE' };
  const words = employer.length > 0 && text !== '' && !marked;
  return words ? refuseWage('WAGE_UNCLEAR') : { ok: true, kind: 'NOT_STATED', ...silent };
}

function sectionOf(part: string): Section {
  const mark = /^(正文|结构化)(\([^)]{1,10}\))?:/.exec(part);
  const body = part.slice(mark?.[0].length ?? 0);
  // A bracket without a number explains; one with a number (or 面议) states something of its own.
  const clauses = body
    .replace(/\((?![^()]{0,60}面议)[^()\d]{0,60}\)/g, '')
    .split(/[;,。、()]/)
    .filter((clause) => clause !== '')
    .map(readWageClause);
  return {
    of: mark?.[1] === '结构化' ? 'PLATFORM' : 'EMPLOYER',
    severalPosts: mark?.[2]?.includes('多岗位') ?? false,
    clauses,
  };
}

function saysANumber(clause: WageClause): boolean {
  return clause.is === 'WAGE' || clause.is === 'UNREADABLE';
}

function wagesOf(clauses: readonly WageClause[]): WageStatement[] {
  return clauses.flatMap((clause) => (clause.is === 'WAGE' ? [clause.wage] : []));
}

/** The same wage said twice is one; said once with its period and once without, it has the period. */
function distinct(wages: readonly WageStatement[]): WageStatement[] {
  const kept: WageStatement[] = [];
  for (const wage of wages) {
    const twin = kept.find(
      (one) => one.minFen === wage.minFen && one.maxFen === wage.maxFen && agree(one.period, wage.period),
    );
    if (!twin) kept.push({ ...wage });
    else twin.period ??= wage.period;
  }
  return kept;
}

function agree<T>(a: T | null, b: T | null): boolean {
  return a === null || b === null || a === b;
}

function compatible(wage: WageStatement, other: { minFen: number | null; maxFen: number | null }): boolean {
  return agree<number>(wage.minFen, other.minFen) && agree<number>(wage.maxFen, other.maxFen);
}

function settle(
  stated: WageStatement[],
  platform: readonly WageStatement[],
  sections: number,
  context: WageContext,
): WageReading {
  const columns = context.columns ?? { minFen: null, maxFen: null };
  const fitting = stated.filter((wage) => compatible(wage, columns));
  if (fitting.length === 0) return refuseWage('WAGE_CONFLICT');
  const [wage] = fitting;
  // Number columns tell the monthly wage from the hourly one beside it; they settle no contradiction.
  const pointed = columns.minFen !== null || columns.maxFen !== null;
  const others = stated.filter((one) => one !== wage);
  if (!wage || others.some((one) => agree(one.period, wage.period))) {
    return refuseWage(sections > 1 ? 'WAGE_CONFLICT' : 'WAGE_SEVERAL');
  }
  if (others.length > 0 && !pointed) return refuseWage('WAGE_SEVERAL');
  if (platform.some((field) => !compatible(wage, field) || !agree(wage.period, field.period)))
    return refuseWage('WAGE_CONFLICT');
  if (!agree(wage.period, context.period ?? null)) return refuseWage('WAGE_CONFLICT');
  const period = wage.period ?? context.period ?? platform.find((field) => field.period)?.period ?? null;
  if (!period) return refuseWage('WAGE_PERIOD_UNCLEAR');
  const { minFen, maxFen } = wage;
  if (maxFen !== null && minFen > maxFen) return refuseWage('WAGE_MIN_ABOVE_MAX');
  const [least, most] = BOUNDS[period];
  if (minFen < least * 100 || (maxFen ?? minFen) > most * 100) return refuseWage('WAGE_OUT_OF_RANGE');
  return { ok: true, kind: 'STATED', minFen, maxFen, period, platformOnly: false };
}

/** The refusal for one of the reasons above. */
export function refuseWage(reason: keyof typeof REFUSALS): Refused {
  const [zh, en] = REFUSALS[reason];
  return refused(reason, zh, en);
}
