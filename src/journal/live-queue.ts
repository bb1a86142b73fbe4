import { Flowing, type Next } from './flow.js';

/**
 * One bounded queue per subscription, with one reader. Whoever pushes never waits and never throws; a reader
 * that falls further behind than the bound is told so and ended, and may resume after the last position it saw.
 */
export class LiveQueue<T> extends Flowing<T> {
  private readonly items: T[] = [];
  private waitingWeight = 0;
  private waiting: ((next: Next<T>) => void) | undefined;
  private rejecting: ((fault: unknown) => void) | undefined;
  private fault: unknown;
  private ended = false;

  /**
   * `limit`: what may wait at most, by the sum of `weigh` (1 for each item by default); an item that is
   * heavier than that is taken when nothing else waits. `overflow` makes the fault of a reader that is too
   * slow. `onEnd` is called once, however it ends.
   */
  constructor(
    private readonly limit: number,
    private readonly overflow: () => unknown,
    private readonly onEnd: () => void,
    private readonly weigh: (item: T) => number = () => 1,
  ) {
    super();
  }

  /** How many items wait. */
  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    if (this.ended) return;
    if (this.waiting) {
      const give = this.waiting;
      this.waiting = undefined;
      // Not before everybody has heard of what is told, whoever decides who may be told it among them.
      queueMicrotask(() => give({ value: item, done: false }));
      return;
    }
    const weight = this.weigh(item);
    if (this.items.length > 0 && this.waitingWeight + weight > this.limit) {
      this.clear();
      this.fail(this.overflow());
      return;
    }
    this.items.push(item);
    this.waitingWeight += weight;
  }

  /** Forgets the oldest waiting item: for gauges, whose newest value is all that counts. */
  drop(): void {
    this.shift();
  }

  /** Ends with a fault, after what is already queued. */
  fail(fault: unknown): void {
    if (this.ended) return;
    this.fault = fault;
    this.finish();
  }

  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    const item = this.shift();
    if (item !== undefined) give({ value: item, done: false });
    else if (this.fault !== undefined) {
      const { fault } = this;
      this.fault = undefined;
      fail(fault);
    } else if (this.ended) give({ value: undefined, done: true });
    else {
      this.waiting = give;
      this.rejecting = fail;
    }
  }

  /** At once, whether or not somebody waits for the next item; what was queued is forgotten. */
  protected end(): Promise<void> {
    this.clear();
    this.fault = undefined;
    this.finish();
    return Promise.resolve();
  }

  private finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
    const { waiting, rejecting } = this;
    this.waiting = undefined;
    this.rejecting = undefined;
    if (!waiting) return;
    if (this.fault !== undefined) {
      const { fault } = this;
      this.fault = undefined;
      rejecting?.(fault);
    } else waiting({ value: undefined, done: true });
  }

  private shift(): T | undefined {
    const item = this.items.shift();
    if (item !== undefined) this.waitingWeight -= this.weigh(item);
    return item;
  }

  private clear(): void {
    this.items.length = 0;
    this.waitingWeight = 0;
  }
}
