import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { gauge, sockets, subscriptions, watching, within } from '../support/gauges.js';
import { framesOf } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import { heldBytes } from '../support/memory.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { openWorld, type World } from '../support/world.js';

const MEGABYTE = 1024 * 1024;
/** A frame of this is some six thousand bytes. */
const LONG = '长'.repeat(2_000);
const LONG_FRAMES = `subscription($after: Position) { postingPublished(after: $after) { position posting { id title requirement } } }`;
const BATCH = 100;
const IS_LONG = Boolean(process.env['LONG']);
/** Who watches a list at once, and how often it moves in each of three measurements. */
const READERS = IS_LONG ? 1_000 : 100;
const ROUNDS = IS_LONG ? 40 : 5;

let world: World;
beforeAll(async () => {
  world = await openWorld({
    env: { SOCKET_QUEUE_LIMIT: '200', SOCKETS_PER_ACCOUNT: '2000', RATE_COST_PER_MINUTE: '100000000' },
  });
});
afterAll(() => world?.close());

/** Opens a batch of postings with long texts; answers after how many milliseconds each frame was heard. */
async function openBatch(listener: SocketTalk): Promise<number[]> {
  const titles = Array.from({ length: BATCH }, (_, i) => ({ title: `长文${i}`, requirement: LONG }));
  const planting = plantOpen(world, ...titles);
  let at = 0;
  void planting.then(() => {
    at = performance.now();
  });
  const heard: number[] = [];
  for (const _ of titles) {
    await listener.hear('next', '1');
    heard.push(at === 0 ? 0 : performance.now() - at);
  }
  await planting;
  return heard;
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0;

test('a reader that stops reading costs the others nothing, holds little, and is ended within 30 seconds', async () => {
  const listener = await watching(world, 'county@liping', LONG_FRAMES);
  const undisturbed: number[] = [];
  for (let i = 0; i < 5; i++) undisturbed.push(...(await openBatch(listener)));

  const slow = await watching(world, 'employer@foshan', LONG_FRAMES);
  const held = heldBytes();
  slow.ws.pause();
  const pausedAt = performance.now();
  const beside: number[] = [];
  // What two sides' kernels hold for the slow one is some megabytes; then its queue fills, and is let go.
  let batches = 0;
  for (; (await subscriptions(world)) === 2 && batches < 80; batches++)
    beside.push(...(await openBatch(listener)));
  expect(await subscriptions(world)).toBe(1);
  expect(batches).toBeLessThan(80);
  for (let i = 0; i < 5; i++) beside.push(...(await openBatch(listener)));
  expect(heldBytes() - held).toBeLessThan(20 * MEGABYTE);
  expect(median(beside)).toBeLessThan(3 * median(undisturbed) + 50);
  expect(Math.max(...beside)).toBeLessThan(1_500);

  await within(30_000 - (performance.now() - pausedAt), async () => (await sockets(world)) === 1);
  await openBatch(listener);
  await listener.hangUp();
  slow.ws.resume();
  expect((await slow.closed).code).toBe(1006);
}, 60_000);

test('a reader that was too slow resumes where it was, and has missed nothing', async () => {
  const listener = await watching(world, 'county@liping', LONG_FRAMES);
  const slow = await watching(world, 'employer@foshan', LONG_FRAMES);
  slow.ws.pause();
  let opened = 0;
  for (; (await subscriptions(world)) === 2; opened += BATCH) await openBatch(listener);
  slow.ws.resume();
  // What was under way still comes, and then it is told why no more does.
  const { payload } = await slow.hear('error', '1', 10_000);
  expect(payload).toMatchObject([{ extensions: { code: 'RATE_LIMITED', reason: 'SUBSCRIBER_TOO_SLOW' } }]);
  const before = slow.heard.filter((m) => m.type === 'next');
  const last = before.at(-1)?.payload as { data: { postingPublished: { position: string } } } | undefined;
  slow.subscribe('2', LONG_FRAMES, { after: last?.data.postingPublished.position });
  const ids = new Set(before.map((m) => idOf(m.payload)));
  for (let i = before.length; i < opened; i++) ids.add(idOf((await slow.hear('next', '2')).payload));
  expect(ids.size).toBe(opened);
  for (const talk of [slow, listener]) await talk.hangUp();
}, 60_000);

test('one who asks on and on without reading the answers is ended as soon as too much waits', async () => {
  const talk = await SocketTalk.in(world.baseUrl, await world.token('employer@foshan'));
  talk.ws.pause();
  const payload = { text: 'x'.repeat(60_000) };
  for (let i = 0; i < 1_000; i++) talk.say({ type: 'ping', payload });
  // Sooner than for not reading alone.
  await within(10_000, async () => (await sockets(world)) === 0);
  await talk.hangUp();
}, 60_000);

/** Statements that resolvers have read with. */
const statements = () => gauge(world, 'labor_bridge_sql_statements_total');

/** Opens a socket for each reader of the light list, with a list of its own or shared with others. */
async function openReaders(many: number): Promise<SocketTalk[]> {
  const query = `subscription($filter: PostingFilter) { watchPostings(filter: $filter) { __typename ... on PostingChanges { count } } }`;
  const lists = [
    { text: '大屏' },
    { text: '大屏', workRegion: '440604' },
    { text: '大屏', states: ['OPEN', 'PAUSED'] },
  ];
  const token = await world.token('county@liping');
  const talks: SocketTalk[] = [];
  while (talks.length < many)
    talks.push(...(await Promise.all(Array.from({ length: 20 }, () => SocketTalk.in(world.baseUrl, token)))));
  for (const [i, talk] of talks.entries()) talk.subscribe('1', query, { filter: lists[i % lists.length] });
  for (const talk of talks)
    await within(30_000, async () => talk.heard.some((m) => JSON.stringify(m).includes('CaughtUp')));
  return talks;
}

/** Moves every row of the list once; after how many milliseconds 99 of 100 readers have been told. */
async function moveRows(talks: readonly SocketTalk[]): Promise<number> {
  for (const talk of talks) talk.heard.length = 0;
  const from = performance.now();
  const told = talks.map((talk) => talk.hear('next', '1', 20_000).then(() => performance.now() - from));
  await world.plant(`update job_posting set headcount = headcount % 50 + 1 where title like '大屏%'`);
  const all = (await Promise.all(told)).toSorted((a, b) => a - b);
  return all[Math.ceil(all.length * 0.99) - 1] ?? 0;
}

test(`${READERS} who rest cost no query; when one of them stops reading nobody else notices, and it ends right`, async () => {
  await plantOpen(
    world,
    ...Array.from({ length: 100 }, (_, i) => ({ title: `大屏${i}`, requirement: LONG })),
  );
  const talks = await openReaders(READERS - 1);
  const slow = new ListReader(
    world.baseUrl,
    await world.token('county@liping'),
    'watchPostings',
    `subscription($after: Position) { watchPostings(after: $after, filter: { text: "大屏" }) { ${framesOf('Posting', 'headcount a: requirement b: requirement c: requirement d: requirement')} } }`,
  );
  await (await slow.connect()).until((r) => r.mirror.ready);
  // In some window the clock has nothing to do either.
  await within(20_000, async () => {
    const before = await statements();
    await new Promise((done) => setTimeout(done, 1_500));
    return (await statements()) === before;
  });
  const rounds = async (many: number) => {
    const all: number[] = [];
    for (let i = 0; i < many; i += 1) all.push(await moveRows(talks));
    return median(all);
  };
  const before = await rounds(ROUNDS);
  const held = heldBytes();
  slow.stopReading();
  // The kernels of both sides take some megabytes of what it is sent, before anything waits for it.
  await rounds(25);
  const beside = await rounds(ROUNDS);
  expect(heldBytes() - held).toBeLessThan(20 * MEGABYTE);
  await slow.readOn();
  const headcounts = async () =>
    (await world.look(`select headcount from job_posting where title like '大屏%'`))
      .map((row) => row['headcount'])
      .toSorted();
  const wanted = await headcounts();
  await slow.until(
    (r) =>
      isDeepStrictEqual(
        [...r.mirror.rows.values()].map(({ node }) => node?.['headcount']).toSorted(),
        wanted,
      ),
    30_000,
  );
  expect(slow.mirror.breaches).toEqual([]);
  // Told so on its socket, or ended because nothing of it was taken for too long.
  expect(slow.mirror.merged > 0 || slow.frames.filter((f) => f.__typename === 'Ready').length > 1).toBe(true);
  const after = await rounds(ROUNDS);
  const figures = `p99 of ${READERS}: ${before.toFixed(1)} ms before, ${beside.toFixed(1)} ms beside one who does not read, ${after.toFixed(1)} ms after; merged ${slow.mirror.merged}`;
  // Time is compared where there is time to measure it: an engineer's machine is never at rest.
  if (IS_LONG) process.stdout.write(`${figures}\n`);
  if (IS_LONG) expect(beside).toBeLessThan(1.05 * Math.max(before, after));
  await slow.cut();
  for (const talk of talks) talk.ws.terminate();
}, 300_000);

function idOf(payload: unknown): string {
  return (payload as { data: { postingPublished: { posting: { id: string } } } }).data.postingPublished
    .posting.id;
}
