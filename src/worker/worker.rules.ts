import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { type IdNumber, isDemoAddressCode, normalizeIdNumber } from '#kernel/id-number.js';
import type { Operation } from '#kernel/operation.js';
import { isDemoPhone, normalizePhone } from '#kernel/phone.js';
import { isOneLine, wordOf, wordsOf } from '#kernel/plain-text.js';
import type {
  Activity,
  EmploymentForm,
  LifeStatus,
  NewWorkerRow,
  VerifyMethod,
  WorkAbility,
  WorkConstraint,
} from './worker.entity.js';
import { registeredIn, servedBy, verifiedBy, worksAs } from './worker-facts.js';
import type { Education } from '#kernel/education.js';

/** Who answers for a person: a county, a place in it, or a resettlement site laid over it. */
export const SERVICE_LEVELS = ['COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];
const WORK_LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];

/** Work and where it is; `until`: its last planned day (季节性务工), null: no longer planned, left out: as it was. */
interface PresentWork {
  readonly form: string;
  readonly regionCode: string;
  readonly until?: string | null;
}

/** A season ends within so many days. */
const LONGEST_SEASON_DAYS = 366;

/** What the county writes down of a person beside the identity. Left out: stays as it is; null: taken away. */
export interface WorkerProfile {
  readonly serviceRegion?: string | null;
  readonly hukouRegion?: string | null;
  readonly ethnicity?: string | null;
  readonly education?: string | null;
  readonly workAbility?: string | null;
  readonly constraints?: readonly string[] | null;
  readonly skills?: readonly string[] | null;
  readonly activity?: string | null;
  readonly lifeStatus?: string | null;
  readonly inTraining?: boolean | null;
  readonly employment?: PresentWork | null;
  readonly verifyMethod?: string | null;
}

/** Writes what is given into the worker, after checking what it means. */
export function writeProfile(op: Operation, worker: NewWorkerRow, profile: WorkerProfile): void {
  const { serviceRegion, hukouRegion, ethnicity, employment, verifyMethod } = profile;
  if (serviceRegion != null)
    servedBy(worker, op.regions.must(serviceRegion, 'input.serviceRegion', SERVICE_LEVELS));
  if (hukouRegion != null)
    registeredIn(worker, op.regions.must(hukouRegion, 'input.hukouRegion', SERVICE_LEVELS));
  if (ethnicity !== undefined)
    worker.ethnicity = ethnicity === null ? null : wordOf('input.ethnicity', ethnicity, 20);
  if (profile.education != null) worker.education = profile.education as Education;
  if (profile.workAbility != null) worker.workAbility = profile.workAbility as WorkAbility;
  if (profile.constraints !== undefined)
    worker.constraints = [...new Set(profile.constraints as WorkConstraint[] | null)];
  if (profile.skills !== undefined) worker.skills = wordsOf('input.skills', profile.skills ?? []);
  if (profile.activity != null) worker.activity = profile.activity as Activity;
  if (profile.lifeStatus != null) worker.lifeStatus = profile.lifeStatus as LifeStatus;
  if (profile.inTraining != null) worker.inTraining = profile.inTraining;
  if (employment !== undefined)
    worksAs(
      worker,
      employment ? (employment.form as EmploymentForm) : null,
      employment ? op.regions.must(employment.regionCode, 'input.employment.regionCode', WORK_LEVELS) : null,
      readUntil(op, employment?.until),
    );
  if (verifyMethod !== undefined) verifiedBy(worker, verifyMethod as VerifyMethod | null, op.today);
}

/** BAD_USER_INPUT/WORKS_UNTIL: present work ends neither before today nor later than in a year and a day. */
function readUntil(op: Operation, until: string | null | undefined): string | null | undefined {
  if (until == null || (until >= op.today && until <= addDays(op.today, LONGEST_SEASON_DAYS))) return until;
  throw badInput(
    'input.employment.until',
    'WORKS_UNTIL',
    {
      zh: `季节性务工的预计结束日应在今天起 ${LONGEST_SEASON_DAYS} 天之内。`,
      en: `Seasonal work ends within ${LONGEST_SEASON_DAYS} days from today.`,
    },
    { limit: LONGEST_SEASON_DAYS },
  );
}

/**
 * Reads an ID number in any accepted spelling. BAD_USER_INPUT with the reader's reason, or DEMO_IDENTITY: an
 * address code that was never issued belongs to an invented person and only into a demo database; or
 * REAL_IDENTITY: a demo, whose sign-in is open to anybody, takes nobody else.
 */
export function readIdNumber(op: Operation, text: string): IdNumber {
  const reading = normalizeIdNumber(text, op.today);
  if (!reading.ok) throw badInput('input.idNumber', reading.reason, reading.text);
  const invented = isDemoAddressCode(reading.addressCode);
  if (op.vault.isDemo && !invented)
    throw badInput('input.idNumber', 'REAL_IDENTITY', {
      zh: '这是演示库，请勿录入真实人员：身份证号须以从未启用的地址码 999 开头。',
      en: 'This is a demo database. Do not enter real people: an ID number begins with 999, which was never issued.',
    });
  if (invented && !op.vault.isDemo)
    throw badInput('input.idNumber', 'DEMO_IDENTITY', {
      zh: '该身份证号的地址码从未发放，仅用于演示数据，不能登记到正式库。',
      en: 'This ID number bears an address code that was never issued; only a demo database takes it.',
    });
  return reading;
}

/** Reads a mobile number. BAD_USER_INPUT with the reader's reason, or REAL_PHONE in a demo, which takes only 154. */
export function readPhone(op: Operation, text: string): string {
  const reading = normalizePhone(text);
  if (!reading.ok) throw badInput('input.phone', reading.reason, reading.text);
  if (op.vault.isDemo && !isDemoPhone(reading.value))
    throw badInput('input.phone', 'REAL_PHONE', {
      zh: '这是演示库，请勿录入真实号码：手机号须以未放号的 154 开头。',
      en: 'This is a demo database. Do not enter real numbers: a mobile number begins with 154, which no operator holds.',
    });
  return reading.value;
}

/**
 * A name begins and ends with a letter, and its marks; a rare character may have its form chosen behind it, and
 * the letters of an Uyghur name a joiner between them.
 */
const NAME = /^\p{L}[\p{L}\p{M}\p{Default_Ignorable_Code_Point}· ]*\p{L}[\p{M}\u200C\u200D]*$/u;

/** A person's name: 2 to 50 letters, with the middle dot that longer names have; no digits and no signs. */
export function readName(text: string): string {
  const name = text.trim().replace(/[•‧・．.]/g, '·');
  if (name.length <= 50 && isOneLine(name) && NAME.test(name)) return name;
  throw badInput('input.name', 'NAME', {
    zh: '姓名应为 2 至 50 字，只含文字和间隔号。',
    en: 'A name has 2 to 50 letters; the middle dot is the only sign.',
  });
}
