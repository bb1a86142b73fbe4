import { Flowing, type Next } from './flow.js';

/**
 * What waits for one reader. Whoever tells it never waits and never throws; what waits, and how that is bounded, says the
 * queue that extends it. Here is the reader's side.
 */
export abstract class OneReader<T> extends Flowing<T> {
  private waiting: ((next: Next<T>) => void) | undefined;
  private rejecting: ((fault: unknown) => void) | undefined;
  private fault: unknown;
  private ended = false;

  /** `onEnd` is called once, however it ends. */
  protected constructor(private readonly onEnd: () => void) {
    super();
  }

  /** Has it ended? */
  get over(): boolean {
    return this.ended;
  }

  /** Ends with a fault, after what is already queued. */
  fail(fault: unknown): void {
    if (this.ended) return;
    this.fault = fault;
    this.finish();
  }

  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    const item = this.take();
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

  /** The next item that waits, which leaves the queue. */
  protected abstract take(): T | undefined;
  /** Forgets what waits. */
  protected abstract clear(): void;

  /** Hands an item to a reader who waits for one; answers false when nobody does. */
  protected hand(item: T): boolean {
    const give = this.waiting;
    if (!give) return false;
    this.waiting = undefined;
    // Not before everybody has heard of what is told, whoever decides who may be told it among them.
    queueMicrotask(() => give({ value: item, done: false }));
    return true;
  }

  /** At once, whether or not somebody waits for the next item; what was queued is forgotten. */
  protected end(): Promise<void> {
    this.clear();
    this.fault = undefined;
    this.finish();
    return Promise.resolve();
  }

  /** Takes nothing more; what waits is told yet. */
  protected finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.onEnd();
    const { waiting, rejecting, fault } = this;
    this.waiting = undefined;
    this.rejecting = undefined;
    if (!waiting) return;
    this.fault = undefined;
    if (fault === undefined) waiting({ value: undefined, done: true });
    else rejecting?.(fault);
  }
}
