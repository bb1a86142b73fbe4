import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../support/client.js';
import { type LawReader, LIST_LAWS, plantForLaws } from '../support/list-laws.js';
import { ListReader } from '../support/list-reader.js';
import { faultsOf, tallyOf } from '../support/told-tally.js';
import { openWorld, type World } from '../support/world.js';

const EDITS = process.env['LONG'] ? 3_000 : 300;
/** So often at least each reader is told of all that its edits can make: what enters, changes, and leaves for each reason. */
const OFTEN = EDITS / 100;
jest.setTimeout(600_000);

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await plantForLaws(world, await world.as('county@liping'), 12);
});
afterAll(() => world?.close());

describe('whatever is edited, and however often a reader is cut', () => {
  test.each(LIST_LAWS.map((law) => [law.field, law] as const))(
    '%s holds what its query shows',
    async (_f, law) => {
      const clients = new Map<string, Client>();
      for (const { handle } of law.readers) clients.set(handle, await world.as(handle));
      const readers = law.readers.map(
        ({ handle, variables }) =>
          new ListReader(world.baseUrl, clients.get(handle)?.token ?? '', law.field, law.query, variables),
      );
      for (const reader of readers) await reader.connect();
      for (const reader of readers) await reader.until((r) => r.mirror.ready);
      const steps = fc.sample(
        fc.record({
          edit: fc.constantFrom(...law.edits),
          draw: fc.nat(),
          many: fc.integer({ min: 1, max: 3 }),
          rollBack: fc.boolean(),
          cut: fc.integer({ min: 0, max: 40 }),
          afresh: fc.boolean(),
        }),
        { numRuns: EDITS, seed: 20261122 },
      );
      for (const { edit, draw, many, rollBack, cut, afresh } of steps) {
        const statements = Array.from({ length: many }, (_, i) => edit.replaceAll('$1', `'${draw + i}'`));
        if (rollBack && many > 1)
          await world.plant(`${statements.join(';')}; select 1 / 0`).catch(() => undefined);
        else if (draw % 4 > 0) await world.plant(statements.join(';'));
        else for (const statement of statements) await world.plant(statement);
        const reader = readers[cut];
        if (reader) {
          await reader.cut();
          // What is edited from here on is edited while its snapshot is taken, or its past is told.
          await reader.connect(afresh ? { snapshot: 'ALWAYS' } : {});
        }
      }
      for (const [i, reader] of readers.entries()) {
        const { handle, variables, leaves } = law.readers[i] as LawReader;
        const client = clients.get(handle) as Client;
        const wanted = await law.now(client, variables);
        const held = () => [...reader.mirror.rows].map(([id, { version }]) => [`${id}:${version}`, id]);
        const right = () =>
          held().length === wanted.size && held().every(([a = '', b = '']) => wanted.has(a) || wanted.has(b));
        await reader.until(() => reader.mirror.ready && right());
        expect(reader.mirror.breaches).toEqual([]);
        expect([i, faultsOf(tallyOf(reader.frames), leaves, OFTEN)]).toEqual([i, {}]);
        await reader.cut();
      }
    },
  );
});
