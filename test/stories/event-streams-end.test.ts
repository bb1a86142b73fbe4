/** How an event stream ends: with its reader's rights, its token, its reading, or the server. */
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { EventReader } from '../support/event-reader.js';
import { subscriptions, within } from '../support/gauges.js';
import { heldBytes } from '../support/memory.js';
import { plantOpen } from '../support/open-postings.js';
import { shortToken } from '../support/short-token.js';
import { PUBLISHED } from '../support/stream-reader.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(90_000);

const MEGABYTE = 1024 * 1024;
const HANDLE = 'county@liping';
/** A frame of this is some six thousand bytes. */
const LONG = '长'.repeat(2_000);
const LONG_FRAMES = `subscription { postingPublished { position posting { id title requirement } } }`;
const BATCH = 100;

let world: World;
beforeAll(async () => {
  world = await openWorld({ env: { SOCKET_QUEUE_LIMIT: '200', OIDC_CLOCK_SKEW_SECONDS: '1' } });
});
afterAll(() => world?.close());
afterEach(() => within(5_000, async () => !(await subscriptions(world).catch(() => 0))));

/** A stream that is told of everything from now on. */
async function listen(handle: string, query = PUBLISHED): Promise<EventReader> {
  const before = await subscriptions(world);
  const reader = await EventReader.open(world.baseUrl, await world.token(handle), { query });
  await within(5_000, async () => (await subscriptions(world)) > before);
  return reader;
}

/** Everything that comes until it has ended, and whether the server ended it well. */
async function rest(reader: EventReader): Promise<[string[], boolean]> {
  const well = await reader.ended;
  return [reader.heard.map(({ event, data }) => (event === 'next' ? data : event)), well];
}

const reasonIn = (text = '') =>
  (JSON.parse(text) as { errors?: { extensions: { reason: string } }[] }).errors?.[0]?.extensions.reason;

describe('rights are today’s', () => {
  test('a revoked account’s stream ends and tells why, and nothing of that moment; an equal one hears on', async () => {
    const other = await listen('station@foshan');
    const token = await world.token(HANDLE);
    for (let i = 0; i < (process.env['LONG'] ? 100 : 8); i += 1) {
      const gone = await listen(HANDLE);
      await world.plant(`update account set status = 'REVOKED' where handle = ?`, [HANDLE]);
      await plantOpen(world, `之后${i}`);
      expect((await other.next()).data).toContain(`之后${i}`);
      const [said, well] = await rest(gone);
      expect([said.map((each) => (each === 'complete' ? each : reasonIn(each))), well]).toEqual([
        ['ACCOUNT_REVOKED', 'complete'],
        true,
      ]);
      const again = await EventReader.open(world.baseUrl, token, { query: PUBLISHED });
      expect([again.status, reasonIn(await again.text())]).toEqual([401, 'ACCOUNT_REVOKED']);
      await world.plant(`update account set status = 'ACTIVE' where handle = ?`, [HANDLE]);
      await within(5_000, async () => {
        const back = await EventReader.open(world.baseUrl, token, { query: PUBLISHED });
        back.cut();
        return back.status === 200;
      });
      await within(5_000, async () => (await subscriptions(world)) === 1);
    }
    other.cut();
  });

  test('who loses a pairing is shown out and may come in anew', async () => {
    const station = await listen('station@foshan');
    await world.plant(`update pairing set valid_to = '2026-01-01'`);
    const [said, well] = await rest(station);
    expect([reasonIn(said[0]), said[1], well]).toEqual(['RIGHTS_CHANGED', 'complete', true]);
    await world.plant(`update pairing set valid_to = null`);
    (await listen('station@foshan')).cut();
  });

  test('a token that ends ends its stream, and nothing is told after', async () => {
    const token = await shortToken(world, HANDLE, 3);
    // The token's three seconds, and the difference of clocks.
    const end = Date.now() + 4_000;
    const reader = await EventReader.open(world.baseUrl, token, { query: PUBLISHED });
    for (let i = 0; !reader.isOver; i += 1) await plantOpen(world, `到期${i}`);
    expect(Date.now()).toBeLessThan(end + 2_000);
    const [said, well] = await rest(reader);
    expect(said.length).toBeGreaterThan(2);
    expect([said.at(-1), reasonIn(said.at(-2)), well]).toEqual(['complete', 'TOKEN_EXPIRED', true]);
    expect(said.slice(0, -2).filter((each) => reasonIn(each) !== undefined)).toEqual([]);
    const late = await EventReader.open(world.baseUrl, token, { query: PUBLISHED });
    expect([late.status, reasonIn(await late.text())]).toEqual([401, 'TOKEN_EXPIRED']);
  });
});

describe('a reader that stops reading', () => {
  const openBatch = () =>
    plantOpen(world, ...Array.from({ length: BATCH }, (_, i) => ({ title: `长${i}`, requirement: LONG })));

  test('costs the others nothing and holds little; it is told that it was too slow, or ended in the end', async () => {
    const listener = await listen(HANDLE, LONG_FRAMES);
    const [slow, dead] = [
      await listen('employer@foshan', LONG_FRAMES),
      await listen('station@foshan', LONG_FRAMES),
    ];
    const held = heldBytes();
    slow.answer.pause();
    dead.answer.pause();
    const pausedAt = performance.now();
    let opened = 0;
    for (; (await subscriptions(world)) > 1 && opened < 80 * BATCH; opened += BATCH) {
      const began = performance.now();
      await openBatch();
      for (let i = 0; i < BATCH; i += 1) await listener.next();
      expect(performance.now() - began).toBeLessThan(5_000);
    }
    expect(await subscriptions(world)).toBe(1);
    expect(heldBytes() - held).toBeLessThan(20 * MEGABYTE);
    // What was under way still comes, and then it is told why no more does.
    slow.answer.resume();
    const [said, well] = await rest(slow);
    expect([said.at(-1), reasonIn(said.at(-2)), well]).toEqual(['complete', 'SUBSCRIBER_TOO_SLOW', true]);
    expect(said.length).toBeLessThan(opened);
    const streams = async () =>
      /^labor_bridge_event_streams (\d+)$/m.exec(await (await fetch(`${world.baseUrl}/metrics`)).text())?.[1];
    await within(45_000 - (performance.now() - pausedAt), async () => (await streams()) === '1');
    dead.answer.resume();
    expect((await rest(dead))[1]).toBe(false);
    listener.cut();
  });
});

test('who stops ends the streams without a word within five seconds, also of those who do not read', async () => {
  const polite = await listen(HANDLE);
  const deaf = await listen('employer@foshan', LONG_FRAMES);
  deaf.answer.pause();
  for (let i = 0; (await subscriptions(world)) === 2 && i < 40; i += 1)
    await plantOpen(world, ...Array.from({ length: BATCH }, () => ({ title: '长', requirement: LONG })));
  const at = performance.now();
  await world.app.stop();
  expect(performance.now() - at).toBeLessThan(5_000);
  expect(await polite.ended).toBe(true);
  // No `complete`: whoever listens comes back.
  expect(polite.heard.map(({ event }) => event)).not.toContain('complete');
  // At its own moment: the second word about that, after the one at the beginning.
  expect(polite.aside.filter((line) => /^retry: \d{1,4}$/.test(line))).toHaveLength(2);
  deaf.answer.resume();
  await deaf.ended;
});
