/** Why the connection was lost, in the server's words, and when it is opened again. */
export interface LostLine {
  /** The close code (RFC 6455; 4400 to 4499: the server's refusals); 0: nobody was asked, for there is no token. */
  readonly code: number;
  /**
   * Machine-readable: GOING_AWAY, TOO_MANY_SOCKETS, TOKEN_EXPIRED, … as the server says it; UNREACHABLE: the line broke,
   * or nobody answered; NO_TOKEN: `token` failed. Empty when nothing was said.
   */
  readonly reason: string;
  /** What `token` failed with; undefined where it did not. */
  readonly cause?: unknown;
  /** What there may be at most, where that is the reason: so many sockets of this account. */
  readonly limit: number | undefined;
  /** When it is tried again. */
  readonly again: Date;
}

/** What is meant where no code and no word came from the server. */
const UNSAID: Readonly<Record<number, string>> = { 0: 'NO_TOKEN', 1006: 'UNREACHABLE' };

/** Reads what a socket was closed with; `waitMs` is until the next attempt. */
export function lostLine(code: number, said: string, waitMs: number): LostLine {
  const [, limit] = /\blimit=(\d{1,9})\b/.exec(said) ?? [];
  return {
    code,
    reason: /^[A-Z][A-Z_]+(?= |$)/.exec(said)?.[0] ?? (said === '' ? (UNSAID[code] ?? '') : said),
    limit: limit === undefined ? undefined : Number(limit),
    again: new Date(Date.now() + waitMs),
  };
}
