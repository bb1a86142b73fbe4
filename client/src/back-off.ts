/** How a client waits between attempts. */
export interface BackOff {
  /** Width of the first wait, in ms; doubled with each attempt. */
  readonly baseMs: number;
  /** Width of a wait at most, in ms. */
  readonly mostMs: number;
  /** A number from 0 to 1, as Math.random gives it. */
  readonly random: () => number;
}

/** RFC 6455 (1001, 1012, 1013 as registered by IANA); 4429 is this server's: too many sockets of the account. */
const GOING_AWAY = 1001;
const RESTART = 1012;
const TRY_LATER = 1013;
const TOO_MANY = 4429;
/** A server that restarts loses all its clients in one moment: they come back over at least this time. */
const SPREAD_MS = 2_000;
const LATER_MS = 5_000;
/** No advice keeps a client away for longer. */
const MOST_ADVICE_MS = 600_000;

/**
 * How long to wait before the attempt `attempt` (the first is 0), in ms: exponential with full jitter, so that those
 * who were cut in one moment do not come back in one. `code` is the close code; `adviceMs` what the server asked for.
 */
export function waitBefore(
  attempt: number,
  { baseMs, mostMs, random }: BackOff,
  code = 0,
  adviceMs = 0,
): number {
  const width = Math.min(mostMs, baseMs * 2 ** Math.min(attempt, 30));
  const spread =
    code === GOING_AWAY || code === RESTART ? Math.max(width, Math.min(SPREAD_MS, mostMs)) : width;
  const floor = code === TRY_LATER || code === TOO_MANY ? Math.min(LATER_MS, mostMs) : 0;
  return Math.max(floor, Math.min(adviceMs, MOST_ADVICE_MS)) + random() * spread;
}

/** The seconds that a close reason asks for (`retryAfter=3`, `{"retryAfter":3}`), in ms; 0: none. */
export function adviceIn(reason: string): number {
  const [, seconds] = /retry-?after(?:seconds)?\W{1,4}(\d+(?:\.\d+)?)/i.exec(reason) ?? [];
  return seconds === undefined ? 0 : Number(seconds) * 1000;
}
