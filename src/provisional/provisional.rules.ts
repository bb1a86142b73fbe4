import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation, RegionBook, RegionFact } from '#kernel/operation.js';
import { readIdNumber, readName, readPhone, SERVICE_LEVELS } from '#worker/worker.rules.js';
import type { KnownOf } from './provisional-person.entity.js';

/** Days until the registration is to be completed (domain 4.5). */
export const DAYS_TO_COMPLETE = 7;
const OLDEST = 120;

/** The day by which somebody who was registered on this one is to have a number. */
export function dueAfter(day: string): string {
  return addDays(day, DAYS_TO_COMPLETE);
}

/** What may be said of who somebody is. */
export interface SaidOf {
  readonly name: string;
  readonly phone?: string | null;
  readonly idNumber?: string | null;
}

/** Reads it as `registerWorker` does, and refuses as that. */
export function readKnown(op: Operation, { name, phone, idNumber }: SaidOf): KnownOf {
  return {
    name: readName(name),
    phone: phone == null ? null : readPhone(op, phone),
    idNumber: idNumber == null ? null : readIdNumber(op, idNumber).value,
  };
}

/**
 * Where a number was issued, as that place is today (610928 旬阳县 is 610981 旬阳市): an advice, for people have moved since. Nothing
 * where no county bears or bore the code.
 */
export function issuedIn(regions: RegionBook, idNumber: string): RegionFact | undefined {
  const issued = regions.get(idNumber.slice(0, 6));
  return issued && regions.standing(issued);
}

/**
 * The place that is to answer for the person: the one that is named, otherwise the county where the number was issued.
 * BAD_USER_INPUT/ORIGIN_UNKNOWN: neither says one.
 */
export function placeFor(
  op: Operation,
  named: string | null | undefined,
  idNumber: string | null,
): RegionFact {
  if (named != null) return op.regions.must(named, 'input.serviceRegion', SERVICE_LEVELS);
  const issued = idNumber === null ? undefined : issuedIn(op.regions, idNumber);
  if (issued?.level === 'COUNTY') return issued;
  throw badInput('input.serviceRegion', 'ORIGIN_UNKNOWN', {
    zh: '请填写服务地（县、乡镇、村或安置点）：没有身份证号，或其地址码不对应现有的县，无法推断。',
    en: 'Name the place that is to answer for the person: there is no ID number, or its address code is no county of today.',
  });
}

/** BAD_USER_INPUT: SEX_CODE; BIRTH_YEAR, born in no year that a living person of today may be born in. */
export function mustBeAPerson(
  op: Operation,
  { sexCode, birthYear: year }: { readonly sexCode?: number | null; readonly birthYear?: number | null },
): void {
  if (sexCode != null && sexCode !== 1 && sexCode !== 2)
    throw badInput('input.sexCode', 'SEX_CODE', {
      zh: '性别代码只能是 1（男）或 2（女）。',
      en: 'Sex is 1 (male) or 2 (female).',
    });
  const now = Number(op.today.slice(0, 4));
  if (year == null || (year <= now && year >= now - OLDEST)) return;
  throw badInput(
    'input.birthYear',
    'BIRTH_YEAR',
    {
      zh: `出生年份应在 ${now - OLDEST} 至 ${now} 之间。`,
      en: `A birth year lies within ${now - OLDEST} and ${now}.`,
    },
    { limit: now },
  );
}
