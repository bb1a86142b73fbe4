import { LRUCache } from 'lru-cache';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { LendPoints } from '#store/lend-points.js';
import type { PointStore } from './rate-limit.js';

/**
 * A process borrows of an account's minute as much as it has spent of it already, within these parts of the whole: who spends
 * it all costs some fifteen questions of the database, and who dies, or is asked no more, takes little along.
 */
const SMALLEST_PART = 100;
const BIGGEST_PART = 10;
const MINUTE_MS = 60_000;
/** Who is not answered by then counts for itself: the limit must not cost anybody the answer. */
const PATIENCE_MS = 1_000;
const ROUND_TRIP_MS = 2 * PATIENCE_MS;
const MOST_REMEMBERED = 20_000;

/** What this process knows of an account's running minute. */
interface Minute {
  /** Borrowed and not spent. */
  left: number;
  /** Not borrowed by anybody, as far as is known here; undefined: nothing was asked yet. */
  beyond: number | undefined;
  /** Spent here. */
  spent: number;
  /** When it ends, by `performance.now`. */
  until: number;
  asking: Promise<void> | undefined;
}

/**
 * Counts an account's minute for all processes together. Each borrows it in parts, so that most requests are counted here alone.
 * What one has borrowed and does not spend is lost to the others until the minute is over; so of many processes
 * an account may get a little less than its limit, and never more. While the lender does not answer, each process counts
 * for itself, and `onFault` is told.
 */
export function createSharedPoints(
  limit: number,
  lend: LendPoints,
  onFault: (fault: unknown) => void,
): PointStore {
  let toldAt = Number.NEGATIVE_INFINITY;
  const minutes = new LRUCache<string, Minute>({ max: MOST_REMEMBERED });

  function minuteOf(key: string): Minute {
    let minute = minutes.get(key);
    if (!minute || minute.until <= performance.now()) {
      minute = {
        left: 0,
        beyond: undefined,
        spent: 0,
        until: performance.now() + MINUTE_MS,
        asking: undefined,
      };
      minutes.set(key, minute);
    }
    return minute;
  }

  async function borrow(key: string, minute: Minute, lacking: number): Promise<void> {
    const usual = Math.min(Math.max(limit / SMALLEST_PART, minute.spent), limit / BIGGEST_PART);
    const part = Math.min(usual, (minute.beyond ?? limit) / 2);
    const points = Math.max(lacking, Math.ceil(part));
    try {
      const { granted, beyond, msLeft } = await soon(lend(key, points, limit));
      const until = performance.now() + msLeft;
      // A minute later than the one that was known here: nothing of that is left.
      if (minute.beyond !== undefined && until > minute.until + ROUND_TRIP_MS) {
        minute.left = 0;
        minute.spent = 0;
      }
      minute.left += granted;
      minute.beyond = beyond;
      minute.until = until;
    } catch (fault) {
      if (performance.now() - toldAt >= MINUTE_MS) onFault(fault);
      toldAt = performance.now();
      minute.left = Math.max(0, limit - minute.spent);
      minute.beyond = 0;
    }
  }

  return {
    async consume(key, points) {
      for (;;) {
        const minute = minuteOf(key);
        const told = () =>
          new RateLimiterRes(
            minute.left + (minute.beyond ?? 0),
            Math.max(0, minute.until - performance.now()),
            minute.spent,
            false,
          );
        if (minute.left >= points) {
          minute.left -= points;
          minute.spent += points;
          return told();
        }
        if (minute.beyond === 0 && !minute.asking) {
          minute.left = 0;
          throw told();
        }
        minute.asking ??= borrow(key, minute, points - minute.left).finally(() => {
          minute.asking = undefined;
        });
        await minute.asking;
      }
    },
  };
}

function soon<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error('the lender does not answer')), PATIENCE_MS).unref();
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
