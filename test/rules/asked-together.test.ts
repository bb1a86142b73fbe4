import { expect, test } from '@jest/globals';
import { askedTogether } from '#store/asked-together.js';

/** A question whose answers come when they are let: `answers[i]` ends the i-th asking. */
function question() {
  const answers: ((fails?: boolean) => void)[] = [];
  const ask = askedTogether(() => {
    const nr = answers.length + 1;
    return new Promise<number>((done, failed) => {
      answers.push((fails = false) => (fails ? failed(new Error(`${nr} fails`)) : done(nr)));
    });
  });
  return { ask, answers };
}

test('whoever asks while it is being asked shares the next answer with all who do', async () => {
  const { ask, answers } = question();
  const first = ask();
  const late = [ask(), ask()];
  answers[0]?.();
  expect(await first).toBe(1);
  const later = ask();
  answers[1]?.();
  expect(await Promise.all(late)).toEqual([2, 2]);
  answers[2]?.();
  expect([await later, answers.length]).toEqual([3, 3]);
});

test('a failure is for those alone who share it', async () => {
  const { ask, answers } = question();
  const first = ask();
  const second = ask();
  answers[0]?.(true);
  await expect(first).rejects.toThrow('1 fails');
  answers[1]?.();
  expect(await second).toBe(2);
  const third = ask();
  answers[2]?.();
  expect(await third).toBe(3);
});
