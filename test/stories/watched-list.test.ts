import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Frame, framesOf } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import { plantOpen } from '../support/open-postings.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

const QUERY = `subscription($filter: PostingFilter, $after: Position, $snapshot: SnapshotWish) {
  watchPostings(filter: $filter, after: $after, snapshot: $snapshot) { ${framesOf('Posting', 'title headcount state version employer { name }')} } }`;
const LIST = `query($filter: PostingFilter, $after: String) { jobPostings(filter: $filter, orderBy: CREATED, first: 200, after: $after) {
  nodes { id version title headcount state } pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly nodes: readonly { id: string; version: number }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.close());

async function reader(filter: Record<string, unknown> = {}, handle = 'county@liping') {
  const { token = '' } = await world.as(handle);
  return new ListReader(world.baseUrl, token, 'watchPostings', QUERY, { filter });
}

/** The list as a query shows it now: id and version of every row. */
async function listNow(filter: Record<string, unknown> = {}, handle = 'county@liping') {
  const client = await world.as(handle);
  const rows = new Map<string, number>();
  for (let after: string | null = null; ; ) {
    const page: { jobPostings: Page } = await client.must(LIST, { filter, after });
    const { jobPostings } = page;
    for (const { id, version } of jobPostings.nodes) rows.set(id, version);
    if (!jobPostings.pageInfo.hasNextPage) return rows;
    after = jobPostings.pageInfo.endCursor;
  }
}

const versions = (r: ListReader) => new Map([...r.mirror.rows].map(([id, { version }]) => [id, version]));
const edit = (title: string, set: string) =>
  world.plant(`update job_posting set ${set} where title = '${title}'`);

describe('a watched list', () => {
  test('comes whole, says when it is ready, and holds what the query shows', async () => {
    await plantOpen(world, '甲', '乙', '丙');
    const watching = await (await reader()).connect();
    await watching.until((r) => r.frames.some((f) => f.__typename === 'CaughtUp'));
    expect(watching.frames.map((f) => f.__typename)).toEqual([
      ...watching.frames.filter((f) => f.items).map(() => 'PostingSnapshot'),
      'Ready',
      'CaughtUp',
    ]);
    expect(watching.frames.find((f) => f.__typename === 'Ready')).toMatchObject({
      promise: { maxLagMs: 2000, mergePolicy: 'PER_ROW', retainedUntil: null },
    });
    expect(versions(watching)).toEqual(await listNow());
    expect(watching.mirror.breaches).toEqual([]);
    await watching.cut();
  });

  test('tells what enters, changes and leaves, and why', async () => {
    const filter = { workRegion: '440604' };
    await plantOpen(world, '丁', '戊', '己', '庚');
    const watching = await (await reader(filter)).connect();
    await watching.until((r) => r.mirror.ready);
    const told = (n: number) => watching.until((r) => r.frames.flatMap((f) => f.changes ?? []).length >= n);
    await plantOpen(world, '辛');
    await edit('丁', 'headcount = 7');
    await edit('戊', `state = 'FILLED'`);
    await edit('己', `state = 'EXPIRED'`);
    await edit('庚', `state = 'WITHDRAWN'`);
    await edit('辛', `work_region = '440600', destination = '4406'`);
    await told(6);
    expect(watching.frames.flatMap((f) => f.changes ?? []).map((c) => [c.op, c.reason])).toEqual([
      ['ENTER', null],
      ['UPDATE', null],
      ['LEAVE', 'FILLED'],
      ['LEAVE', 'EXPIRED'],
      ['LEAVE', 'CLOSED'],
      ['LEAVE', 'MOVED'],
    ]);
    expect(versions(watching)).toEqual(await listNow(filter));
    expect(watching.mirror.breaches).toEqual([]);
    await watching.cut();
  });

  test('goes on after its position with exactly what was missed, and without its rows', async () => {
    const watching = await (await reader()).connect();
    await watching.until((r) => r.frames.some((f) => f.__typename === 'CaughtUp'));
    await watching.cut();
    await plantOpen(world, '壬', '癸');
    await edit('壬', 'headcount = 3');
    await edit('癸', `state = 'PAUSED'`);
    watching.frames.length = 0;
    await watching.connect();
    await watching.until((r) => r.frames.some((f) => f.__typename === 'CaughtUp'));
    expect(watching.frames.map((f) => f.__typename)).toEqual(['PostingChanges', 'Ready', 'CaughtUp']);
    expect(watching.frames[0]?.changes?.map((c) => c.op)).toEqual(['ENTER', 'ENTER', 'UPDATE', 'LEAVE']);
    expect(watching.frames[0]?.digest).toBeNull();
    expect(versions(watching)).toEqual(await listNow());
    expect(watching.mirror.breaches).toEqual([]);
    await watching.cut();
  });

  test('half a snapshot is none: whoever is cut in it is given the whole one, with what happened meanwhile', async () => {
    // More than two pages.
    await plantOpen(world, ...Array.from({ length: 450 }, (_, i) => `半页${i}`));
    for (const left of [1, 2]) {
      const watching = await reader({ text: '半页' });
      watching.left = left;
      await (await watching.connect()).until((r) => r.left === 0);
      await watching.cut();
      expect(watching.frames.map(({ isLast }) => isLast)).toEqual(Array.from({ length: left }, () => false));
      await world.plant(`update job_posting set headcount = ${left + 7} where title in ('半页0', '半页449')`);
      watching.left = Number.POSITIVE_INFINITY;
      await (await watching.connect()).until((r) => r.frames.at(-1)?.__typename === 'CaughtUp');
      expect(versions(watching)).toEqual(await listNow({ text: '半页' }));
      expect(watching.mirror.rows.size).toBe(450);
      expect(watching.mirror.breaches).toEqual([]);
      await watching.cut();
    }
  });

  test('shows the employer of a posting, in the first frame as in the hundredth, and in pages', async () => {
    await plantOpen(world, '常变');
    const watching = await (await reader({ text: '常变' })).connect();
    await watching.until((r) => r.frames.some((f) => f.__typename === 'CaughtUp'));
    const employers = (frames: readonly Frame[]) =>
      frames.flatMap(({ changes = [] }) => changes).map(({ node }) => node?.['employer']);
    // More than are told before the plan of their document is compiled.
    const many = 100;
    for (let nr = 1; nr <= many; nr += 1) {
      await edit('常变', `headcount = ${nr + 1}`);
      await watching.until((r) => employers(r.frames).length === nr);
    }
    const shown = { name: '机构 employer@foshan' };
    expect(employers(watching.frames)).toEqual(Array.from({ length: many }, () => shown));
    expect(watching.mirror.breaches).toEqual([]);
    const pages = `query($after: Position!) { postingChanges(after: $after, first: 200, filter: { text: "常变" }) {
      changes { changes { op reason id version node { employer { name } } } } } }`;
    const client = await world.as('county@liping');
    for (let run = 0; run < 3; run += 1) {
      const { postingChanges } = await client.must<{ postingChanges: { changes: Frame } }>(pages, {
        after: watching.frames[0]?.position,
      });
      expect(employers([postingChanges.changes])).toEqual(employers(watching.frames));
    }
    await watching.cut();
  });

  test('two that ask the same share one chain, and one that comes later fits into it', async () => {
    const first = await (await reader()).connect();
    await first.until((r) => r.mirror.ready);
    await plantOpen(world, '子');
    await first.until((r) => r.frames.some((f) => f.changes));
    const second = await (await reader()).connect();
    await second.until((r) => r.mirror.ready);
    await plantOpen(world, '丑');
    for (const one of [first, second])
      await one.until((r) => r.frames.at(-1)?.changes?.[0]?.node?.['title'] === '丑');
    expect(first.frames.at(-1)).toEqual(second.frames.at(-1));
    expect([...first.mirror.breaches, ...second.mirror.breaches]).toEqual([]);
    await Promise.all([first.cut(), second.cut()]);
  });

  test('cannot be continued from another database, and says so before it comes whole', async () => {
    const watching = await reader();
    const other = Buffer.from('1.019a0000-0000-7000-8000-000000000000.900:900:').toString('base64url');
    await watching.connect({ after: other });
    await watching.until((r) => r.frames.some((f) => f.__typename === 'CaughtUp'));
    expect(watching.frames[0]).toMatchObject({ __typename: 'Resync', reason: 'EPOCH_CHANGED' });
    expect(watching.frames[1]?.__typename).toBe('PostingSnapshot');
    expect(watching.mirror.breaches).toEqual([]);
    await watching.cut();
  });

  test('cannot be continued with the rights of another, and a row never opened is its own side’s alone', async () => {
    const county = await (await reader({ states: ['SUBMITTED', 'OPEN'] })).connect();
    const station = await (await reader({ states: ['SUBMITTED', 'OPEN'] }, 'station@foshan')).connect();
    for (const one of [county, station]) await one.until((r) => r.mirror.ready);
    await plantOpen(world, '寅');
    await edit('寅', `state = 'SUBMITTED', opened_at = null`);
    await county.until((r) => r.mirror.reasons.includes('PERMISSION'));
    await station.until((r) =>
      [...r.mirror.rows.values()].some((row) => row.node?.['state'] === 'SUBMITTED'),
    );
    expect(versions(county)).toEqual(await listNow({ states: ['SUBMITTED', 'OPEN'] }));
    expect(versions(station)).toEqual(await listNow({ states: ['SUBMITTED', 'OPEN'] }, 'station@foshan'));
    const mine = county.mirror.position;
    await station.cut();
    station.frames.length = 0;
    station.mirror.position = mine;
    await station.connect();
    await station.until((r) => r.mirror.ready);
    expect(station.frames[0]).toMatchObject({ __typename: 'Resync', reason: 'RIGHTS_CHANGED' });
    expect([...county.mirror.breaches, ...station.mirror.breaches]).toEqual([]);
    await Promise.all([county.cut(), station.cut()]);
  });
});
