import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { controlCharacter, isOneLine } from '#kernel/plain-text.js';

/** A whole number within bounds, or BAD_USER_INPUT/OUT_OF_BOUNDS naming the field. */
export function mustBeCount(field: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw badInput(
      field,
      'OUT_OF_BOUNDS',
      { zh: `应为 ${least} 到 ${most} 的整数。`, en: `A whole number from ${least} to ${most}.` },
      { limit: most },
    );
}

/** The text trimmed, null when empty, or BAD_USER_INPUT/TEXT_LENGTH when it has more than `most` characters. */
export function mustBeText(field: string, text: string | null | undefined, most: number): string | null {
  const trimmed = text?.trim() || null;
  if (trimmed !== null && trimmed.length > most)
    throw badInput(
      field,
      'TEXT_LENGTH',
      { zh: `不超过 ${most} 字。`, en: `At most ${most} characters.` },
      { limit: most },
    );
  if (trimmed !== null && !isOneLine(trimmed)) throw controlCharacter(field);
  return trimmed;
}

/** The reference of a guarantee agreement trimmed, or BAD_USER_INPUT/AGREEMENT_REF unless it has 1 to 100 characters. */
export function mustBeAgreement(field: string, text: string): string {
  const agreementRef = text.trim();
  if (!isOneLine(agreementRef)) throw controlCharacter(field);
  if (agreementRef.length < 1 || agreementRef.length > 100)
    throw badInput(
      field,
      'AGREEMENT_REF',
      {
        zh: '请填写就业保障协议编号（1 至 100 字）。',
        en: 'Give the guarantee agreement’s reference, 1 to 100 characters.',
      },
      { limit: 100 },
    );
  return agreementRef;
}

/** Seasonal work lasts at most so many days from the departure. */
const LONGEST_SEASON_DAYS = 366;

/** The last planned day of seasonal work, null of any other. BAD_USER_INPUT/SEASON_END, NOT_SEASONAL. */
export function mustBeSeason({
  kind,
  plannedOn,
  seasonEndsOn,
}: {
  readonly kind: string;
  readonly plannedOn: string;
  readonly seasonEndsOn?: string | null;
}): string | null {
  const last = seasonEndsOn ?? null;
  if (kind !== 'SEASONAL' && last !== null)
    throw badInput('input.seasonEndsOn', 'NOT_SEASONAL', {
      zh: '只有季节性务工填写预计结束日期。',
      en: 'Only seasonal work has a planned end. Leave it out, or say SEASONAL.',
    });
  if (
    kind === 'SEASONAL' &&
    (last === null || last <= plannedOn || last > addDays(plannedOn, LONGEST_SEASON_DAYS))
  )
    throw badInput(
      'input.seasonEndsOn',
      'SEASON_END',
      {
        zh: `请填写季节性务工的预计结束日期：在计划出发日之后 ${LONGEST_SEASON_DAYS} 天之内。`,
        en: `Say on which day the season ends: after the departure, within ${LONGEST_SEASON_DAYS} days of it.`,
      },
      { limit: LONGEST_SEASON_DAYS },
    );
  return last;
}
