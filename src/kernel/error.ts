/**
 * The only errors that may leave the house. Each says what kind of fault it is (`code`), which fault
 * exactly (`reason`), and the same sentence in Chinese and English. `details` may be shown to the
 * caller and must never hold a value of a person; `cause` goes to the log alone.
 */

export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RATE_LIMITED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A sentence for people, in both languages of the product. */
export interface Message {
  zh: string;
  en: string;
}

export interface ErrorDetails {
  /** The input field at fault, as the caller wrote it: `input.headcount`. */
  field?: string;
  /** What the caller may do now: allowed steps, near codes, the limit. */
  allowed?: readonly string[];
  suggestion?: string;
  limit?: number;
  retryAfterSeconds?: number;
  [key: string]: unknown;
}

export class HouseError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly reason: string,
    readonly text: Message,
    readonly details: ErrorDetails = {},
    cause?: unknown,
  ) {
    super(text.en, cause === undefined ? undefined : { cause });
    this.name = 'HouseError';
  }
}

/** The value itself is wrong. `field` names it. */
export function badInput(
  field: string,
  reason: string,
  text: Message,
  details: ErrorDetails = {},
): HouseError {
  return new HouseError('BAD_USER_INPUT', reason, text, { field, ...details });
}

/** The value is right, the moment is wrong. */
export function conflict(reason: string, text: Message, details: ErrorDetails = {}): HouseError {
  return new HouseError('CONFLICT', reason, text, details);
}

/** Not there, or not yours to know of: the same answer for both, so that nobody can probe. `field` named it. */
export function notFound(noun: Message, field?: string): HouseError {
  return new HouseError(
    'NOT_FOUND',
    'NOT_FOUND',
    {
      zh: `找不到该${noun.zh}，或您无权查看。`,
      en: `No such ${noun.en}, or it is not yours to see.`,
    },
    field === undefined ? {} : { field },
  );
}

/** We know you; this is not your side's verb. */
export function forbidden(action: string, allowed: readonly string[]): HouseError {
  return new HouseError(
    'FORBIDDEN',
    'NOT_ALLOWED',
    {
      zh: `您的角色不能执行此操作（${action}）。`,
      en: `Your role may not do this (${action}).`,
    },
    { action, allowed },
  );
}
