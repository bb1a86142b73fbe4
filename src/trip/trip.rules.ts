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
