import { describe, expect, test } from '@jest/globals';
import type { Change } from '#journal/change.js';
import { RecentPast } from '#journal/recent-past.js';

/** Changes of these numbers, each of the transaction with the same. */
const changes = (...numbers: number[]): Change[] =>
  numbers.map((nr) => ({ seq: String(nr), xid: String(nr), noun: 'job_posting' }) as Change);
const numbersOf = (told: Iterable<Change>): number[] => [...told].map(({ seq }) => Number(seq));
const batch = (from: number, to: number, ...numbers: number[]) => ({
  from: `${from}:${from}:`,
  to: `${to}:${to}:`,
  changes: changes(...numbers),
});

describe('the recent past', () => {
  test('is told on as it was to whoever is in the middle of it, whatever is heard and let go meanwhile', () => {
    const past = new RecentPast('3:3:', 8);
    past.hear(batch(3, 8, 3, 4, 6, 7));
    const told = past.between('3:3:', '8:8:', '0')[Symbol.iterator]();
    expect(told.next().value?.seq).toBe('3');
    // Slow to commit, and so many more that the beginning is let go.
    past.hear({ ...batch(8, 9), changes: changes(5).map((change) => ({ ...change, xid: '8' })) });
    past.hear(batch(9, 14, 9, 10, 11, 12, 13));
    expect(numbersOf({ [Symbol.iterator]: () => told })).toEqual([4, 6, 7]);
    expect(past.reachesBackTo('3:3:')).toBe(false);
    expect(numbersOf(past.between('9:9:', '14:14:', '0'))).toEqual([9, 10, 11, 12, 13]);
  });

  test('is let go when it is old, from its beginning on', () => {
    let now = 0;
    const past = new RecentPast('3:3:', 100, () => now);
    past.hear(batch(3, 5, 3, 4));
    now = 100_000;
    past.hear(batch(5, 7, 5, 6));
    expect([past.from, past.reachesBackTo('3:3:')]).toEqual(['3:3:', true]);
    now = 130_000;
    past.hear(batch(7, 8));
    expect([past.from, past.entrance, past.room]).toEqual(['5:5:', '5:5:', 98]);
    expect(numbersOf(past.between('5:5:', '8:8:', '5'))).toEqual([6]);
  });

  test('that was read further back is entered where the database has shown it', () => {
    const past = new RecentPast('9:9:', 100);
    past.hear(batch(9, 10, 9));
    past.reachBack('5:5:', changes(5, 6, 7, 8));
    expect([past.from, past.entrance]).toEqual(['5:5:', '9:9:']);
    expect(numbersOf(past.between('6:6:', '10:10:', '0'))).toEqual([6, 7, 8, 9]);
  });
});
