/**
 * Does the work on each of many, in their order, on as many of them at once as are said. After a fault nothing more is begun; it
 * is thrown when what was begun has ended.
 */
export async function inTurns<T>(
  all: AsyncIterable<T>,
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const left = all[Symbol.asyncIterator]();
  const faults: unknown[] = [];
  const takeTurns = async (): Promise<void> => {
    try {
      for (let next = await left.next(); !next.done && faults.length === 0; next = await left.next())
        await work(next.value);
    } catch (fault) {
      faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  // Whoever gives them out is told that nobody asks for more.
  await left.return?.();
  if (faults.length > 0) throw faults[0];
}
