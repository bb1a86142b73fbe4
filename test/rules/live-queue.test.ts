import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { LiveQueue } from '#journal/live-queue.js';

class TooSlow extends Error {}

function open(limit: number, weigh?: (item: number) => number) {
  const onEnd = jest.fn();
  const queue = new LiveQueue<number>(limit, () => new TooSlow(), onEnd, weigh);
  return { queue, onEnd };
}

/** What a reader does or has done to it. */
type Step = { push: number } | 'next';
const steps = fc.array(
  fc.oneof(
    fc.nat(9).map((push): Step => ({ push })),
    fc.constant<Step>('next'),
  ),
  {
    maxLength: 60,
  },
);

describe('the queue of a subscription', () => {
  test('gives what was pushed, in order, each once, as long as the reader keeps up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat()), async (items) => {
        const { queue } = open(items.length + 1);
        for (const item of items) queue.push(item);
        const read: number[] = [];
        for (const _ of items) read.push((await queue.next()).value as number);
        expect(read).toEqual(items);
      }),
    );
  });

  test('holds never more than its bound, gives a beginning of what was pushed, and says when it stops', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 8 }), async (said, limit) => {
        const { queue, onEnd } = open(limit);
        const pushed: number[] = [];
        const reading: Promise<IteratorResult<number>>[] = [];
        let waits = false;
        for (const step of said) {
          if (step === 'next') {
            // One reader: it asks again when it has its answer.
            if (waits) continue;
            waits = queue.size === 0 && onEnd.mock.calls.length === 0;
            reading.push(queue.next());
            continue;
          }
          pushed.push(step.push);
          queue.push(step.push);
          waits = false;
          expect(queue.size).toBeLessThanOrEqual(limit);
        }
        const overflowed = onEnd.mock.calls.length > 0;
        await queue.return();
        const settled = await Promise.allSettled(reading);
        const read = settled.flatMap((s) =>
          s.status === 'fulfilled' && !s.value.done ? [s.value.value] : [],
        );
        expect(read).toEqual(pushed.slice(0, read.length));
        for (const s of settled) if (s.status === 'rejected') expect(s.reason).toBeInstanceOf(TooSlow);
        if (settled.some((s) => s.status === 'rejected')) expect(overflowed).toBe(true);
        expect(onEnd).toHaveBeenCalledTimes(1);
      }),
    );
  });

  test('is ended with the fault of a slow reader as soon as one more would be too many', async () => {
    const { queue, onEnd } = open(3);
    for (const item of [1, 2, 3]) queue.push(item);
    expect(onEnd).not.toHaveBeenCalled();
    queue.push(4);
    expect(onEnd).toHaveBeenCalledTimes(1);
    expect(queue.size).toBe(0);
    await expect(queue.next()).rejects.toBeInstanceOf(TooSlow);
    expect(await queue.next()).toEqual({ value: undefined, done: true });
    queue.push(5);
    expect(await queue.next()).toEqual({ value: undefined, done: true });
  });

  test('weighs what waits, and takes one thing of any weight when nothing waits', async () => {
    const { queue, onEnd } = open(10, (weight) => weight);
    queue.push(5000);
    expect(queue.size).toBe(1);
    expect((await queue.next()).value).toBe(5000);
    for (const weight of [4, 6]) queue.push(weight);
    expect(onEnd).not.toHaveBeenCalled();
    expect((await queue.next()).value).toBe(4);
    queue.push(4);
    expect(onEnd).not.toHaveBeenCalled();
    queue.push(1);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  test('a failure comes after what was queued before it', async () => {
    const { queue } = open(3);
    queue.push(1);
    queue.fail(new TooSlow());
    expect((await queue.next()).value).toBe(1);
    await expect(queue.next()).rejects.toBeInstanceOf(TooSlow);
  });

  test('a reader who waits is told of the end at once: by leaving, and by a failure', async () => {
    const left = open(3);
    const waiting = left.queue.next();
    await left.queue.return();
    expect(await waiting).toEqual({ value: undefined, done: true });
    const failed = open(3);
    const refused = failed.queue.next();
    failed.queue.fail(new TooSlow());
    await expect(refused).rejects.toBeInstanceOf(TooSlow);
    for (const { onEnd } of [left, failed]) expect(onEnd).toHaveBeenCalledTimes(1);
  });
});
