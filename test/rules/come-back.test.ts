import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adviceIn } from '../../client/src/back-off.js';
import { closeReason, momentBeside, momentsFor, windowOf } from '#server/come-back.js';

const lines = fc.integer({ min: 1, max: 3_000 });
const chance = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

describe('those who are cut off together', () => {
  test('come back over a window that is as wide as they are many', () => {
    expect([1, 60, 200, 2_000, 5_000, 1_000_000].map(windowOf)).toEqual([2, 2, 2, 20, 50, 60]);
  });

  test('each have a share of it to themselves', () => {
    fc.assert(
      fc.property(lines, chance, (count, within) => {
        const moments = momentsFor(count, () => within);
        expect(moments).toHaveLength(count);
        const share = windowOf(count) / count;
        // Two decimals are told.
        const astray = moments.filter(
          (moment, place) => moment < place * share - 0.006 || moment > (place + 1) * share + 0.006,
        );
        expect(astray).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('or are refused one by one, and come back at some whole second of it, never at once', () => {
    expect([0, 0.5, 0.99].map((at) => momentBeside(2_000, () => at))).toEqual([1, 11, 20]);
    fc.assert(
      fc.property(lines, chance, (count, at) => {
        const moment = momentBeside(count, () => at);
        expect(Number.isInteger(moment) && moment >= 1 && moment <= Math.ceil(windowOf(count))).toBe(true);
      }),
    );
  });
});

test('a close reason says which, how many and when, within 123 bytes, as the client reads it', () => {
  expect(closeReason('GOING_AWAY', { retryAfterSeconds: 1.25 })).toBe('GOING_AWAY retryAfter=1.25');
  const full = closeReason('TOO_MANY_SOCKETS', { limit: 5, retryAfterSeconds: 2 });
  expect(full).toBe('TOO_MANY_SOCKETS limit=5 retryAfter=2');
  expect(adviceIn(full)).toBe(2_000);
  expect(closeReason('TOKEN_EXPIRED', {})).toBe('TOKEN_EXPIRED');
  expect(closeReason('X'.repeat(200), { limit: 5 })).toHaveLength(123);
});
