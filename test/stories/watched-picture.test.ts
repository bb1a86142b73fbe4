import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { framesOf } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import { plantOpen } from '../support/open-postings.js';
import { registerWorker, wishesToGo } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

const COUNTS = 'laborBase intentToDestination trainingWilling suitablePosts';
const QUERY = `subscription($after: Position, $snapshot: SnapshotWish) {
  watchPicture(origin: "522631", destination: "440600", after: $after, snapshot: $snapshot) {
    ${framesOf('Picture', `picture { position fourCounts { ${COUNTS} } } delta { ${COUNTS} }`)} } }`;
const NOW = `{ picture(origin: "522631", destination: "440600") { fourCounts { ${COUNTS} } } }`;

interface Told {
  readonly picture: { readonly fourCounts: Record<string, number | null> };
  readonly delta: Record<string, number | null> | null;
}

let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { OBSERVER_PICTURE_SECONDS: '1' } });
  await plantOpen(world, { title: '甲', headcount: 3 });
  const county = await world.as('county@liping');
  for (let i = 0; i < 6; i += 1) await wishesToGo(county, (await registerWorker(county)).id);
});
afterAll(() => world?.close());

const reader = async (handle: string) =>
  new ListReader(world.baseUrl, (await world.as(handle)).token ?? '', 'watchPicture', QUERY);
const countsNow = async (handle: string) =>
  (await (await world.as(handle)).must<{ picture: { fourCounts: object } }>(NOW)).picture.fourCounts;
const held = (r: ListReader) => ([...r.mirror.rows.values()][0]?.node ?? {}) as unknown as Told;
const told = (r: ListReader) =>
  r.frames.flatMap((f) => f.changes ?? []).map((c) => c.node as unknown as Told);

describe('the picture, watched', () => {
  test.each(['county@liping', 'station@foshan', 'observer@province'])(
    'is for %s what the query shows, first whole and then as it moves, with what moved',
    async (handle) => {
      const watching = await (await reader(handle)).connect();
      await watching.until((r) => r.mirror.ready);
      const before = held(watching).picture.fourCounts;
      expect(before).toEqual(await countsNow(handle));
      expect(held(watching).delta).toBeNull();
      await plantOpen(world, { title: '乙', headcount: 4 });
      await watching.until((r) => told(r).length > 0);
      const after = held(watching);
      expect(after.picture.fourCounts).toEqual(await countsNow(handle));
      expect(after.delta?.['suitablePosts']).toBe(4);
      expect(after.delta?.['laborBase']).toBe(0);
      expect(watching.mirror.breaches).toEqual([]);
      await watching.cut();
    },
  );

  test('comes back with the present picture, and those who see alike share its frames', async () => {
    const one = await (await reader('county@liping')).connect();
    const other = await (await reader('county@liping')).connect();
    for (const each of [one, other]) await each.until((r) => r.mirror.ready);
    await other.cut();
    await plantOpen(world, { title: '丙', headcount: 2 });
    await one.until((r) => told(r).length > 0);
    await other.connect();
    await other.until((r) => r.mirror.ready);
    await plantOpen(world, { title: '丁', headcount: 1 });
    for (const each of [one, other]) await each.until((r) => told(r).at(-1)?.delta?.['suitablePosts'] === 1);
    expect(one.frames.at(-1)).toEqual(other.frames.at(-1));
    expect(held(other).picture.fourCounts).toEqual(await countsNow('county@liping'));
    expect([...one.mirror.breaches, ...other.mirror.breaches]).toEqual([]);
    await Promise.all([one.cut(), other.cut()]);
  });

  test('is told to nobody whose pair it is not', async () => {
    const watching = await (await reader('county@congjiang')).connect();
    await watching.until((r) => r.mirror.breaches.length > 0);
    expect(watching.mirror.breaches.join()).toContain('NOT_YOUR_PAIR');
    await watching.cut();
  });
});
