import { badInput, type Message } from '#kernel/error.js';

/** A finding may be written down before it takes effect, not longer ahead than this. */
const BEGINS_WITHIN_YEARS = 1;
/** The longest certificate (第三代残疾人证) holds ten years; three of them on end are a slip of the pen. */
const ENDS_WITHIN_YEARS = 30;

/**
 * When a tag may hold: not before the person was born, from within a year, until within thirty years of `today`.
 * BAD_USER_INPUT: TAG_BEGINS (`input.validFrom`), PERIOD (`input.validTo` not behind the first day), TAG_ENDS.
 */
export function mustBeTagPeriod(today: string, birthDate: string, from: string, to: string | null): void {
  const latest = yearsAfter(today, BEGINS_WITHIN_YEARS);
  if (from < birthDate || from > latest)
    throw badInput(
      'input.validFrom',
      'TAG_BEGINS',
      {
        zh: '生效日期应在出生之后，且不晚于一年后。',
        en: 'The tag begins after the person was born, and within a year from today.',
      },
      { latest },
    );
  if (to === null) return;
  if (to <= from)
    throw badInput('input.validTo', 'PERIOD', {
      zh: '失效日期应晚于生效日期。',
      en: 'The tag ends after it begins.',
    });
  mustBeTagEnd('input.validTo', today, to);
}

/** The first day on which a tag no longer holds lies within thirty years. BAD_USER_INPUT/TAG_ENDS naming `field`. */
export function mustBeTagEnd(field: string, today: string, day: string): void {
  const latest = yearsAfter(today, ENDS_WITHIN_YEARS);
  if (day <= latest) return;
  const text: Message = {
    zh: `失效日期不晚于 ${ENDS_WITHIN_YEARS} 年后；长期有效的请留空。`,
    en: `The tag ends within ${ENDS_WITHIN_YEARS} years from today. Leave it out when it holds for good.`,
  };
  throw badInput(field, 'TAG_ENDS', text, { latest });
}

/** The same day of a later year; for comparing, so 29 February may stand in any year. */
function yearsAfter(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}
