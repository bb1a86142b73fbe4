/**
 * A stream made by a generator that can be ended while it waits for its next item. A plain one cannot: its
 * `return` is served only after the item has come, so a listener who left would be kept until then.
 * `release` lets go of what the generator waits for; it is also called when the generator never began.
 */
export function endable<T>(
  items: AsyncGenerator<T, void, undefined>,
  release: () => Promise<unknown> | undefined,
): AsyncIterableIterator<T> {
  const end = async (): Promise<IteratorResult<T>> => {
    await release();
    await items.return();
    return { value: undefined, done: true };
  };
  return {
    next: () => items.next(),
    return: end,
    throw: async (fault: unknown) => {
      await end();
      throw fault;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
