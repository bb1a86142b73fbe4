import { describe, expect, test } from '@jest/globals';
import { flowOf, HeadedFlow, type Next, Unbundled } from '#journal/flow.js';
import { LiveQueue } from '#journal/live-queue.js';
import { Turnstile } from '#journal/turnstile.js';

const queueOf = <T>() =>
  new LiveQueue<T>(
    100,
    () => new Error('too slow'),
    () => undefined,
  );

async function* yielding<T>(...items: T[]): AsyncGenerator<T, void, undefined> {
  yield* items;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const item of items) read.push(item);
  return read;
}

describe('a flow', () => {
  test('hands over what waits in the very call, and what comes later when everybody has heard of it', async () => {
    const queue = queueOf<number>();
    const given: Next<number>[] = [];
    const take = () =>
      queue.receive(
        (next) => given.push(next),
        () => undefined,
      );
    queue.push(1);
    take();
    expect(given).toEqual([{ value: 1, done: false }]);
    take();
    queue.push(2);
    expect(given).toHaveLength(1);
    await Promise.resolve();
    expect(given).toHaveLength(2);
  });

  test('tells its head first, then its tail, and nothing after it was ended', async () => {
    const queue = queueOf<number>();
    for (const item of [3, 4]) queue.push(item);
    queue.fail(new Error('over'));
    const flow = new HeadedFlow(yielding(1, 2), queue, () => undefined);
    const read: number[] = [];
    await expect(async () => {
      for await (const item of flow) read.push(item);
    }).rejects.toThrow('over');
    expect(read).toEqual([1, 2, 3, 4]);
    expect(await flow.next()).toEqual({ value: undefined, done: true });
  });

  test('lets go of what its head waits for when it is ended, and so does a head that fails', async () => {
    const released: string[] = [];
    const ended = new HeadedFlow(yielding(1), queueOf<number>(), () => released.push('ended'));
    await ended.return();
    expect(await ended.next()).toEqual({ value: undefined, done: true });
    const broken = (async function* (): AsyncGenerator<number, void, undefined> {
      yield* yielding<number>();
      throw new Error('broken');
    })();
    const failing = new HeadedFlow(broken, queueOf<number>(), () => released.push('failed'));
    await expect(failing.next()).rejects.toThrow('broken');
    expect(released).toEqual(['ended', 'failed']);
  });

  test('takes bundles apart in their order, empty ones too', async () => {
    const bundles = flowOf(yielding<readonly number[]>([1, 2], [], [3]));
    expect(await all(new Unbundled(bundles))).toEqual([1, 2, 3]);
  });
});

describe('a turnstile', () => {
  test('lets as many run at once as it is wide, in the order in which they came, also past one that fails', async () => {
    const turnstile = new Turnstile(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const runs = [0, 1, 2, 3].map((number) =>
      turnstile.run(async () => {
        begun.push(number);
        await new Promise<void>((end) => ends.push(end));
        if (number === 0) throw new Error('failed');
        return number;
      }),
    );
    const settled = Promise.allSettled(runs);
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    for (let at = 0; at < 4; at += 1) {
      while (!ends[at]) await new Promise((next) => setImmediate(next));
      ends[at]?.();
    }
    expect((await settled).map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ]);
    expect(begun).toEqual([0, 1, 2, 3]);
  });
});
