import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { HouseError } from '#kernel/error.js';

/**
 * Where points are counted. `consume` adds `points` to what `key` has spent in the running minute; it resolves
 * while that is within the limit and rejects with a RateLimiterRes when it is not. Every limiter of
 * rate-limiter-flexible is one; `createSharedPoints` is the one that several processes share.
 */
export interface PointStore {
  consume(key: string, points: number): Promise<RateLimiterRes>;
}

/** What an account has left; with the points of the request it is the answer's `extensions.cost`. */
export interface Allowance {
  /** Points in a minute. */
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the minute of this account begins anew. */
  readonly resetsInSeconds: number;
}

export interface RateLimit {
  /**
   * Takes `points` (at least 1 is taken, so that nothing is free) from the account's minute. Throws
   * RATE_LIMITED/RATE_LIMITED with `retryAfterSeconds` when they are not there, which also spends what is
   * left; SERVICE_UNAVAILABLE/RATE_LIMIT_UNAVAILABLE when the store does not answer.
   */
  charge(accountId: string, points: number): Promise<Allowance>;
}

const MINUTE_SECONDS = 60;

/** Counts points by account; in the memory of this process unless a `store` is given. */
export function createRateLimit({
  pointsPerMinute,
  store = new RateLimiterMemory({ points: pointsPerMinute, duration: MINUTE_SECONDS }),
}: {
  pointsPerMinute: number;
  store?: PointStore;
}): RateLimit {
  return {
    async charge(accountId, points) {
      try {
        const spent = await store.consume(accountId, Math.max(1, Math.ceil(points)));
        return {
          limit: pointsPerMinute,
          remaining: spent.remainingPoints,
          resetsInSeconds: secondsOf(spent),
        };
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes
          ? rateLimited(pointsPerMinute, secondsOf(refusal))
          : storeUnavailable(refusal);
      }
    },
  };
}

function secondsOf({ msBeforeNext }: RateLimiterRes): number {
  return Math.max(1, Math.ceil(msBeforeNext / 1000));
}

function rateLimited(limit: number, retryAfterSeconds: number): HouseError {
  return new HouseError(
    'RATE_LIMITED',
    'RATE_LIMITED',
    {
      zh: `请求过于频繁，本分钟的额度（${limit} 点）已用完，请在 ${retryAfterSeconds} 秒后重试。`,
      en: `Too much in one minute: ${limit} points are spent. Try again in ${retryAfterSeconds} s.`,
    },
    { limit, retryAfterSeconds },
  );
}

function storeUnavailable(cause: unknown): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'RATE_LIMIT_UNAVAILABLE',
    {
      zh: '暂时无法核对请求额度，请稍后重试。',
      en: 'Allowances cannot be checked right now. Try again shortly.',
    },
    { retryAfterSeconds: 2 },
    cause,
  );
}
