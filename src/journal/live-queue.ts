import { OneReader } from './one-reader.js';

/**
 * One bounded queue per subscription, with one reader, who falls behind by more than the bound at the price of being
 * told so and ended, and may resume after the last position it saw.
 */
export class LiveQueue<T> extends OneReader<T> {
  private readonly items: T[] = [];
  private waitingWeight = 0;

  /**
   * `limit`: what may wait at most, by the sum of `weigh` (1 for each item by default); an item that is
   * heavier than that is taken when nothing else waits. `overflow` makes the fault of a reader that is too
   * slow. `onEnd` is called once, however it ends.
   */
  constructor(
    private readonly limit: number,
    private readonly overflow: () => unknown,
    onEnd: () => void,
    private readonly weigh: (item: T) => number = () => 1,
  ) {
    super(onEnd);
  }

  /** How many items wait. */
  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    if (this.over || this.hand(item)) return;
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
    this.take();
  }

  protected take(): T | undefined {
    const item = this.items.shift();
    if (item !== undefined) this.waitingWeight -= this.weigh(item);
    return item;
  }

  protected clear(): void {
    this.items.length = 0;
    this.waitingWeight = 0;
  }
}
