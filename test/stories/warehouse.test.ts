import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PROJECT } from '../support/other-process.js';
import { plantOpen } from '../support/open-postings.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

interface Change {
  readonly op: string;
  readonly id: string;
  readonly version: number;
}
interface Warehouse {
  position(): Promise<string>;
  apply(changes: readonly Change[], position: string): Promise<void>;
  reload(): Promise<void>;
}
type Ask = (query: string, variables: Record<string, unknown>) => Promise<unknown>;

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

/** The last recipe of docs/live.md, word for word. */
async function recipe(): Promise<(ask: Ask, warehouse: Warehouse) => Promise<void>> {
  const text = readFileSync(join(PROJECT, 'docs', 'live.md'), 'utf8');
  const code = text.slice(text.lastIndexOf('```js') + 5, text.lastIndexOf('```'));
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    feed: (ask: Ask, warehouse: Warehouse) => Promise<void>;
  };
  return module.feed;
}

describe('the recipe for a warehouse', () => {
  test('brings it to what the list holds, and loads it anew where the past cannot be told', async () => {
    const feed = await recipe();
    const county = await world.as('county@liping');
    const ask: Ask = (query, variables) => county.must(query, variables);
    const rows = new Map<string, number>();
    let position = (
      await county.must<{ jobPostings: { position: string } }>('{ jobPostings(first: 1) { position } }')
    ).jobPostings.position;
    let reloaded = 0;
    const warehouse: Warehouse = {
      position: async () => position,
      async apply(changes, to) {
        for (const { op, id, version } of changes)
          if (op === 'LEAVE') rows.delete(id);
          else rows.set(id, version);
        position = to;
      },
      async reload() {
        reloaded += 1;
      },
    };
    await plantOpen(world, ...Array.from({ length: 230 }, (_, i) => `仓${i}`));
    await world.plant(`update job_posting set state = 'EXPIRED' where title like '仓1%'`);
    await feed(ask, warehouse);
    const held = await world.look(
      `select count(*)::int as n from job_posting where state in ('OPEN', 'PAUSED', 'FILLED')`,
    );
    expect([rows.size, reloaded]).toEqual([held[0]?.['n'], 0]);
    position = Buffer.from('1.019a0000-0000-7000-8000-000000000000.900:900:').toString('base64url');
    await feed(ask, warehouse);
    expect(reloaded).toBe(1);
  });
});
