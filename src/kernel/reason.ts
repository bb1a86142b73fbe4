import { badInput } from './error.js';
import { controlCharacter, isPlain } from './plain-text.js';

/** A reason that others will read: plain, 2 to 500 characters, trimmed. BAD_USER_INPUT/REASON or CONTROL_CHARACTER. */
export function reasonText(reason: string, field = 'input.reason'): string {
  const text = reason.trim();
  if (!isPlain(text)) throw controlCharacter(field);
  if (text.length >= 2 && text.length <= 500) return text;
  throw badInput(
    field,
    'REASON',
    { zh: '请填写原因（2 至 500 字）。', en: 'Give a reason of 2 to 500 characters.' },
    { limit: 500 },
  );
}
