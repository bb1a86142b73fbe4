import fc from 'fast-check';
import type { World } from './world.js';

const WRITERS = 3;

/**
 * Random transactions of several writers at once, some of them rolled back: `atLeast` of them, and up to five times as
 * many until it is enough. `edits`: SQL with a random number, $1 (list-edits.ts).
 */
export async function editAtRandom(
  world: Pick<World, 'plant'>,
  edits: readonly string[],
  run: { readonly atLeast: number; readonly seed: number; readonly isEnough: () => boolean },
): Promise<void> {
  const steps = fc
    .sample(
      fc.record({
        edit: fc.constantFrom(...edits),
        draw: fc.nat(),
        many: fc.integer({ min: 1, max: 3 }),
        rollBack: fc.boolean(),
      }),
      { numRuns: 5 * run.atLeast, seed: run.seed },
    )
    .entries();
  const write = async (writer: number) => {
    for (const [nth, { edit, draw, many, rollBack }] of steps) {
      if (nth >= run.atLeast && run.isEnough()) return;
      // Two who each hold several rows would wait for each other.
      const statements = Array.from({ length: writer === 0 ? many : 1 }, (_, i) =>
        edit.replaceAll('$1', `'${draw + i}'`),
      );
      // Of two who wait for each other, or begin the same wish again, one is rolled back by the database itself.
      const fault = rollBack && statements.length > 1 ? '; select 1 / 0' : '';
      await world.plant(`${statements.join(';')}${fault}`).catch(() => undefined);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
}
