import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { ONE_PLAN } from '#store/look-line.js';
import { SERVING_ROLE } from '#store/orm.js';
import { AFTER_QUIET, AFTER_SOME } from '#store/read-journal.js';
import { openGround, type TestGround } from '../support/ground.js';

/** So many that a planner who cannot know how few are new takes them for many. */
const ENTRIES = 30_000;

let ground: TestGround;
beforeAll(async () => {
  ground = await openGround();
  // As it is before anybody has counted it; nobody does during the test.
  await ground.look('alter table journal_entry set (autovacuum_enabled = off)');
  await ground.look(
    `insert into journal_entry (xid, actor, verb, noun, noun_id, after)
       select (1000 + n)::text::xid8, 'system:seed', 'posting.open', 'job_posting', n::text, jsonb_build_object('title', repeat('长', 80))
       from generate_series(1, $1::int) n`,
    [ENTRIES],
  );
});
afterAll(() => ground?.close());

async function planOf(text: string, settings: readonly string[]): Promise<string> {
  const options = [`role=${SERVING_ROLE}`, 'app.role=SYSTEM', ...settings]
    .map((one) => `-c ${one}`)
    .join(' ');
  const client = new Client({ connectionString: ground.url, options });
  await client.connect();
  const values = [`'1000'`, `'{job_posting,worker}'`, `'{990,995}'`].slice(0, text.includes('$3') ? 3 : 2);
  await client.query(`prepare look as ${text}`);
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain execute look(${values.join(', ')})`);
  await client.end();
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.each([AFTER_QUIET, AFTER_SOME])(
  'a look goes straight to the news, however long the journal is: $name',
  async ({ text }) => {
    const plan = await planOf(text, ONE_PLAN);
    expect(plan).toMatch(/Index Scan using journal_entry_xid_seq/);
    expect(plan).not.toMatch(/Gather|Bitmap|Seq Scan|Sort|journal_entry_noun|journal_entry_topic/);
  },
);

test('left alone the planner would take the long way', async () => {
  expect(await planOf(AFTER_QUIET.text, ['plan_cache_mode=force_generic_plan'])).toMatch(
    /Gather|Bitmap|Seq Scan/,
  );
});

test('a standing is worked out by a plan that is made once, from the keys of the persons', async () => {
  const [refresh] = await ground.look(`select proconfig from pg_proc where proname = 'refresh_standing'`);
  expect(refresh?.['proconfig']).toContain('plan_cache_mode=force_generic_plan');
  const client = new Client({
    connectionString: ground.url,
    options: '-c plan_cache_mode=force_generic_plan',
  });
  await client.connect();
  await client.query(
    'prepare standing as select s.* from standing_fresh s where s.worker_id = any ($1::uuid[])',
  );
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain execute standing('{}')`);
  await client.end();
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Index Scan using worker_pkey|Bitmap Index Scan on worker_pkey/);
  expect(plan).not.toMatch(/Seq Scan on (worker|worker_tag|willingness|referral|arrival|dispatch_order)\b/);
});
