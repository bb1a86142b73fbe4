import type { GraphQLFormattedError } from 'graphql';

/** Lines that come back in one second, on the whole: half of what a server of two cores works off (bench: storm). */
const OF_A_SECOND = 100;
/** The window is at least and at most so wide, in seconds. */
const NARROWEST_S = 2;
const WIDEST_S = 60;
/** RFC 6455, section 5.5: a control frame has 125 bytes, two of them the code. */
const MOST_REASON_BYTES = 123;

/** The window over which so many lines are to come back, in seconds. */
export function windowOf(lines: number): number {
  return Math.min(WIDEST_S, Math.max(NARROWEST_S, lines / OF_A_SECOND));
}

/**
 * When each of so many lines that end together is to come back, in seconds from then with two decimals: one in each
 * share of the window, where in it chance (0 to 1) decides.
 */
export function momentsFor(lines: number, chance: () => number = Math.random): number[] {
  const share = windowOf(lines) / Math.max(1, lines);
  return Array.from({ length: lines }, (_, place) => rounded((place + chance()) * share));
}

/** The same for one who is refused alone, beside so many lines: whole seconds, 1 or more, as `Retry-After` has them. */
export function momentBeside(lines: number, chance: () => number = Math.random): number {
  return 1 + Math.floor(chance() * windowOf(lines));
}

/** The reason that a socket is closed with: `REASON`, then what is to be known of it: `limit=5 retryAfter=3.25`. */
export function closeReason(
  reason: string,
  { limit, retryAfterSeconds }: { limit?: number | undefined; retryAfterSeconds?: number | undefined },
): string {
  const words = [
    reason,
    limit === undefined ? [] : `limit=${limit}`,
    retryAfterSeconds === undefined ? [] : `retryAfter=${retryAfterSeconds}`,
  ];
  // Reasons are ASCII, a byte for each character.
  return words.flat().join(' ').slice(0, MOST_REASON_BYTES);
}

/** The same of an error as it is told. */
export function closeReasonOf({ extensions }: Pick<GraphQLFormattedError, 'extensions'>): string {
  const details = extensions?.['details'] as { limit?: number; retryAfterSeconds?: number } | undefined;
  return closeReason(String(extensions?.['reason'] ?? 'REFUSED'), details ?? {});
}

function rounded(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
