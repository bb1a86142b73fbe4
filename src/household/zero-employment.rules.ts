/**
 * Zero-employment households (零就业家庭, domain 4.5 and 4.7): with somebody of the labour base, and nobody at work. The
 * database keeps the list (migration 2200); here are its words, and the same rule for whoever recomputes it.
 */

/** Why a household came onto the list. */
export const OPENED_FOR = ['LABOUR_APPEARED', 'EARNER_LEFT', 'WORK_ENDED'] as const;
/** Why it left it. */
export const CLEARED_FOR = ['WORK_FOUND', 'EARNER_JOINED', 'NO_LABOUR_LEFT'] as const;

/** Days within which a case is to be cleared (动态清零, domain 4.7: default 30). */
export const CLEARED_WITHIN_DAYS = 30;

/** A living member, as the rule sees one. */
export interface MemberWork {
  readonly inBase: boolean;
  readonly employed: boolean;
}

/** Is a household of these living members on the list? One without labour is outside. */
export function isZeroEmployment(members: readonly MemberWork[]): boolean {
  return members.some(({ inBase }) => inBase) && !members.some(({ employed }) => employed);
}

/** Days that a case has been open, or was: from the day on which it was opened to `until`, 0 on the same day. */
export function daysOpen(openedOn: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(openedOn)) / 86_400_000);
}
