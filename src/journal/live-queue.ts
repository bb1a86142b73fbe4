/**
 * One bounded queue per subscription. Whoever pushes never waits and never throws; a reader that falls
 * further behind than the bound is told so and ended, and may resume after the last position it saw.
 */
export class LiveQueue<T> implements AsyncIterableIterator<T> {
  private readonly items: T[] = [];
  private waiting: ((result: IteratorResult<T>) => void) | undefined;
  private rejecting: ((fault: unknown) => void) | undefined;
  private fault: unknown;
  private ended = false;

  constructor(
    private readonly limit: number,
    private readonly overflow: () => unknown,
    private readonly onEnd: () => void,
  ) {}

  get size(): number {
    return this.items.length;
  }

  push(item: T): void {
    if (this.ended) return;
    if (this.waiting) {
      const give = this.waiting;
      this.waiting = undefined;
      give({ value: item, done: false });
      return;
    }
    if (this.items.length >= this.limit) {
      this.items.length = 0;
      this.fail(this.overflow());
      return;
    }
    this.items.push(item);
  }

  /** Forgets the oldest waiting item: for gauges, whose newest value is all that counts. */
  drop(): void {
    this.items.shift();
  }

  /** Ends with a fault, after what is already queued. */
  fail(fault: unknown): void {
    if (this.ended) return;
    this.fault = fault;
    this.finish();
  }

  private finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
    const { waiting, rejecting } = this;
    this.waiting = undefined;
    if (!waiting) return;
    if (this.fault !== undefined) {
      const { fault } = this;
      this.fault = undefined;
      rejecting?.(fault);
    } else waiting({ value: undefined, done: true });
  }

  next(): Promise<IteratorResult<T>> {
    const item = this.items.shift();
    if (item !== undefined) return Promise.resolve({ value: item, done: false });
    if (this.fault !== undefined) {
      const { fault } = this;
      this.fault = undefined;
      return Promise.reject(fault);
    }
    if (this.ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve, reject) => {
      this.waiting = resolve;
      this.rejecting = reject;
    });
  }

  return(): Promise<IteratorResult<T>> {
    this.items.length = 0;
    this.fault = undefined;
    this.finish();
    return Promise.resolve({ value: undefined, done: true });
  }

  throw(fault: unknown): Promise<IteratorResult<T>> {
    void this.return();
    return Promise.reject(fault);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
