import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { LICENCE_SCOPES, type LicenceScope } from './hr-licence.entity.js';

/** Licences are issued for five years; ten leave room for provinces that say otherwise. */
const LONGEST_DAYS = 3653;
const EARLIEST = '2000-01-01';
const AHEAD_DAYS = 366;

/**
 * What a licence covers, each once; job introduction must be among it, without which nobody is put forward for a post (MOHRSS
 * Order 44). BAD_USER_INPUT/LICENCE_SCOPE.
 */
export function readScope(given: readonly string[], field: string): LicenceScope[] {
  const scope = LICENCE_SCOPES.filter((one) => given.includes(one));
  if (scope.includes('JOB_INTRODUCTION')) return scope;
  throw badInput(field, 'LICENCE_SCOPE', {
    zh: '许可范围须包含职业中介（JOB_INTRODUCTION）。',
    en: 'The licence must cover job introduction (JOB_INTRODUCTION).',
  });
}

/** First and last day of a licence. BAD_USER_INPUT/LICENCE_DAYS. */
export function mustBeDaysOfLicence(validFrom: string, validTo: string, today: string, field: string): void {
  const begins = validFrom >= EARLIEST && validFrom <= addDays(today, AHEAD_DAYS);
  if (begins && validTo >= validFrom && validTo <= addDays(validFrom, LONGEST_DAYS)) return;
  throw badInput(field, 'LICENCE_DAYS', {
    zh: '许可证截止日应在起始日之后十年之内，起始日在 2000 年至一年之内。',
    en: 'A licence ends within ten years of its first day, which lies between the year 2000 and a year from today.',
  });
}

/** Does a licence hold on a day? Its last day counts; the day on which it was withdrawn does not. */
export function holdsOn(
  licence: { readonly validFrom: string; readonly validTo: string; readonly revokedOn?: string | null },
  day: string,
): boolean {
  const { validFrom, validTo, revokedOn } = licence;
  return validFrom <= day && day <= validTo && (revokedOn == null || day < revokedOn);
}
