import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityClass } from '@mikro-orm/core';
import { Client } from 'pg';
import sql from 'sql-template-tag';
import type { Change } from '#journal/change.js';
import type { ListWatch } from '#journal/list-watch.js';
import { isOf, type Watch } from '#journal/watch.js';
import type { Row } from '#kernel/operation.js';
import { buildGraph } from '#server/graph.js';
import { ENTITIES } from '#store/entities.js';
import { registerWorker } from '#worker/register-worker.js';
import { openGround, type TestGround } from '../support/ground.js';
import { inventedIdNumber } from '../support/people.js';
import { LISTS, TOPICS } from '../../src/live.js';
import { PROJECT } from '../support/other-process.js';

/** Tables that are no noun: the journal itself, and what the program keeps about itself. */
const NO_NOUNS = [
  'journal_entry',
  'journal_mark',
  'idempotency_record',
  'look_up_allowance',
  'point_allowance',
  'since_crash',
  'uncompared_identity',
  'used_up_number',
  'webhook_progress',
  'webhook_errand',
  'webhook_delivery',
  'household_labor',
  'responsibility',
  'key_check',
  'worker_token',
  'worker_to_index',
  'worker_source',
  'import_piece',
  'import_refusal',
  'deployment',
  'migration',
];
/** Nouns that the database alone writes. */
const KEPT = ['standing', 'zero_employment'];
/** The functions that may act as the owner: the journal's pen and its eraser, who outruns a crash, and those that keep what is derived. */
const OWNERS_FUNCTIONS = [
  'follow_assignments',
  'follow_households',
  'follow_members',
  'follow_responsibility',
  'forget_journal',
  'journal_write',
  'outrun_crash',
  'refresh_households',
  'refresh_responsibility',
  'refresh_standing',
  'standing_follow',
];
/** Streams that are no watch of one noun: the picture is folded from several. */
const FOLDED = ['pictureChanged', 'watchPicture'];

let house: TestGround;
let nouns: string[];
beforeAll(async () => {
  house = await openGround();
  nouns = (await tables()).filter((name) => !NO_NOUNS.includes(name));
});
afterAll(() => house.close());

async function tables(): Promise<string[]> {
  const rows = await house.look(`select tablename from pg_tables where schemaname = 'public' order by 1`);
  return rows.map((row) => String(row['tablename']));
}

/** How PostgreSQL refuses a statement: its five letters. */
async function codeOf(client: Client, text: string): Promise<string> {
  try {
    await client.query(text);
  } catch (fault) {
    return String((fault as { code?: string }).code);
  }
  return 'not refused';
}

