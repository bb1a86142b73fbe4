import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sockets, subscriptions, watching, within } from '../support/gauges.js';
import { heldBytes } from '../support/memory.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { openWorld, type World } from '../support/world.js';

const MEGABYTE = 1024 * 1024;
/** A frame of this is some six thousand bytes. */
const LONG = '长'.repeat(2_000);
const LONG_FRAMES = `subscription($after: Position) { postingPublished(after: $after) { position posting { id title requirement } } }`;
const BATCH = 100;

let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { SOCKET_QUEUE_LIMIT: '200' } });
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

function idOf(payload: unknown): string {
  return (payload as { data: { postingPublished: { posting: { id: string } } } }).data.postingPublished
    .posting.id;
}
