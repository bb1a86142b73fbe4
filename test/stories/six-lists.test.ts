/** The six lists against a model and against the nouns, after any history; and how the database goes about them among many. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { sessionVariables, type Viewer } from '#access/viewer.js';
import { type ListQuery, readConnection } from '#kernel/page.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { sixListStatement } from '#picture/audit-six-lists.js';
import { sixCounts, sixList } from '#picture/six-lists.js';
import { type Listable, SIX_LISTS, whyOn } from '#picture/six-lists.rules.js';
import { SERVING_ROLE } from '#store/orm.js';
import { BARRIERS, INTENTS } from '#willingness/willingness.entity.js';
import { foundList } from '#worker/found.list.js';
import { registerWorker } from '#worker/register-worker.js';
import { readSought } from '#worker/sought.rules.js';
import { TAGS } from '#worker/worker-tag.entity.js';
import { wordToken } from '#worker/word-token.js';
import { openGround, type TestGround } from '../support/ground.js';
import { inDays, inventedIdNumber } from '../support/people.js';

const PEOPLE = 9;
const MANY = 20_000;
/** As many again as one of four of them are out of the labour base. Where nobody is, two indexes hold the same rows and either is right. */
const OUTSIDE = MANY / 4;
const RUNS = process.env['LONG'] ? 300 : 8;
jest.setTimeout(120_000);

let ground: TestGround;
let owner: Client;
let workers: string[];
let county: Operation;
let liping: RegionFact;

beforeAll(async () => {
  ground = await openGround();
  county = await ground.as('county@liping');
  liping = county.regions.must('522631', 'origin');
  owner = new Client({ connectionString: ground.url });
  await owner.connect();
  await owner.query(
    `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'system:test', false), set_config('app.verb', 'party.seed', false)`,
  );
  workers = (
    await owner.query<{ id: string }>(
      `insert into worker (display_name, service_region, origin, hukou_region, hukou, birth_date, sex_code, education, work_ability)
       select '测试', '522631003', '522631003', '522631003', '522631003', '1990-01-01', 1, 'PRIMARY', 'FULL' from generate_series(1, $1) returning id`,
      [PEOPLE],
    )
  ).rows.map((row) => row.id);
  await owner.query(
    `insert into job_posting (employer_id, title, work_region, destination, headcount, state, valid_to)
     select organization_id, '普工', '440604', '440604', 1, 'DRAFT', '2099-01-01' from account where handle = 'employer@foshan'`,
  );
});
afterAll(async () => {
  await owner?.end();
  await ground?.close();
});

const anybody: fc.Arbitrary<Listable> = fc.record({
  inBase: fc.constantFrom(true, true, true, false),
  verified: fc.boolean(),
  tags: fc.subarray([...TAGS]),
  employed: fc.boolean(),
  intent: fc.constantFrom(...INTENTS, null),
  available: fc.boolean(),
  barriers: fc.subarray([...BARRIERS]),
  inFlight: fc.boolean(),
});

/** Makes the person be so, by rows of the nouns alone; the standing follows by itself. */
async function become(id: string, who: Listable): Promise<void> {
  await owner.query('begin');
  await owner.query('delete from worker_tag where worker_id = $1', [id]);
  await owner.query(
    `insert into worker_tag (worker_id, tag, subtype, valid_from, source, origin)
     select $1, t, case t when 'MONITORED' then 'SUDDEN' end, '2021-01-01', '测试', '522631003' from unnest($2::text[]) t`,
    [id, who.tags],
  );
  await owner.query(`update willingness set state = 'WITHDRAWN' where worker_id = $1 and state = 'ACTIVE'`, [
    id,
  ]);
  if (who.intent !== null)
    await owner.query(
      `insert into willingness (worker_id, kind, state, intent, any_destination, barriers, method, confirmed_at, valid_to, origin, available_from)
       values ($1, 'WORK', 'ACTIVE', $2, true, $3, 'VISIT', now(), '2099-01-01', '522631003', $4)`,
      [
        id,
        who.intent,
        who.barriers,
        who.available ? [null, inDays(14), inDays(-3)][who.tags.length % 3] : inDays(15),
      ],
    );
  await owner.query(`update dispatch_order set state = 'CANCELLED' where worker_id = $1`, [id]);
  if (who.inFlight)
    await owner.query(
      `insert into dispatch_order (dispatch_no, worker_id, posting_id, employer_id, origin_region, destination_region, origin,
         destination, kind, transport, planned_on, state)
       select gen_random_uuid()::text, $1, id, employer_id, '522631', '440604', '522631003', '440604', 'LONG_TERM', 'CHARTER', '2026-01-01', 'BOOKED'
       from job_posting limit 1`,
      [id],
    );
  await owner.query(
    `update worker set work_ability = $2, real_name_verified_on = $3, employment_form = $4, employment_region = $5, employment_path = $5 where id = $1`,
    [
      id,
      who.inBase ? 'WEAK' : 'NONE',
      who.verified ? '2026-01-01' : null,
      who.employed ? 'FARM' : null,
      who.employed ? '522631' : null,
    ],
  );
  await owner.query('commit');
}