describe('the journal', () => {
  test('is written by three triggers on every noun', async () => {
    const rows = await house.look(
      `select tgrelid::regclass::text as noun, tgname from pg_trigger
       where tgfoid = 'journal_write'::regproc and tgenabled = 'O' order by 1, 2`,
    );
    for (const noun of nouns)
      expect(rows.filter((row) => row['noun'] === noun).map((row) => row['tgname'])).toEqual([
        'journal_delete',
        'journal_insert',
        'journal_update',
      ]);
    expect(new Set(rows.map((row) => row['noun'])).size).toBe(nouns.length);
  });

  test('knows every noun that verbs change', () => {
    const metadata = house.ground.ground.em.getMetadata();
    for (const entity of ENTITIES)
      expect(nouns).toContain(metadata.get(entity as EntityClass<object>).tableName);
  });

  test('refuses a change without an author, of every noun and by every role', async () => {
    const owner = new Client({ connectionString: house.url });
    await owner.connect();
    try {
      for (const role of ['', 'labor_bridge_app']) {
        if (role) await owner.query(`set role ${role}`);
        // What the database alone keeps the serving role may not even try.
        for (const noun of nouns.filter((name) => !role || !KEPT.includes(name))) {
          expect([
            noun,
            await codeOf(owner, `insert into ${noun} select * from ${noun} where false`),
          ]).toEqual([noun, 'LB001']);
          const [column] = await house.look(
            `select attname from pg_attribute where attrelid = '${noun}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' limit 1`,
          );
          const name = String(column?.['attname']);
          expect([noun, await codeOf(owner, `update ${noun} set ${name} = ${name} where false`)]).toEqual([
            noun,
            'LB001',
          ]);
        }
      }
    } finally {
      await owner.end();
    }
  });

  test('is read by the system alone and written by nobody but its trigger', async () => {
    const app = new Client({ connectionString: house.url, options: '-c role=labor_bridge_app' });
    await app.connect();
    try {
      const count = async () => Number((await app.query('select count(*) from journal_entry')).rows[0].count);
      expect(await count()).toBe(0);
      await app.query(`select set_config('app.role', 'COUNTY_BUREAU', false)`);
      expect(await count()).toBe(0);
      await app.query(`select set_config('app.role', 'SYSTEM', false)`);
      expect(await count()).toBeGreaterThan(0);
      for (const statement of [
        `insert into journal_entry (actor, verb, noun, noun_id) values ('a', 'b', 'c', 'd')`,
        `update journal_entry set actor = 'somebody else'`,
        'delete from journal_entry',
        'truncate journal_entry',
      ])
        expect([statement, await codeOf(app, statement)]).toEqual([statement, '42501']);
    } finally {
      await app.end();
    }
  });

  test('tells who did what, before and after, and holds nothing that must stay sealed', async () => {
    const op = house.system('journal-test');
    await op.transact('party.seed', async (inside) => {
      await inside.em
        .getConnection()
        .execute(
          `update region set name = '黎平' where code = '522631'`,
          [],
          'run',
          inside.em.getTransactionContext(),
        );
    });
    const [entry] = await house.look(
      `select actor, verb, before ->> 'name' as before, after ->> 'name' as after from journal_entry
       where noun = 'region' and noun_id = '522631' order by seq desc limit 1`,
    );
    expect(entry).toEqual({
      actor: 'system:journal-test',
      verb: 'party.seed',
      before: '黎平县',
      after: '黎平',
    });
    const county = await house.as('county@liping');
    await county.transact('worker.register', async (inside) => {
      const { id } = await registerWorker(inside, {
        idNumber: inventedIdNumber(),
        name: '测试甲',
        phone: '15400000001',
        serviceRegion: '522631003',
        hukouRegion: '522631003',
        education: 'JUNIOR_HIGH',
        workAbility: 'FULL',
      });
      await inside.em.flush();
      await inside.run(
        sql`update worker_identity set phone_enc = null, phone_hmac = null where worker_id = ${id}`,
      );
    });
    expect(
      await house.look(
        `select before is null as made, array(select jsonb_object_keys(before) order by 1) as before,
           array(select jsonb_object_keys(after) order by 1) as after from journal_entry where noun = 'worker_identity' order by seq`,
      ),
    ).toEqual([
      { made: true, before: [], after: ['version', 'worker_id'] },
      { made: false, before: ['version', 'worker_id'], after: ['version', 'worker_id'] },
    ]);
  });
});

describe('the second wall', () => {
  test('is forced, also for the owner, on every table about a person, and on the journal', async () => {
    const rows = await house.look(
      `select c.relname, c.relforcerowsecurity and c.relrowsecurity as forced,
         exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
           and a.attname in ('worker_id', 'birth_date', 'referral_id', 'dispatch_id')) as personal
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
    );
    const personal = rows.filter((row) => row['personal']).map((row) => row['relname']);
    expect(personal).toEqual(
      expect.arrayContaining([
        'arrival',
        'dispatch_order',
        'referral',
        'standing',
        'willingness',
        'worker',
        'worker_identity',
        'worker_tag',
      ]),
    );
    const forced = rows.filter((row) => row['forced']).map((row) => row['relname']);
    expect(forced).toEqual(
      expect.arrayContaining([...personal, 'trip', 'trip_passenger', 'job_posting', 'journal_entry']),
    );
  });

  test('is not gone round by views: they ask with the rights of who asks them', async () => {
    const rows = await house.look(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
         and not coalesce('security_invoker=true' = any (reloptions), false)`,
    );
    expect(rows).toEqual([]);
  });

  test('has no door but these functions, and each keeps to its own search path', async () => {
    const rows = await house.look(
      `select proname, coalesce(array_to_string(proconfig, ';'), '') as settings from pg_proc
       where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
    );
    expect(rows.map((row) => row['proname'])).toEqual(OWNERS_FUNCTIONS);
    for (const row of rows) expect(row['settings']).toContain('search_path=public, pg_temp');
  });

  test('stands before a role that owns nothing, and may neither delete nor pass it', async () => {
    const [role] = await house.look(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles where rolname = 'labor_bridge_app'`,
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolcanlogin: false,
    });
    const [owned] = await house.look(
      `select (select count(*) from pg_class where relowner = r.oid) + (select count(*) from pg_proc where proowner = r.oid)
         + (select count(*) from pg_namespace where nspowner = r.oid) + (select count(*) from pg_database where datdba = r.oid) as things
       from pg_roles r where rolname = 'labor_bridge_app'`,
    );
    expect(Number(owned?.['things'])).toBe(0);
    const may = await house.look(
      `select table_name, privilege_type from information_schema.role_table_grants
       where grantee in ('labor_bridge_app', 'PUBLIC') and table_schema = 'public'
         and privilege_type not in ('SELECT', 'INSERT', 'UPDATE')`,
    );
    // Keys of idempotency are forgotten after a week, what was sent by webhooks after a month, what a person was found by
    // with the name that it was of, who is to be compared when it is done, what a file said when its import has ended;
    // no noun ever is.
    expect(may.map(({ table_name, privilege_type }) => `${table_name} ${privilege_type}`).toSorted()).toEqual(
      [
        'idempotency_record DELETE',
        'import_piece DELETE',
        'import_refusal DELETE',
        'uncompared_identity DELETE',
        'webhook_delivery DELETE',
        'webhook_errand DELETE',
        'worker_to_index DELETE',
        'worker_token DELETE',
      ],
    );
    const [create] = await house.look(
      `select has_schema_privilege('labor_bridge_app', 'public', 'CREATE') as may`,
    );
    expect(create).toEqual({ may: false });
  });
});

