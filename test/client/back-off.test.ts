import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adviceIn, waitBefore } from '../../client/src/back-off.js';

const BACK_OFF = { baseMs: 500, mostMs: 30_000 };

describe('the wait before a client comes back', () => {
  test('has a width that doubles up to its bound, and chance decides within it', () => {
    const longest = [0, 1, 2, 3, 10, 1_000].map((n) => waitBefore(n, { ...BACK_OFF, random: () => 1 }));
    expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000]);
    expect(waitBefore(5, { ...BACK_OFF, random: () => 0 })).toBe(0);
  });

  test('is spread over two seconds at least when a server went away with all its clients', () => {
    for (const code of [1001, 1012])
      expect(waitBefore(0, { ...BACK_OFF, random: () => 1 }, code)).toBe(2_000);
  });

  test('is five seconds at least when there is too much of it', () => {
    for (const code of [1013, 4429])
      expect(waitBefore(0, { ...BACK_OFF, random: () => 0 }, code)).toBe(5_000);
  });

  test('is never shorter than the server asks, and never longer than that and its width', () => {
    const codes = fc.constantFrom(0, 1001, 1006, 1012, 1013, 4403, 4429);
    fc.assert(
      fc.property(
        fc.nat(40),
        codes,
        fc.nat(600_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, code, advice, chance) => {
          const ms = waitBefore(n, { ...BACK_OFF, random: () => chance }, code, advice);
          expect(ms).toBeGreaterThanOrEqual(advice);
          expect(ms).toBeLessThanOrEqual(Math.max(advice, 5_000) + BACK_OFF.mostMs);
        },
      ),
    );
  });

  test('reads the seconds in a reason', () => {
    expect(
      [
        'retryAfter=3',
        '{"retryAfter":1.5}',
        'Busy; Retry-After: 20',
        '{"retryAfterSeconds":2}',
        'Going away',
        '',
      ].map(adviceIn),
    ).toEqual([3_000, 1_500, 20_000, 2_000, 0, 0]);
  });
});
