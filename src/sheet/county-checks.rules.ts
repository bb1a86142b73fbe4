/**
 * The checks that counties run over their own ledgers (data of the national export of monitored households): what they
 * find is told as a note beside a row that is taken, for a figure may be odd and true.
 */
import { ageOn } from '#kernel/local-date.js';
import type { Message } from '#kernel/error.js';
import { plainText } from './plain-text.js';
import { saidDay } from './said-day.js';
import { saysSomething, saysYes } from './worker-words.js';
import type { WorkerField } from './worker-headings.js';

/** What a check finds. */
export type Oddity = keyof typeof ODDITY_TEXT;

export const ODDITY_TEXT = {
  WAGE_VERY_HIGH: {
    zh: '务工月收入高于 30000 元，请核对单位。',
    en: 'The wage a month is above 30 000 yuan; check the unit.',
  },
  WAGE_VERY_LOW: {
    zh: '务工月收入低于 100 元，请核对。',
    en: 'The wage a month is below 100 yuan; check it.',
  },
  WAGE_LOW: { zh: '务工月收入低于 400 元，请核对。', en: 'The wage a month is below 400 yuan; check it.' },
  PUBLIC_POST_AGE: {
    zh: '未满 16 周岁或年满 70 周岁者填写了公益性岗位。',
    en: 'A public post is filled in for somebody below 16, or of 70 and more.',
  },
  PUBLIC_POSTS_SEVERAL: {
    zh: '一人填写了三种及以上公益性岗位。',
    en: 'Three or more kinds of public post are filled in for one person.',
  },
  PUBLIC_POST_WITHOUT_TIME: {
    zh: '填写了公益性岗位，但没有填写月数或聘用时间。',
    en: 'A public post is filled in without its months or its first day.',
  },
  CHANNEL_ELSEWHERE: {
    zh: '务工地在县外，就业渠道却是公益岗或帮扶车间。',
    en: 'The work is outside the county, yet found by a public post or a local workshop.',
  },
  WORK_WITHOUT_MONTHS: {
    zh: '填写了务工所在地，没有填写务工时间。',
    en: 'A place of work is filled in without the months.',
  },
  MONTHS_WITHOUT_WORK: {
    zh: '填写了务工时间，没有填写务工所在地。',
    en: 'Months of work are filled in without a place.',
  },
  DESTITUTE_WORKS_AWAY: {
    zh: '特困供养人员登记为外出务工。',
    en: 'Somebody in extreme hardship is entered as working away.',
  },
  SUBSIDY_ZERO: {
    zh: '享受交通补助，金额却为 0。',
    en: 'A travel subsidy is ticked, and its amount is 0.',
  },
  WORK_ENDS_BEFORE: {
    zh: '务工结束时间早于开始时间。',
    en: 'The work ends before it begins.',
  },
  SCHOOLING_TWICE: {
    zh: '文化程度和在校生状况都填写了，在校生的文化程度应留空。',
    en: 'Schooling and the school attended are both filled in; leave the schooling of a pupil empty.',
  },
  SCHOOLING_NOWHERE: {
    zh: '文化程度和在校生状况都没有填写。',
    en: 'Neither the schooling nor the school attended is filled in.',
  },
  AGE_DIFFERS: {
    zh: '年龄与身份证号相差一岁以上，以身份证号为准。',
    en: 'The age differs from the ID number by more than a year; the number counts.',
  },
} as const satisfies Record<string, Message>;

/** What a check looks at besides the cells. */
export interface CheckedRow {
  readonly cell: (field: WorkerField) => string;
  readonly hasColumn: (field: WorkerField) => boolean;
  /** Both YYYY-MM-DD; undefined: the number could not be read. */
  readonly birthDate: string | undefined;
  readonly today: string;
  /** undefined: no present work, or none that could be read. */
  readonly worksOutside: boolean | undefined;
}

/** Everything odd about a row, each with the field at which it shows. */
export function oddities(row: CheckedRow): [WorkerField, Oddity][] {
  return [...ofWork(row), ...ofPublicPost(row), ...ofPerson(row)];
}

function* ofWork({ cell, hasColumn, worksOutside }: CheckedRow): Generator<[WorkerField, Oddity]> {
  const wage = amountOf(cell('monthlyWage'));
  if (wage !== undefined && wage > 30_000) yield ['monthlyWage', 'WAGE_VERY_HIGH'];
  if (wage !== undefined && wage < 400) yield ['monthlyWage', wage < 100 ? 'WAGE_VERY_LOW' : 'WAGE_LOW'];
  if (worksOutside && /公益|帮扶车间|扶贫车间/.test(cell('employmentChannel')))
    yield ['employmentChannel', 'CHANNEL_ELSEWHERE'];
  const place = cell('workPlace') !== '' || cell('workProvince') !== '';
  const months = (amountOf(cell('months')) ?? 0) > 0;
  if (place && !months && hasColumn('months')) yield ['months', 'WORK_WITHOUT_MONTHS'];
  if (months && !place && (hasColumn('workPlace') || hasColumn('workProvince')))
    yield ['months', 'MONTHS_WITHOUT_WORK'];
  if (worksOutside && saysYes(cell('destitute'))) yield ['destitute', 'DESTITUTE_WORKS_AWAY'];
  if (amountOf(cell('transportSubsidy')) === 0 && saysYes(cell('broughtByUs')))
    yield ['transportSubsidy', 'SUBSIDY_ZERO'];
  const [from, until] = [saidDay(cell('workSince')), saidDay(cell('workUntil'))];
  if (from && until && until < from) yield ['workUntil', 'WORK_ENDS_BEFORE'];
}

function* ofPublicPost({ cell, birthDate, today }: CheckedRow): Generator<[WorkerField, Oddity]> {
  const post = cell('publicPost');
  if (!saysSomething(post)) return;
  const age = birthDate === undefined ? undefined : ageOn(birthDate, today);
  if (age !== undefined && (age < 16 || age >= 70)) yield ['publicPost', 'PUBLIC_POST_AGE'];
  if (new Set(post.split(/[、，,;；/]/).filter((kind) => kind.trim() !== '')).size >= 3)
    yield ['publicPost', 'PUBLIC_POSTS_SEVERAL'];
  if (cell('publicPostMonths') === '' && cell('workSince') === '')
    yield ['publicPost', 'PUBLIC_POST_WITHOUT_TIME'];
}

function* ofPerson({ cell, hasColumn, birthDate, today }: CheckedRow): Generator<[WorkerField, Oddity]> {
  const [school, pupil] = [cell('education') !== '', saysSomething(cell('studying'))];
  if (school && pupil) yield ['studying', 'SCHOOLING_TWICE'];
  if (!school && !pupil && hasColumn('education') && hasColumn('studying'))
    yield ['education', 'SCHOOLING_NOWHERE'];
  const age = amountOf(cell('age'));
  if (age !== undefined && birthDate !== undefined && Math.abs(ageOn(birthDate, today) - age) > 1)
    yield ['age', 'AGE_DIFFERS'];
}

/** A plain number, with or without its unit; a note is none. */
function amountOf(cell: string): number | undefined {
  const amount = /^(\d{1,9}(?:\.\d{1,4})?)(?:元|岁|周岁|个?月)?$/.exec(
    (plainText(cell, 40) ?? '').replace(/,/g, ''),
  );
  return amount?.[1] === undefined ? undefined : Number(amount[1]);
}
