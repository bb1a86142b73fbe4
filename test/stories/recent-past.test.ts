import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Client } from 'pg';
import type { Batch } from '#journal/change.js';
import type { Follower } from '#journal/follower.js';
import type { Place } from '#journal/position.js';
import { follow } from '#store/follow.js';
import { SERVING_ROLE } from '#store/orm.js';
import { openGround, type TestGround } from '../support/ground.js';
import { beginSlowly, plantOpen } from '../support/open-postings.js';
import { ownConnection } from '../support/own-connection.js';
import { until } from '../support/until.js';

/** More than are read at once. */
const MANY = 700;
const never = new AbortController().signal;
jest.setTimeout(60_000);

let ground: TestGround;
let follower: Follower & { stop(): Promise<void> };
let other: Client;
const heard: string[] = [];
beforeAll(async () => {
  ground = await openGround();
  other = await ownConnection(ground);
  follower = await follow({
    connectionString: ground.url,
    role: SERVING_ROLE,
    epoch: ground.ground.epoch,
    pollMs: 1_000,
    reachMs: 5_000,
    onFault: () => undefined,
  });
  follower.listen({ nouns: ['job_posting'], take: (batch) => void heard.push(...titlesOf([batch])) });
});
afterAll(async () => {
  await other?.end();
  await follower?.stop();
  await ground?.close();
});

const titlesOf = (batches: readonly Batch[]): string[] =>
  batches.flatMap(({ changes }) => changes.map(({ after }) => String(after?.['title'])));

/** What whoever comes back to a place is told, up to now. */
async function toldSince(place: Place): Promise<string[]> {
  const batches: Batch[] = [];
  const { position } = follower;
  for await (const batch of follower.replay('anybody', { noun: 'job_posting' }, place, position, never))
    batches.push(batch);
  return titlesOf(batches);
}

test('whoever comes back is told what they missed from their own place, and nobody reads the journal for it', async () => {
  await plantOpen(ground, '早一', '早二');
  await until(() => heard.length === 2);
  const early = follower.position;
  const slow = await beginSlowly(ground);
  await slow.plant('慢');
  await plantOpen(ground, '中');
  await until(() => heard.includes('中'));
  // What is slow runs: a place that shows what came later and not this.
  const middle = follower.position;
  // The first who comes back has what is kept begin, or read further back.
  expect(await toldSince({ to: early })).toEqual(['中']);
  await slow.commit();
  await slow.end();
  await plantOpen(ground, ...Array.from({ length: MANY }, (_, i) => ({ title: `多${i}` })));
  await until(() => heard.length === MANY + 4);

  await other.query('begin; lock table journal_entry in access exclusive mode');
  try {
    const many = Array.from({ length: MANY }, (_, i) => `多${i}`);
    expect(await toldSince({ to: early })).toEqual(['慢', '中', ...many]);
    expect(await toldSince({ to: middle })).toEqual(['慢', ...many]);
    expect(await toldSince({ to: follower.position })).toEqual([]);
  } finally {
    await other.query('rollback');
  }
});
