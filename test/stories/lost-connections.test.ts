import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import sql from 'sql-template-tag';
import { JobPosting } from '#posting/job-posting.entity.js';
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

test('a table that gets a column while it is written to is nobody’s fault', async () => {
  const read = () =>
    ground.system().transact('party.seed', (inside) => inside.em.find(JobPosting, { title: { $ne: '' } }));
  // Each connection has prepared it, as one has that served for an hour.
  for (let i = 0; i < 4; i += 1) await Promise.all(Array.from({ length: 4 }, read));
  await ground.look('alter table job_posting add column added_by_an_upgrade text');
  const after = await Promise.all(Array.from({ length: 8 }, read));
  expect(after.map((found) => found.length)).toEqual(after.map(() => after[0]?.length));
  expect(after[0]?.length).toBeGreaterThan(0);
});

test('a list is as long as it must be', async () => {
  const many = Array.from({ length: 70_000 }, (_, i) => i);
  const [row] = await ground
    .system()
    .transact('party.seed', (inside) =>
      inside.run(sql`select count(*)::int as n from generate_series(0, 80000) g where g in (${many})`),
    );
  expect(row).toEqual({ n: many.length });
});
