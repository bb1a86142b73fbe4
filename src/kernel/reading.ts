import type { Message } from './error.js';

/** A text that could not be understood: why, in both languages, and never the text itself. */
export interface Refused {
  ok: false;
  reason: string;
  text: Message;
}

/** What a reader answers: the meaning, or the reason why there is none. A reader never guesses. */
export type Reading<T> = (T & { ok: true }) | Refused;

export function refused(reason: string, zh: string, en: string): Refused {
  return { ok: false, reason, text: { zh, en } };
}
