import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { standingStatements } from '#picture/audit-standing.js';
import { migrate } from '#store/migrate.js';
import { load } from '../../bench/load.js';

const WORKERS = 500;
const NAME = `lb_story_bench_${randomUUID().slice(0, 8)}`;
const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
const owner = new Client({ connectionString: url.href });
const world = new Client({ connectionString: Object.assign(new URL(url), { pathname: NAME }).href });

beforeAll(async () => {
  await owner.connect();
  await owner.query(`create database ${NAME}`);
  const place = Object.assign(new URL(url), { pathname: NAME }).href;
  await migrate(place);
  await load(place, { workers: WORKERS, postings: WORKERS }, () => undefined);
  await world.connect();
}, 60_000);
afterAll(async () => {
  await world.end();
  await owner.query(`drop database if exists ${NAME} with (force)`);
  await owner.end();
});

/** It is written past all triggers, so a column that one of them keeps would be wrong without a word. */
it('the world that the bench measures is as the product would have made it', async () => {
  const { rows: size } = await world.query(
    `select count(*)::int as workers, count(*) filter (where in_base)::int > 100 as base, count(*) filter (where verified)::int > 100 as verified,
       bool_and(s.verified = (w.real_name_verified_on is not null)) as kept from standing s join worker w on w.id = s.worker_id`,
  );
  expect(size).toEqual([{ workers: WORKERS, base: true, verified: true, kept: true }]);
  // The places of its postings are filled by nobody; its people are whom everything is counted from.
  const [people] = standingStatements();
  expect((await world.query(people?.text ?? '', people?.values)).rows).toEqual([]);
});
