import { describe, expect, test } from '@jest/globals';
import { SmallTurns } from '#kernel/small-turns.js';

/** Turns by a clock that each piece of work moves on by one millisecond; two fit into a turn. */
function turnsAndDiary() {
  let now = 0;
  const diary: string[] = [];
  const turns = new SmallTurns(() => now);
  const work = (name: string): void => {
    now += 1;
    diary.push(name);
  };
  /** Notes when something else that has come gets its turn. */
  const others = (): Promise<void> =>
    new Promise((seen) =>
      setImmediate(() => {
        diary.push('others');
        seen();
      }),
    );
  return { turns, work, others, diary };
}

describe('work that may wait', () => {
  test('is done in the order in which it came, a little at a time, and others get their turn between', async () => {
    const { turns, work, others, diary } = turnsAndDiary();
    for (const name of ['a', 'b', 'c', 'd', 'e']) turns.push(() => work(name));
    expect(turns.size).toBe(5);
    for (let turn = 0; turn < 3; turn += 1) await others();
    expect(diary).toEqual(['a', 'b', 'others', 'c', 'd', 'others', 'e', 'others']);
    expect(turns.size).toBe(0);
  });

  test('is measured with all that it calls forth by promises', async () => {
    const { turns, work, others, diary } = turnsAndDiary();
    const long = async (name: string): Promise<void> => {
      await turns.next();
      work(`${name}1`);
      await undefined;
      work(`${name}2`);
      await undefined;
      work(`${name}3`);
    };
    const all = Promise.all([long('a'), long('b')]);
    await others();
    await others();
    await all;
    expect(diary).toEqual(['a1', 'a2', 'a3', 'others', 'b1', 'b2', 'b3', 'others']);
  });

  test('that comes while other work is done waits behind it', async () => {
    const { turns, work, others, diary } = turnsAndDiary();
    turns.push(() => {
      work('a');
      turns.push(() => work('c'));
    });
    turns.push(() => work('b'));
    for (let turn = 0; turn < 2; turn += 1) await others();
    expect(diary).toEqual(['a', 'b', 'others', 'c', 'others']);
  });

  test('begins again whenever there is some', async () => {
    const { turns, work, others, diary } = turnsAndDiary();
    turns.push(() => work('a'));
    await others();
    turns.push(() => work('b'));
    await others();
    expect(diary).toEqual(['a', 'others', 'b', 'others']);
  });
});
