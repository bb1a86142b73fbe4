/**
 * Words of the code lists that labour ledgers use (county ledgers, the migrant-worker record, the national export
 * of monitored households), each with what it means here. What is in no list is never guessed.
 */
import type { Education } from '#kernel/education.js';
import { type Reading, refused } from '#kernel/reading.js';
import type { EmploymentForm, VerifyMethod, WorkAbility } from '#worker/worker.entity.js';
import { plainText } from './plain-text.js';

const EDUCATION: Readonly<Record<string, Education>> = {
  文盲: 'NONE',
  半文盲: 'NONE',
  文盲或半文盲: 'NONE',
  文盲半文盲: 'NONE',
  未上学: 'NONE',
  未上过学: 'NONE',
  不识字: 'NONE',
  无: 'NONE',
  学龄前儿童: 'NONE',
  小学: 'PRIMARY',
  初中: 'JUNIOR_HIGH',
  普通初中: 'JUNIOR_HIGH',
  初级中学: 'JUNIOR_HIGH',
  高中: 'SENIOR_HIGH',
  普通高中: 'SENIOR_HIGH',
  高级中学: 'SENIOR_HIGH',
  职高: 'VOCATIONAL',
  职业高中: 'VOCATIONAL',
  中专: 'VOCATIONAL',
  中等专科: 'VOCATIONAL',
  中职: 'VOCATIONAL',
  中等职业教育: 'VOCATIONAL',
  中技: 'VOCATIONAL',
  技校: 'VOCATIONAL',
  技工学校: 'VOCATIONAL',
  大专: 'COLLEGE',
  专科: 'COLLEGE',
  大学专科: 'COLLEGE',
  专科教育: 'COLLEGE',
  高职: 'COLLEGE',
  高职高专: 'COLLEGE',
  高等职业教育: 'COLLEGE',
  本科: 'BACHELOR',
  大学: 'BACHELOR',
  大学本科: 'BACHELOR',
  本科及以上: 'BACHELOR',
  大学本科及以上: 'BACHELOR',
  硕士: 'BACHELOR',
  硕士研究生: 'BACHELOR',
  博士: 'BACHELOR',
  博士研究生: 'BACHELOR',
  研究生: 'BACHELOR',
};

/** Schooling under way (在校生状况): the level that was reached before it. */
const SCHOOLING: readonly (readonly [words: RegExp, reached: Education])[] = [
  [/^(?:学前|幼儿园|小学)/, 'NONE'],
  [/^(?:[七八九]年级|初[一二三]|初中|中学)/, 'PRIMARY'],
  [/^(?:普通)?高[一二三中]|^(?:中职|中专|职高|技校|中技|中等职业)/, 'JUNIOR_HIGH'],
  [/^(?:大专|高职|专科|本科|大学|技师学院)/, 'SENIOR_HIGH'],
  [/^(?:硕士|博士|研究生)/, 'BACHELOR'],
];

const ABILITY: Readonly<Record<string, WorkAbility>> = {
  普通劳动力: 'FULL',
  普通: 'FULL',
  正常劳动力: 'FULL',
  全劳动力: 'FULL',
  技能劳动力: 'SKILLED',
  技能: 'SKILLED',
  弱劳动力: 'WEAK',
  // One entry of the national list for two abilities; the weaker claim is the safer one.
  弱劳动力或半劳动力: 'HALF',
  '弱劳动力/半劳动力': 'HALF',
  弱半劳动力: 'HALF',
  半劳动力: 'HALF',
  丧失劳动力: 'NONE',
  丧失劳动能力: 'NONE',
  无劳动力: 'NONE',
  无劳动能力: 'NONE',
};

const FORM: Readonly<Record<string, EmploymentForm>> = {
  合同就业: 'CONTRACT',
  单位就业: 'CONTRACT',
  企业就业: 'CONTRACT',
  受雇: 'CONTRACT',
  受雇就业: 'CONTRACT',
  签订劳动合同: 'CONTRACT',
  帮扶车间: 'CONTRACT',
  扶贫车间: 'CONTRACT',
  就业帮扶车间: 'CONTRACT',
  灵活就业: 'FLEXIBLE',
  零工: 'FLEXIBLE',
  打零工: 'FLEXIBLE',
  自由职业: 'FLEXIBLE',
  自主创业: 'SELF',
  创业: 'SELF',
  个体经营: 'SELF',
  个体工商户: 'SELF',
  自营: 'SELF',
  务农: 'FARM',
  农业生产: 'FARM',
  家庭农业: 'FARM',
  公益岗: 'PUBLIC_POST',
  公益性岗位: 'PUBLIC_POST',
  公益岗位: 'PUBLIC_POST',
};

