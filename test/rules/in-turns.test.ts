import { describe, expect, test } from '@jest/globals';
import { inTurns } from '#sheet/in-turns.js';

/** Numbers from 1, and what became of whoever gives them out. */
function numbers(upto: number) {
  const told = { given: 0, closed: false };
  async function* give() {
    try {
      for (let n = 1; n <= upto; n += 1) {
        told.given = n;
        yield n;
      }
    } finally {
      told.closed = true;
    }
  }
  return { told, all: give() };
}

describe('batches that are worked on several at once', () => {
  test.each([1, 2, 3])(
    'each has its turn once, in their order, never more than %d at a time',
    async (atOnce) => {
      const { told, all } = numbers(7);
      const begun: number[] = [];
      let [going, most] = [0, 0];
      await inTurns(all, atOnce, async (n) => {
        begun.push(n);
        most = Math.max(most, (going += 1));
        await new Promise(setImmediate);
        going -= 1;
      });
      expect([begun, most, told.closed]).toEqual([[1, 2, 3, 4, 5, 6, 7], atOnce, true]);
    },
  );

  test('after a fault none is begun, and it is told when the others have ended', async () => {
    const { told, all } = numbers(100);
    const ended: number[] = [];
    const work = async (n: number): Promise<void> => {
      if (n === 3) throw new Error('the third');
      for (let turns = 0; turns < 5; turns += 1) await new Promise(setImmediate);
      ended.push(n);
    };
    await expect(inTurns(all, 2, work)).rejects.toThrow('the third');
    expect(told.given).toBeLessThan(7);
    expect(ended).toContain(2);
    expect(told.closed).toBe(true);
  });

  test('a file that ends early is told as such', async () => {
    const all = (async function* () {
      yield 1;
      throw new Error('cut');
    })();
    await expect(inTurns(all, 2, async () => undefined)).rejects.toThrow('cut');
  });
});
