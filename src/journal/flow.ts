/** What a reader is handed: the next item, or the end. */
export type Next<T> = IteratorResult<T, undefined>;

/**
 * A stream that may also be read without a promise for each item, so that thousands of readers are told in one loop.
 * It has one reader, who asks for one item at a time, in one of the two ways.
 */
export interface Flow<T> extends AsyncIterableIterator<T, undefined> {
  /** Hands over the next item as soon as there is one, or the end; `fail` is told instead when it ends with a fault. */
  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void;
  return(): Promise<Next<T>>;
}

const END: Next<never> = { value: undefined, done: true };

/** What all flows have in common: they are read with promises by way of `receive`, and end when they are told to. */
export abstract class Flowing<T> implements Flow<T> {
  abstract receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void;
  protected abstract end(): Promise<unknown>;

  next(): Promise<Next<T>> {
    return new Promise((give, fail) => this.receive(give, fail));
  }

  async return(): Promise<Next<T>> {
    await this.end();
    return END;
  }

  async throw(fault: unknown): Promise<Next<T>> {
    await this.end();
    throw fault;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A stream that knows promises alone, as a flow. */
class Promised<T> extends Flowing<T> {
  constructor(private readonly items: AsyncIterator<T, unknown>) {
    super();
  }

  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    this.items.next().then((next) => give(next.done ? END : next), fail);
  }

  protected end(): Promise<unknown> {
    return Promise.resolve(this.items.return?.());
  }
}

/** The stream as a flow, which it may be already. */
export function flowOf<T>(items: AsyncIterableIterator<T> | Flow<T>): Flow<T> {
  return 'receive' in items ? items : new Promised(items);
}

/** First what `head` yields, then the flow `tail`. `release` lets go of what the head waits for. */
export class HeadedFlow<T> extends Flowing<T> {
  constructor(
    private head: AsyncGenerator<T, void, undefined> | undefined,
    private readonly tail: Flow<T>,
    private readonly release: () => void,
  ) {
    super();
  }

  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    const { head, tail } = this;
    if (!head) tail.receive(give, fail);
    else
      head.next().then(
        (next) => {
          if (next.done) {
            this.head = undefined;
            tail.receive(give, fail);
          } else give(next);
        },
        (fault: unknown) => {
          this.end().catch(() => undefined);
          fail(fault);
        },
      );
  }

  protected async end(): Promise<void> {
    this.release();
    await this.tail.return();
    const { head } = this;
    this.head = undefined;
    await head?.return();
  }
}

/** One by one what a flow brings in bundles. */
export class Unbundled<T> extends Flowing<T> {
  private bundle: readonly T[] = [];
  private at = 0;

  constructor(private readonly bundles: Flow<readonly T[]>) {
    super();
  }

  receive(give: (next: Next<T>) => void, fail: (fault: unknown) => void): void {
    if (this.at < this.bundle.length) {
      const value = this.bundle[this.at] as T;
      this.at += 1;
      give({ value, done: false });
    } else
      this.bundles.receive((next) => {
        if (next.done) give(next);
        else {
          this.bundle = next.value;
          this.at = 0;
          this.receive(give, fail);
        }
      }, fail);
  }

  protected end(): Promise<unknown> {
    this.bundle = [];
    return this.bundles.return();
  }
}
