import type { Education } from '#kernel/education.js';
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
