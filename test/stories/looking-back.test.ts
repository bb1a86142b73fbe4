import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED, readResuming } from '../support/stream-reader.js';
import { openWorld, type World } from '../support/world.js';

/** Postings that have opened, each with two entries in the journal and three changes after. */
const OPENED = 6_000;
const CHANGES = 3;
const SOCKETS = 5;
const STREAMS = 20;
/** Far above what it takes, far below what it took when looking back and looking now were one queue. */
const SOON_MS = 1_000;
jest.setTimeout(120_000);

let world: World;
let county: Client;
let early: string;
beforeAll(async () => {
  world = await openWorld();
  county = await world.as('county@liping');
  const { picture } = await county.must<{ picture: { position: string } }>(
    '{ picture(origin: "522631", destination: "440600") { position } }',
  );
  const [version, epoch] = Buffer.from(picture.position, 'base64url').toString().split('.');
  early = Buffer.from(`${version}.${epoch}.3:3:`).toString('base64url');
  await world.plant(
    `insert into job_posting (employer_id, title, work_region, destination, headcount, state, suitable, suitable_on, valid_to, opened_at)
     select organization_id, '旧岗', '440604', '440604', 1, 'OPEN', true, '2026-01-01', '2099-01-01', now()
     from account, generate_series(1, ?) where handle = 'employer@foshan'`,
    [OPENED],
  );
  for (let i = 0; i < CHANGES; i += 1) await world.plant(`update job_posting set headcount = headcount + 1`);
});
afterAll(() => world?.close());

/** Sockets of an observer, each with as many streams as it may have, all asking for everything since the beginning. */
async function lookBack(): Promise<SocketTalk[]> {
  const { token = '' } = await world.as('observer@province');
  const talks = await Promise.all(Array.from({ length: SOCKETS }, () => SocketTalk.in(world.baseUrl, token)));
  for (const [at, talk] of talks.entries())
    for (let id = 0; id < STREAMS; id += 1)
      // Each from another place, so that none is spared by another.
      talk.subscribe(String(id), PUBLISHED, {
        after: forged(3 + at * STREAMS + id),
        filter: { text: '不存在' },
      });
  return talks;
}

function forged(xid: number): string {
  const [version, epoch] = Buffer.from(early, 'base64url').toString().split('.');
  return Buffer.from(`${version}.${epoch}.${xid}:${xid}:`).toString('base64url');
}

describe('whoever looks far back', () => {
  test('holds up nobody’s news, however many streams they open', async () => {
    const { token = '' } = county;
    const watching = await SocketTalk.in(world.baseUrl, token);
    watching.subscribe('1', PUBLISHED);
    const back = await lookBack();
    const took: number[] = [];
    for (let i = 0; i < 8; i += 1) {
      await plantOpen(world, `新岗${i}`);
      const committed = performance.now();
      expect((await nextPublished(watching)).posting.title).toBe(`新岗${i}`);
      took.push(performance.now() - committed);
      expect((await fetch(`${world.baseUrl}/readyz`)).status).toBe(200);
    }
    // The middle one: a busy machine holds up one or another by itself.
    expect(took.sort((a, b) => a - b)[took.length / 2]).toBeLessThan(SOON_MS);
    // Another account's turn comes between theirs: it is told its own past at once.
    const began = performance.now();
    await readResuming(world.baseUrl, token, early, () => true);
    expect(performance.now() - began).toBeLessThan(5 * SOON_MS);
    // All this while they were at work, and none was refused: what is new now they are not told yet.
    await plantOpen(world, '不存在的岗位');
    await nextPublished(watching);
    expect(back.flatMap((talk) => talk.heard)).toEqual([]);
    await Promise.all([watching, ...back].map((talk) => talk.hangUp()));
  });

  test('is told everything in order, though others opened while they read', async () => {
    let count = 0;
    const read = await readResuming(
      world.baseUrl,
      county.token ?? '',
      early,
      () => (count += 1) >= OPENED / 10,
      () => 150,
    );
    expect(read).toHaveLength(OPENED / 10);
    expect(new Set(read.map((frame) => frame.posting.id)).size).toBe(OPENED / 10);
  });
});
