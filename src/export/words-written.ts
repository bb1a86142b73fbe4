import type { Education } from '#kernel/education.js';
import type { Barrier, ContactMethod, Intent } from '#willingness/willingness.entity.js';
import type { EmploymentForm, VerifyMethod, WorkAbility } from '#worker/worker.entity.js';

/*
 * What lists of ours write for each code: words of the template's drop-downs where these have one, each of which
 * `worker-words.ts` reads as the code it stands for.
 */

export const EDUCATION_WORD: Readonly<Record<Education, string>> = {
  NONE: '未上过学',
  PRIMARY: '小学',
  JUNIOR_HIGH: '初中',
  SENIOR_HIGH: '高中',
  VOCATIONAL: '中专',
  COLLEGE: '大专',
  BACHELOR: '本科及以上',
};

/** The national list has one entry for the weak and the half; whoever is weak is written apart. */
export const ABILITY_WORD: Readonly<Record<WorkAbility, string>> = {
  FULL: '普通劳动力',
  SKILLED: '技能劳动力',
  WEAK: '弱劳动力',
  HALF: '弱劳动力或半劳动力',
  NONE: '无劳动力',
};

export const VERIFY_WORD: Readonly<Record<VerifyMethod, string>> = {
  ID_CARD_SEEN: '查验身份证',
  VILLAGE_CONFIRMED: '村委会确认',
  POLICE_LIST: '公安名单比对',
  SOCIAL_CARD: '社保卡',
};

export const FORM_WORD: Readonly<Record<EmploymentForm, string>> = {
  CONTRACT: '单位就业',
  FLEXIBLE: '灵活就业',
  SELF: '自主创业',
  FARM: '务农',
  PUBLIC_POST: '公益性岗位',
};

export const CONTACT_WORD: Readonly<Record<ContactMethod, string>> = {
  SELF: '本人填报',
  VISIT: '入户',
  PHONE: '电话',
  SMS: '短信',
};

export const INTENT_WORD: Readonly<Record<Intent, string>> = {
  GO_OUT: '外出务工',
  LOCAL: '就近就业',
  CHANGE_JOB: '更换工作',
  STARTUP: '自主创业',
  NONE: '无就业意愿',
};

export const BARRIER_WORD: Readonly<Record<Barrier, string>> = {
  WILLINGNESS: '不愿干',
  SKILL: '不会干',
  ABILITY: '不能干',
};

/** 是 or nothing, as a list is ticked off. */
export function yes(told: unknown): string {
  return told === true ? '是' : '';
}

/** Fen as yuan; whole ones without a fraction. */
export function yuan(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2);
}
