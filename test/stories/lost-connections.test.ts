import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { openGround, type TestGround } from '../support/ground.js';
import { plantOpen } from '../support/open-postings.js';

/** More than the pool of a test's ground has. */
const CUTS = process.env['LONG'] ? 400 : 20;

let ground: TestGround;
let hand: Client;
beforeAll(async () => {
  ground = await openGround();
  await plantOpen(ground, '断线');
  // A hand on the database that nobody cuts: one of another database.
  const url = new URL(ground.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  hand = new Client({ connectionString: url.href });
  await hand.connect();
  await hand.query(`select set_config('test.database', $1, false)`, [name]);
});
afterAll(async () => {
  await hand?.end();
  await ground?.close();
});

const cutWriters = () =>
  hand.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_setting('test.database') and application_name = 'labor-bridge write'`);

test('a database that drops everybody in the middle of their work, again and again, costs no connection for good', async () => {
  const slow = `update job_posting set headcount = headcount % 50 + 1 where pg_sleep(0.02) is not null`;
  let failed = 0;
  for (let cut = 0; cut < CUTS; cut += 1) {
    const writing = Promise.allSettled(Array.from({ length: 3 }, () => ground.plant(slow)));
    await new Promise((done) => setTimeout(done, 10 + (cut % 5) * 5));
    await cutWriters();
    failed += (await writing).filter(({ status }) => status === 'rejected').length;
  }
  expect(failed).toBeGreaterThan(CUTS / 2);
  for (let i = 0; i < 10; i += 1) await ground.plant(slow);
}, 120_000);
