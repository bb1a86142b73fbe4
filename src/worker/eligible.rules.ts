import type { Message } from '#kernel/error.js';
import { ageOn } from '#kernel/local-date.js';
import { ageBand } from '#kernel/mask.js';
import { ageLimitOn, reaches } from './working-age.rules.js';
import type { Activity, LifeStatus, WorkAbility, Worker } from './worker.entity.js';

/** Nobody younger works (劳动法 15, 禁止使用童工规定 2). */
const WORKING_AGE = 16;
/** 16 and 17 are the law's young workers (未成年工, 劳动法 58, 64, 65). */
const GROWN_UP = 18;

/** Why somebody is not put forward, and what it says to who may know it. */
export const INELIGIBLE = {
  WORKER_MERGED: {
    zh: '该劳动力的档案已并入另一份档案，请使用那一份。',
    en: 'This record of the person was merged into another one. Use that.',
  },
  WORKER_DEAD: { zh: '该劳动力已去世。', en: 'The worker has died.' },
  WORKER_MOVED_OUT: { zh: '该劳动力已迁出。', en: 'The worker has moved out.' },
  WORKER_BELOW_16: {
    zh: '该人员未满16周岁，不得推荐或派遣就业（劳动法第15条）。',
    en: 'The person is below 16: nobody younger is put forward or sent (Labour Law, article 15).',
  },
  WORKER_PAST_AGE_LIMIT: {
    zh: '该劳动力已超过劳动年龄（男满60周岁、女满55周岁）。',
    en: 'The worker is past the working age (60 for men, 55 for women).',
  },
  WORKER_UNABLE: { zh: '该劳动力没有劳动能力。', en: 'The worker is not able to work.' },
  WORKER_STUDENT: { zh: '该劳动力是在校学生。', en: 'The worker is a full-time student.' },
  WORKER_IN_SERVICE: { zh: '该劳动力正在服现役。', en: 'The worker is in active service.' },
  WORKER_IN_CUSTODY: { zh: '该劳动力正在羁押或收治。', en: 'The worker is in custody or an institution.' },
  WORKER_RETIRED: { zh: '该劳动力已退休。', en: 'The worker has retired.' },
  AGE_OUTSIDE_POSTING: {
    zh: '该劳动力的年龄不在岗位要求的范围内。',
    en: 'The worker’s age lies outside the posting’s ages.',
  },
  MINOR_NOT_ASKED_FOR: {
    zh: '该劳动力未满18周岁，而岗位未注明可招用16、17周岁未成年工（劳动法第58、64条）。',
    en: 'The worker is below 18, and the posting does not say that it takes young workers of 16 or 17 (Labour Law, articles 58 and 64).',
  },
  /** What anybody else is told than the county, which alone keeps the person's file (domain 3.4). */
  WORKER_NOT_ELIGIBLE: {
    zh: '该劳动力目前不在可推荐的劳动力范围内，请与输出县核实。',
    en: 'The worker is not in the labour base now. Ask the worker’s county.',
  },
} as const satisfies Record<string, Message>;
export type Ineligible = keyof typeof INELIGIBLE;

/** What decides it, of a person. */
export interface Person {
  readonly lifeStatus: LifeStatus;
  readonly mergedInto?: string | null;
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly sexCode: Worker['sexCode'];
  readonly workAbility: WorkAbility;
  readonly activity: Activity;
}

/** Ages that a posting takes, in full years; null where it names none. */
export interface AgesTaken {
  readonly ageMin?: number | null;
  readonly ageMax?: number | null;
}

/**
 * Why a person is not in the labour base (domain 4.2: Person, WorkingAge, Able, NotExcluded) on a day, or null:
 * the same rule as `in_base` of `standing_source`. Only the labour base is put forward, offered and sent.
 * @param today YYYY-MM-DD
 */
export function outsideLabourBase(person: Person, today: string): Ineligible | null {
  return (
    notHere(person) ??
    outOfAge(person, today) ??
    (person.workAbility === 'NONE' ? 'WORKER_UNABLE' : BUSY[person.activity])
  );
}

/** Why nobody asks a person any more: merged, dead, moved out; null for everybody else. */
export function notHere({
  mergedInto,
  lifeStatus,
}: Pick<Person, 'mergedInto' | 'lifeStatus'>): Ineligible | null {
  if (mergedInto != null) return 'WORKER_MERGED';
  if (lifeStatus === 'ALIVE') return null;
  return lifeStatus === 'DEAD' ? 'WORKER_DEAD' : 'WORKER_MOVED_OUT';
}

const BUSY: Readonly<Record<Activity, Ineligible | null>> = {
  NONE: null,
  STUDENT: 'WORKER_STUDENT',
  SERVICE: 'WORKER_IN_SERVICE',
  CUSTODY: 'WORKER_IN_CUSTODY',
  RETIRED: 'WORKER_RETIRED',
};

function outOfAge(person: Person, today: string): Ineligible | null {
  if (today < reaches(person.birthDate, WORKING_AGE)) return 'WORKER_BELOW_16';
  // As in `standing_source`, which knows this policy alone.
  return today < ageLimitOn({ kind: 'FIXED' }, person) ? null : 'WORKER_PAST_AGE_LIMIT';
}

/**
 * Why a posting's ages do not fit a person, or null. Whoever is 16 or 17 is put forward only where the employer
 * says so by `ageMin`: the law keeps the young from heavy, poisonous and underground work (劳动法 64), and a
 * posting that names no age has not been looked at with them in mind; their health check (65) is part of
 * every clearance. `exactly` is for who may know the age; for others the band that they are shown is judged,
 * so that nobody measures an age by asking again and again.
 */
export function unfitForAges(
  { birthDate }: Pick<Person, 'birthDate'>,
  { ageMin, ageMax }: AgesTaken,
  today: string,
  exactly = true,
): Ineligible | null {
  const [least, most] = exactly
    ? [ageOn(birthDate, today), ageOn(birthDate, today)]
    : bandOf(birthDate, today);
  if (most < (ageMin ?? 0) || least > (ageMax ?? Number.POSITIVE_INFINITY)) return 'AGE_OUTSIDE_POSTING';
  return most < GROWN_UP && ageMin == null ? 'MINOR_NOT_ASKED_FOR' : null;
}

/** First and last age of the band that is shown: `25-29`, `65+`. */
function bandOf(birthDate: string, today: string): [least: number, most: number] {
  const [least = '', most] = ageBand(birthDate, today).split('-');
  return [Number.parseInt(least, 10), most === undefined ? Number.POSITIVE_INFINITY : Number(most)];
}

/** What a viewer may be told: the county all, others only what they see of the person anyway (domain 3.4). */
export function toldReason(reason: Ineligible, countyOfThePerson: boolean): Ineligible {
  return countyOfThePerson || OPENLY_KNOWN.includes(reason) ? reason : 'WORKER_NOT_ELIGIBLE';
}

/** Follows from the age band that every side is shown, and from the posting. */
const OPENLY_KNOWN: readonly Ineligible[] = ['WORKER_BELOW_16', 'AGE_OUTSIDE_POSTING'];