/** Barriers are said with a wish; without one there are none. */
const asSaid = (who: Listable): Listable =>
  who.intent === null ? { ...who, barriers: [], available: true } : who;

describe('the six lists', () => {
  test('hold who ought to be on them and say why, after any history; so do counts and audit', async () => {
    const model = new Map<string, Listable>();
    for (const id of workers) model.set(id, { ...(await nobodyYet()) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(PEOPLE - 1), anybody), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          for (const [n, who] of changes) {
            const id = workers[n] as string;
            await become(id, who);
            model.set(id, asSaid(who));
          }
          const expected = SIX_LISTS.map((list) =>
            [...model]
              .map(([id, who]) => `${id} ${whyOn(list, who).join(' ')}`)
              .filter((line) => !line.endsWith(' '))
              .toSorted(),
          );
          const pages = await Promise.all(
            SIX_LISTS.map((list) =>
              readConnection(
                county,
                sixList(county, liping, list, {}, 'REGISTERED'),
                { first: 200 },
                { total: true, cursors: false },
              ),
            ),
          );
          expect(
            pages.map(({ nodes }) =>
              nodes.map(({ worker, listedFor }) => `${worker.key} ${listedFor.join(' ')}`).toSorted(),
            ),
          ).toEqual(expected);
          expect(pages.map((page) => page.totalCount)).toEqual(expected.map((people) => people.length));
          const [counts, apart] = (
            await ground.system().read(sixCounts(liping), sixListStatement(county.today))
          ).rows;
          expect(Object.values(counts?.[0] ?? {}).map(Number)).toEqual(
            expected.map((people) => people.length),
          );
          expect(apart).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  test('are told by the audit where one of them is wrong', async () => {
    await owner.query('begin');
    await owner.query('alter table standing disable trigger user');
    await owner.query('update standing set in_base = true, employed = not employed');
    await owner.query('commit');
    const { rows } = await ground.system().read(sixListStatement(county.today));
    expect(rows[0]?.length).toBeGreaterThan(0);
    await owner.query('update standing set in_base = false where worker_id = any($1)', [workers]);
    await owner.query('alter table standing enable trigger user');
    await owner.query(`select refresh_standing($1)`, [workers]);
    expect((await ground.system().read(sixListStatement(county.today))).rows[0]).toEqual([]);
  });
});

async function nobodyYet(): Promise<Listable> {
  return {
    inBase: true,
    verified: false,
    tags: [],
    employed: false,
    intent: null,
    available: true,
    barriers: [],
    inFlight: false,
  };
}

describe('a bureau above the counties', () => {
  test('finds whoever is served in one of them and registered in another once', async () => {
    await ground.plant(
      `update organization set region_code = '522600', path = '5226'
       where id = (select organization_id from account where handle = 'officer@liping')`,
    );
    const bureau = await ground.as('officer@liping');
    const register = (name: string, serviceRegion: string, hukouRegion: string) => {
      const who = { idNumber: inventedIdNumber(), name, serviceRegion, hukouRegion };
      return bureau.write('worker.register', {}, (inside) =>
        registerWorker(inside, { ...who, education: 'PRIMARY', workAbility: 'FULL' }),
      );
    };
    const both = await register('田小禾', '522631003', '522633100');
    const there = await register('田小满', '522633100', '522633100');
    const found = async (op: Operation) => {
      const list = foundList(op, readSought('text', '田小', op.today), null);
      const { nodes, totalCount } = await readConnection(op, list, {}, { total: true, cursors: false });
      return [nodes.map(({ worker }) => worker.key).toSorted(), totalCount];
    };
    expect(await found(bureau)).toEqual([[both, there].toSorted(), 2]);
    expect(await found(county)).toEqual([[both], 1]);
    expect(await found(await ground.as('county@congjiang'))).toEqual([[both, there].toSorted(), 2]);
  });
});

describe('among twenty thousand of the labour base of two counties', () => {
  let viewer: Viewer;
  beforeAll(async () => {
    viewer = county.viewer;
    const token = wordToken(county.vault, '522631', '王');
    // Written for good before the vacuum comes: it takes nothing for settled that may be forgotten yet.
    await owner.query(`set synchronous_commit = on`);
    await owner.query(`set session_replication_role = replica`);
    await owner.query(
      `insert into worker (display_name, service_region, origin, hukou_region, hukou, birth_date, sex_code, education, work_ability, real_name_verified_on)
       select '王**', c, c, c, c, '1980-01-01', 1, 'PRIMARY', 'FULL', '2026-01-01'
       from (select case when n % 3 = 0 then '522633100' else '522631003' end as c from generate_series(1, ${MANY + OUTSIDE}) n) x`,
    );
    await owner.query(
      `insert into standing (worker_id, origin, hukou, in_base, target, relocated, tags, employed, barriers, explicit, broad,
         open_destination, in_demand, wants_training, in_training, referrals, offered, bound, checked_in, shown_to, accepted_by, verified)
       select id, origin, hukou, n % 5 <> 0, true, false, '{MONITORED}', false, '{}', '{}', '{}', false, false, false, false, 0, false, '{}', '{}', '{}', '{}', true
       from (select *, row_number() over (order by id) as n from worker where display_name = '王**') w`,
    );
    await owner.query(
      `insert into worker_identity (worker_id, name_enc, id_number_enc, id_number_hmac)
       select id, 'x.x', 'x.x', decode(replace(id::text, '-', ''), 'hex') from worker where display_name = '王**'`,
    );
    await owner.query(
      `insert into worker_token (token, found_by, worker_id, county)
       select hashint8extended(n, 7), 3 + n % 8, id, left(origin, 6) from worker, generate_series(1, 8) n where display_name = '王**'
       union all
       select $1::bigint, 4, id, '522631' from (select id, row_number() over (order by id) as n from worker where origin = '522631003') x where n % 20 = 0`,
      [token],
    );
    await owner.query(`set session_replication_role = origin`);
    await owner.query('vacuum analyze worker, standing, worker_token, worker_identity');
  });

  async function planOf(list: ListQuery<unknown>): Promise<string> {
    const serving = new Client({ connectionString: ground.url, options: `-c role=${SERVING_ROLE}` });
    await serving.connect();
    try {
      for (const [name, value] of Object.entries(sessionVariables(viewer)))
        await serving.query('select set_config($1, $2, false)', [name, value]);
      const order = list.keys.map((key) => key.text).join(', ');
      const { text, values } = list.spine ?? list.from;
      const { rows } = await serving.query<{ 'QUERY PLAN': string }>(
        `explain (costs off) select ${list.keys[0]?.text} ${text} order by ${order} limit 51`,
        values,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    } finally {
      await serving.end();
    }
  }

  test('finding walks its index in the order of the page, behind the policies', async () => {
    const plan = await planOf(foundList(county, readSought('text', '王', county.today), null));
    expect(plan).toMatch(/Index Only Scan using worker_token_pkey/);
    expect(plan).not.toMatch(/Seq Scan|Sort|Bitmap|Gather/);
    const narrowed = await planOf(foundList(county, readSought('text', '王 4321', county.today), null));
    expect(narrowed).toMatch(/using worker_token_pkey/);
    expect(narrowed).not.toMatch(/Seq Scan/);
  });

  test('a list walks the standings of the county in the order of the page', async () => {
    const plan = await planOf(sixList(county, liping, 'IN_HARDSHIP', {}, 'PLACE'));
    expect(plan).toMatch(/Index Scan using standing_base/);
    expect(plan).not.toMatch(/Seq Scan|Sort|Gather/);
  });

  test('the total is exact, and nobody of another county is in it', async () => {
    const all = await readConnection(
      county,
      foundList(county, readSought('text', '王', county.today), null),
      { first: 1 },
      { total: true, cursors: false },
    );
    const [own] = await ground.look(
      `select count(*)::int as n from worker_token where found_by = 4 and token = $1`,
      [wordToken(county.vault, '522631', '王')],
    );
    expect(all.totalCount).toBe(own?.['n']);
    expect(all.totalCount).toBeGreaterThan(500);
    const listed = await readConnection(
      county,
      sixList(county, liping, 'IN_HARDSHIP', {}, 'PLACE'),
      { first: 1 },
      { total: true, cursors: false },
    );
    expect(listed.totalCount).toBeGreaterThanOrEqual(13_000);
    expect(listed.totalCount).toBeLessThan(MANY);
  });
});
