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
