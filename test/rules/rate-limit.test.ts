import { describe, expect, test } from '@jest/globals';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { createRateLimit } from '#server/rate-limit.js';

describe('The minute of an account', () => {
  test('tells what is left and when it begins anew', async () => {
    const limit = createRateLimit({ pointsPerMinute: 100 });
    expect(await limit.charge('a', 30)).toEqual({ limit: 100, remaining: 70, resetsInSeconds: 60 });
    expect(await limit.charge('a', 70)).toMatchObject({ remaining: 0 });
  });

  test('is refused when it is spent, with the seconds to wait, and no other account feels it', async () => {
    const limit = createRateLimit({ pointsPerMinute: 100 });
    await limit.charge('a', 100);
    await expect(limit.charge('a', 1)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      reason: 'RATE_LIMITED',
      details: { limit: 100, retryAfterSeconds: 60 },
    });
    expect(await limit.charge('b', 1)).toMatchObject({ remaining: 99 });
  });

  test('nothing is free, and parts of points are whole', async () => {
    const limit = createRateLimit({ pointsPerMinute: 10 });
    await limit.charge('a', 0);
    expect(await limit.charge('a', 1.2)).toMatchObject({ remaining: 7 });
  });

  test('64 requests at once get no more than there is', async () => {
    const limit = createRateLimit({ pointsPerMinute: 50 });
    const answers = await Promise.allSettled(Array.from({ length: 64 }, () => limit.charge('a', 1)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
  });

  test('may be counted in another store, whose failure is no refusal of the caller', async () => {
    const asked: [string, number][] = [];
    const store = {
      async consume(key: string, points: number) {
        asked.push([key, points]);
        if (key === 'broken') throw new Error('down');
        return new RateLimiterRes(5, 1500, points, true);
      },
    };
    const limit = createRateLimit({ pointsPerMinute: 10, store });
    expect(await limit.charge('a', 5)).toEqual({ limit: 10, remaining: 5, resetsInSeconds: 2 });
    await expect(limit.charge('broken', 5)).rejects.toMatchObject({ reason: 'RATE_LIMIT_UNAVAILABLE' });
    expect(asked).toEqual([
      ['a', 5],
      ['broken', 5],
    ]);
  });
});
