import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { systemViewer } from '#access/viewer.js';
import { openGround } from '#ground.js';
import { standingStatements } from '#picture/audit-standing.js';
import { migrate } from '#store/migrate.js';
import { openOperation } from '#store/open-operation.js';
import { indexDueWorkers } from '#worker/index-due-workers.js';
import { tokenRows } from '#worker/index-workers.js';
import { learnToRead } from '#worker/name-readings.js';
import { nameAndBirth } from '#worker/worker-identity.entity.js';
import { load } from '../../bench/load.js';
import { loadFindable } from '../../bench/load-findable.js';
import { SECRETS } from '../support/ground.js';

const WORKERS = 500;
const NAME = `lb_story_bench_${randomUUID().slice(0, 8)}`;
const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
const owner = new Client({ connectionString: url.href });
const placeOfWorld = Object.assign(new URL(url), { pathname: NAME }).href;
const world = new Client({ connectionString: placeOfWorld });

beforeAll(async () => {
  await owner.connect();
  await owner.query(`create database ${NAME}`);
  await migrate(placeOfWorld);
  await load(placeOfWorld, { workers: WORKERS, postings: WORKERS }, () => undefined);
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

it('whoever is to be found in it is found by what the clock would have made', async () => {
  const ground = await openGround({ url: placeOfWorld, pool: 2, secrets: SECRETS });
  try {
    const { vault, regions } = ground.ground;
    const indexes = async () => {
      const { rows } = await world.query(
        `select indexdef from pg_indexes where tablename = 'worker_token' order by indexname`,
      );
      return rows;
    };
    const migrated = await indexes();
    const sealing = { vault, regions, learnToRead, tokenRows, nameAndBirth };
    await loadFindable(placeOfWorld, sealing, () => undefined);
    expect(await indexes()).toEqual(migrated);

    await world.query(`select set_config('app.role', 'SYSTEM', false)`);
    const tokens = async () => {
      const { rows } = await world.query(
        'select token, found_by, worker_id, county from worker_token order by 3, 1, 2, 4',
      );
      return rows;
    };
    const loaded = await tokens();
    expect(new Set(loaded.map((row) => row.worker_id)).size).toBe(WORKERS);
    await world.query('delete from worker_token');
    await world.query('insert into worker_to_index (worker_id) select id from worker');
    const clock = openOperation(ground.ground, systemViewer('clock'));
    expect(await clock.transact('clock.indexWorkers', indexDueWorkers)).toBe(WORKERS);
    expect(await tokens()).toEqual(loaded);
  } finally {
    await ground.close();
  }
});
