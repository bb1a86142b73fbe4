import { describe, expect, test } from '@jest/globals';
import { FairLane } from '#store/fair-lane.js';

/** Work of which the test says when it is done. */
function piece() {
  let done: () => void = () => undefined;
  const until = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { until, done: () => done() };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('The lane of those who look back', () => {
  test('runs one piece of an account at a time, and the accounts in turn', async () => {
    const lane = new FairLane(1, 100);
    const begun: string[] = [];
    const all = ['甲1', '甲2', '甲3', '乙1', '乙2', '丙1'].map((name) =>
      lane.run(name.charAt(0), async () => {
        begun.push(name);
        await settled();
      }),
    );
    await Promise.all(all);
    expect(begun).toEqual(['甲1', '乙1', '丙1', '甲2', '乙2', '甲3']);
  });

  test('keeps its other tracks free of an account that is on one', async () => {
    const lane = new FairLane(2, 100);
    const slow = piece();
    const begun: string[] = [];
    const run = (who: string, name: string, until: Promise<unknown> = Promise.resolve()) =>
      lane.run(who, () => {
        begun.push(name);
        return until;
      });
    const first = run('甲', '甲1', slow.until);
    const second = run('甲', '甲2');
    await run('乙', '乙1');
    await run('乙', '乙2');
    expect(begun).toEqual(['甲1', '乙1', '乙2']);
    slow.done();
    await Promise.all([first, second]);
    expect(begun).toEqual(['甲1', '乙1', '乙2', '甲2']);
  });

  test('refuses an account as much of which waits as may, and nobody else', async () => {
    const lane = new FairLane(1, 2);
    const slow = piece();
    const all = ['甲', '甲', '甲', '乙'].map((who) => lane.run(who, () => slow.until));
    await expect(lane.run('甲', () => slow.until)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      reason: 'TOO_MUCH_WAITING',
    });
    slow.done();
    await Promise.all(all);
    await expect(lane.run('甲', () => Promise.resolve('again'))).resolves.toBe('again');
  });

  test('forgets at once whoever leaves before the turn comes', async () => {
    const lane = new FairLane(1, 1);
    const slow = piece();
    const first = lane.run('甲', () => slow.until);
    const leaving = new AbortController();
    let ran = false;
    const work = async () => {
      ran = true;
    };
    const second = lane.run('甲', work, leaving.signal);
    leaving.abort();
    await expect(second).resolves.toBeUndefined();
    const third = lane.run('甲', () => Promise.resolve('third'));
    slow.done();
    await first;
    await expect(third).resolves.toBe('third');
    await expect(lane.run('甲', work, leaving.signal)).resolves.toBeUndefined();
    expect(ran).toBe(false);
  });

  test('goes on after work that failed', async () => {
    const lane = new FairLane(1, 10);
    const failing = lane.run('甲', () => Promise.reject(new Error('broken')));
    const next = lane.run('甲', () => Promise.resolve('next'));
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('next');
  });
});
