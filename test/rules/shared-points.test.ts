import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createRateLimit } from '#server/rate-limit.js';
import { createSharedPoints } from '#server/shared-points.js';
import type { LendPoints } from '#store/lend-points.js';

const LIMIT = 1_000;

/** Lends as the database does, and counts how often it is asked. */
class Lender {
  readonly faults: unknown[] = [];
  readonly missed = (fault: unknown): void => void this.faults.push(fault);
  readonly spent = new Map<string, number>();
  asked = 0;
  away = false;
  msLeft = 60_000;

  readonly lend: LendPoints = async (account, points, limit) => {
    this.asked += 1;
    await new Promise((done) => setTimeout(done, 0));
    if (this.away) throw new Error('away');
    const before = this.spent.get(account) ?? 0;
    const granted = Math.max(0, Math.min(points, limit - before));
    this.spent.set(account, before + granted);
    return { granted, beyond: limit - before - granted, msLeft: this.msLeft };
  };
}

const processOf = (lender: Lender) =>
  createRateLimit({ pointsPerMinute: LIMIT, store: createSharedPoints(LIMIT, lender.lend, lender.missed) });
const spend = async (process: ReturnType<typeof processOf>, points: number): Promise<number> =>
  process.charge('a', points).then(
    () => points,
    () => 0,
  );

describe('The minute of an account in several processes', () => {
  test('is counted exactly by one process alone, which asks seldom', async () => {
    const lender = new Lender();
    const one = processOf(lender);
    for (let i = 1; i <= LIMIT; i += 1)
      expect(await one.charge('a', 1)).toMatchObject({ limit: LIMIT, remaining: LIMIT - i });
    await expect(one.charge('a', 1)).rejects.toMatchObject({ reason: 'RATE_LIMITED' });
    expect(lender.asked).toBeLessThan(25);
    const { asked } = lender;
    for (let i = 0; i < 50; i += 1)
      await expect(one.charge('a', 1)).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    expect(lender.asked).toBe(asked);
    expect(await one.charge('b', 1)).toMatchObject({ remaining: LIMIT - 1 });
  });

  test('is never more than the limit, whoever asks wherever and at once, and most of it can be used', async () => {
    const requests = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 60 })), {
      minLength: 60,
      maxLength: 90,
    });
    await fc.assert(
      fc.asyncProperty(requests, async (asked) => {
        const lender = new Lender();
        const all = Array.from({ length: 4 }, () => processOf(lender));
        const spent = await Promise.all(
          asked.map(([nr, points]) => spend(all[nr] ?? processOf(lender), points)),
        );
        const total = spent.reduce((a, b) => a + b, 0);
        const wanted = asked.reduce((sum, [, points]) => sum + points, 0);
        expect(total).toBeLessThanOrEqual(LIMIT);
        expect(total).toBeGreaterThanOrEqual(Math.min(wanted, LIMIT) * 0.5);
      }),
      { numRuns: 40 },
    );
  });

  test('is not eaten up by processes that die one after another', async () => {
    const lender = new Lender();
    for (let death = 0; death < 20; death += 1) expect(await spend(processOf(lender), 20)).toBe(20);
    expect(await spend(processOf(lender), 300)).toBe(300);
  });

  test('serves a request that is dearer than a part, while there is enough', async () => {
    const one = processOf(new Lender());
    expect(await one.charge('a', 900)).toMatchObject({ remaining: 100 });
    expect(await spend(one, 101)).toBe(0);
    // What was left is spent by the attempt.
    expect(await spend(one, 1)).toBe(0);
  });

  test('is counted by each for itself while the lender is away, up to the limit, which is told once', async () => {
    const lender = new Lender();
    const one = processOf(lender);
    await one.charge('a', 10);
    lender.away = true;
    let spent = 10;
    for (let i = 0; i < 1_200; i += 1) spent += await spend(one, 1);
    expect(spent).toBe(LIMIT);
    expect(lender.faults).toHaveLength(1);
  });

  test('begins anew when it is over', async () => {
    const lender = new Lender();
    lender.msLeft = 30;
    const one = processOf(lender);
    expect(await spend(one, LIMIT)).toBe(LIMIT);
    expect(await spend(one, 1)).toBe(0);
    lender.spent.clear();
    await new Promise((done) => setTimeout(done, 40));
    expect(await one.charge('a', 1)).toMatchObject({ remaining: LIMIT - 1 });
  });
});
