import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import type { Frame } from '../support/list-mirror.js';
import { plantOpen } from '../support/open-postings.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

const CHANGES = `query($after: Position!, $first: Int, $filter: PostingFilter) {
  postingChanges(after: $after, first: $first, filter: $filter) {
    hasMore resync { reason } changes { from to count changes { op reason id version node { title } } } } }`;

interface Page {
  readonly hasMore: boolean;
  readonly resync: { readonly reason: string } | null;
  readonly changes: Frame | null;
}

let world: World;
let county: Client;
beforeAll(async () => {
  world = await openWorld();
  county = await world.as('county@liping');
});
afterAll(() => world?.close());

const now = async () =>
  (await county.must<{ jobPostings: { position: string } }>('{ jobPostings(first: 1) { position } }'))
    .jobPostings.position;
const ask = async (variables: Record<string, unknown>, client = county) =>
  (await client.must<{ postingChanges: Page }>(CHANGES, variables)).postingChanges;

describe('what changed on a list, asked for in pages', () => {
  test('is each change once and in order, whatever the size of the pages', async () => {
    const before = await now();
    await plantOpen(world, ...Array.from({ length: 7 }, (_, i) => `页${i}`));
    await world.plant(`update job_posting set headcount = 5 where title in ('页1', '页3')`);
    await world.plant(`update job_posting set state = 'PAUSED' where title = '页2'`);
    const whole = await ask({ after: before });
    expect(whole.hasMore).toBe(false);
    expect(whole.changes?.changes?.map((c) => c.op)).toEqual([
      ...Array.from({ length: 7 }, () => 'ENTER'),
      'UPDATE',
      'UPDATE',
      'LEAVE',
    ]);
    for (const first of [1, 3, 10]) {
      const told = [];
      let after = before;
      for (let page = await ask({ after, first }); ; page = await ask({ after, first })) {
        expect(page.changes?.from).toBe(after);
        expect(page.changes?.count).toBeLessThanOrEqual(first);
        told.push(...(page.changes?.changes ?? []));
        after = page.changes?.to ?? '';
        if (!page.hasMore) break;
      }
      expect(told).toEqual(whole.changes?.changes);
      expect((await ask({ after })).changes?.changes).toEqual([]);
    }
  });

  test('is only what the filter takes, and what leaves it says so', async () => {
    const before = await now();
    await plantOpen(world, { title: '筛', headcount: 2, workRegion: '440604' });
    await world.plant(
      `update job_posting set work_region = '440600', destination = '4406' where title = '筛'`,
    );
    const { changes } = await ask({ after: before, filter: { workRegion: '440604' } });
    expect(changes?.changes?.map((c) => [c.op, c.reason])).toEqual([
      ['ENTER', null],
      ['LEAVE', 'MOVED'],
    ]);
  });

  test('cannot be told from another database or with other rights, and says so', async () => {
    const other = Buffer.from('1.019a0000-0000-7000-8000-000000000000.900:900:').toString('base64url');
    expect(await ask({ after: other })).toEqual({
      hasMore: false,
      changes: null,
      resync: { reason: 'EPOCH_CHANGED' },
    });
    const mine = (await ask({ after: await now() })).changes?.to;
    const station = await world.as('station@foshan');
    expect((await ask({ after: mine }, station)).resync).toEqual({ reason: 'RIGHTS_CHANGED' });
  });

  test.each([
    [{ first: 0 }, 'PAGE_SIZE'],
    [{ first: 201 }, 'PAGE_SIZE'],
    [{ filter: { workRegion: '999999' } }, 'UNKNOWN_REGION'],
  ])('refuses %j', async (more, reason) => {
    expect(await county.refusal(CHANGES, { after: await now(), ...more })).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason,
    });
  });
});