const VERIFIED: Readonly<Record<string, VerifyMethod>> = {
  查验身份证: 'ID_CARD_SEEN',
  身份证查验: 'ID_CARD_SEEN',
  身份证: 'ID_CARD_SEEN',
  村委会确认: 'VILLAGE_CONFIRMED',
  村级确认: 'VILLAGE_CONFIRMED',
  村确认: 'VILLAGE_CONFIRMED',
  公安名单比对: 'POLICE_LIST',
  公安比对: 'POLICE_LIST',
  社保卡: 'SOCIAL_CARD',
};

/** 文化程度 or 学历. Empty: null. Refusal: EDUCATION_UNKNOWN. A degree above a bachelor's is entered as one. */
export function readSchoolLevel(cell: string): Reading<{ education: Education | null }> {
  const said = plainText(cell, 60);
  if (said === '') return { ok: true, education: null };
  const education = known(EDUCATION, said?.replace(/(?:毕业|学历|文化|教育)$/, '')) ?? known(EDUCATION, said);
  if (education) return { ok: true, education };
  return refused(
    'EDUCATION_UNKNOWN',
    '文化程度无法识别，请填写：文盲或半文盲、小学、初中、高中、职高（中专、技校）、大专、本科及以上。',
    'The schooling is in no list. Write 小学, 初中, 高中, 中专, 大专 or 本科 (none: 文盲).',
  );
}

/**
 * 在校生状况: whether somebody is at school now, and the level reached before. Empty, 否 and 非在校生: null.
 * Refusal: SCHOOLING_UNKNOWN.
 */
export function readSchooling(cell: string): Reading<{ reached: Education | null; student: boolean }> {
  const said = plainText(cell, 60);
  if (said === '' || said === '否' || said === '无' || said === '非在校生' || said === '非在校')
    return { ok: true, reached: null, student: false };
  const reached = SCHOOLING.find(([words]) => said !== undefined && words.test(said))?.[1];
  if (reached) return { ok: true, reached, student: true };
  if (said === '是' || said === '在校' || said === '在校生')
    return { ok: true, reached: null, student: true };
  return refused(
    'SCHOOLING_UNKNOWN',
    '在校生状况无法识别，请填写就读阶段（如“高中在读”），不在校的留空。',
    'The schooling under way is in no list. Name the school (高中), or leave the cell empty.',
  );
}

/** 劳动技能 or 劳动能力. Empty: null. Refusal: WORK_ABILITY_UNKNOWN, for it decides who is in the labour base. */
export function readAbility(cell: string): Reading<{ ability: WorkAbility | null }> {
  const said = plainText(cell, 60);
  if (said === '') return { ok: true, ability: null };
  const ability = known(ABILITY, said);
  if (ability) return { ok: true, ability };
  return refused(
    'WORK_ABILITY_UNKNOWN',
    '劳动技能不在代码表中，请填写：普通劳动力、技能劳动力、弱劳动力或半劳动力、丧失劳动力、无劳动力。',
    'The ability to work is in no list. Write 普通劳动力, 技能劳动力, 弱劳动力或半劳动力, 丧失劳动力 or 无劳动力.',
  );
}

/** 就业形式 or 就业渠道: the form of work it says, or null where it says none that is known. */
export function formOfWork(cell: string): EmploymentForm | null {
  return known(FORM, plainText(cell, 60)) ?? null;
}

/** 实名核验方式. Empty: null. Refusal: VERIFY_METHOD_UNKNOWN. */
export function readVerification(cell: string): Reading<{ method: VerifyMethod | null }> {
  const said = plainText(cell, 60);
  if (said === '' || said === '否' || said === '未核验') return { ok: true, method: null };
  const method = known(VERIFIED, said);
  if (method) return { ok: true, method };
  return refused(
    'VERIFY_METHOD_UNKNOWN',
    '实名核验方式无法识别，请填写：查验身份证、村委会确认、公安名单比对、社保卡，未核验的留空。',
    'The way of verification is in no list. Write 查验身份证, 村委会确认, 公安名单比对 or 社保卡, or leave it empty.',
  );
}

/** Does a cell say yes (是, 有, √, 1)? */
export function saysYes(cell: string): boolean {
  return /^(?:是|有|√|✓|1|y|yes|享受|已享受)$/i.test(plainText(cell, 20) ?? '');
}

/** Does a cell say something else than no (否, 无, 0, -)? */
export function saysSomething(cell: string): boolean {
  return !/^(?:否|无|没有|0|-|\/|×|不是|未享受|健康|)$/.test(plainText(cell, 200) ?? '');
}

function known<T>(list: Readonly<Record<string, T>>, said: string | undefined): T | undefined {
  return said !== undefined && Object.hasOwn(list, said) ? list[said] : undefined;
}