describe('the watches', () => {
  let watches: Map<string, Watch>;
  let lists: Map<string, ListWatch>;
  beforeAll(async () => {
    watches = new Map();
    lists = new Map();
    const rooms = readdirSync(join(PROJECT, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    for (const room of rooms)
      for (const file of readdirSync(join(PROJECT, 'src', room.name)).filter((name) =>
        /^watch-.*\.ts$/.test(name),
      )) {
        const module = (await import(`#${room.name}/${file.replace(/\.ts$/, '.js')}`)) as Record<
          string,
          unknown
        >;
        for (const [name, value] of Object.entries(module))
          if (typeof value === 'object' && value !== null && 'enters' in value)
            watches.set(name, value as unknown as Watch);
          else if (typeof value === 'object' && value !== null && 'holds' in value)
            lists.set(name, value as unknown as ListWatch);
      }
  });

  test('are the subscriptions of the schema, one for one, and all enrolled', async () => {
    const fields = Object.keys((await buildGraph()).getSubscriptionType()?.getFields() ?? {});
    expect(
      [...watches.values()]
        .map((watch) => watch.field)
        .concat(
          FOLDED,
          [...lists.values()].map((list) => list.field),
        )
        .toSorted(),
    ).toEqual(fields.toSorted());
    expect(TOPICS.map(({ field }) => field).toSorted()).toEqual(
      [...watches.values()].map(({ field }) => field).toSorted(),
    );
    expect(LISTS.map(({ field }) => field).toSorted()).toEqual(
      [...lists.values()].map(({ field }) => field).toSorted(),
    );
  });

  test('are none of them dead: each has a noun of the journal, and a change of it that is its topic', async () => {
    for (const watch of watches.values()) {
      expect(nouns).toContain(watch.noun);
      const states = await statesOf(watch.noun);
      expect(states.length).toBeGreaterThan(0);
      const topical = states.filter((state) => isOf(watch, change(watch.noun, null, { state })));
      expect([watch.field, topical]).toEqual([watch.field, [watch.enters]]);
    }
  });

  test('tell a state once, when it is entered', async () => {
    for (const watch of watches.values())
      for (const state of await statesOf(watch.noun))
        expect(isOf(watch, change(watch.noun, { state }, { state }))).toBe(false);
  });
});

/** The states that the database allows a noun. */
async function statesOf(noun: string): Promise<string[]> {
  const rows = await house.look(
    `select pg_get_constraintdef(oid) as rule from pg_constraint where conrelid = $1::regclass and contype = 'c'`,
    [noun],
  );
  const rule =
    rows.map((row) => String(row['rule'])).find((text) => text.startsWith('CHECK ((state = ANY')) ?? '';
  return [...rule.matchAll(/'(\w+)'/g)].map((found) => String(found[1]));
}

function change(noun: string, before: Row | null, after: Row | null): Change {
  return {
    seq: '1',
    xid: '1',
    at: '2026-11-22T00:00:00Z',
    actor: 'a',
    verb: 'b',
    noun,
    nounId: '1',
    before,
    after,
  };
}
