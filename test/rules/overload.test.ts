import { describe, expect, test } from '@jest/globals';
import { Overload, type Work } from '#server/overload.js';

const WORK: readonly Work[] = ['LINE', 'SUBSCRIPTION', 'QUERY', 'MUTATION'];
const CALM = { delayMs: 20, waiting: 0 };
const LATE = { delayMs: 300, waiting: 0 };
const CROWDED = { delayMs: 20, waiting: 250 };
const FAR_TOO_LATE = { delayMs: 1_000, waiting: 0 };

function afterLooks(...looks: readonly (readonly [times: number, look: typeof CALM])[]): Overload {
  const overload = new Overload({ delayMs: 250, waiting: 200 });
  for (const [times, look] of looks) for (let i = 0; i < times; i += 1) overload.look(look);
  return overload;
}

describe('a process', () => {
  test('refuses nothing while it is fine, nor for one long turn or a short rush', () => {
    for (const overload of [
      afterLooks(),
      afterLooks([20, CALM]),
      afterLooks([6, CALM], [1, FAR_TOO_LATE]),
      afterLooks([6, CALM], [5, LATE], [1, CALM], [5, LATE]),
    ])
      expect(WORK.filter((work) => overload.refuses(work))).toEqual([]);
  });

  test('that is late, or whose pool is waited for, for a while refuses everything new but mutations', () => {
    for (const overload of [
      afterLooks([6, LATE]),
      afterLooks([6, CROWDED]),
      afterLooks([3, LATE], [3, CROWDED]),
    ])
      expect(WORK.filter((work) => overload.refuses(work))).toEqual(['LINE', 'SUBSCRIPTION', 'QUERY']);
  });

  test('refuses mutations too only when it is four times beyond', () => {
    expect(afterLooks([6, FAR_TOO_LATE]).refuses('MUTATION')).toBe(true);
    expect(afterLooks([5, FAR_TOO_LATE], [1, LATE]).refuses('MUTATION')).toBe(false);
    expect(afterLooks([6, FAR_TOO_LATE], [6, LATE]).level).toBe(1);
  });

  test('lets in again when it has been fine for as long', () => {
    expect(afterLooks([6, LATE], [5, CALM]).refuses('LINE')).toBe(true);
    expect(afterLooks([6, LATE], [6, CALM]).refuses('LINE')).toBe(false);
    expect(afterLooks([6, FAR_TOO_LATE], [6, CALM]).level).toBe(0);
  });
});
