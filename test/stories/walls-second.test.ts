import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '#access/viewer.js';
import { type ViewerHandle, VIEWERS } from '../support/expected-disclosure.js';
import { POSTINGS, TABLES, TOKENS } from '../support/expected-walls.js';
import { keyIn, pairTheOthers, plantPeople, type Planted } from '../support/planted.js';
import { type Policy, type Rows, SecondWall, viewersOf } from '../support/second-wall.js';
import { insertTries, thefts, type Try } from '../support/wall-tries.js';
import { openWorld, type World } from '../support/world.js';

/** Walled tables whose rows are nobody's: the system alone reads them. */
const OF_NOBODY: readonly string[] = ['journal_entry', 'key_check', 'worker_to_index'];
/** What the one record is called that was merged into another. */
const MERGED = 'merged';

/** Walled tables whose rows say by another one whose they are. */
const BY_HOUSEHOLD = 'select m.worker_id from household_member m where m.household_id =';
const OF_A_MEMBER: Readonly<Record<string, string>> = {
  household: `${BY_HOUSEHOLD} household.id`,
  household_labor: `${BY_HOUSEHOLD} household_labor.household_id`,
  zero_employment: `${BY_HOUSEHOLD} zero_employment.household_id`,
  officer: 'select a.worker_id from assignment a where a.officer_id = officer.id',
};

let world: World;
let wall: SecondWall;
let people: Planted[];
let viewers: Map<string, Viewer>;
let all: Rows;
/** Whose row it is: table/key → person, or posting. */
let labels: Map<string, string>;
let tries: Try[];
let writable: string[];

beforeAll(async () => {
  world = await openWorld();
  await pairTheOthers(world);
  const planted = await plantPeople(world);
  await planted.finish();
  people = planted.people;
  await plantReadingsAndDrafts();
  wall = await SecondWall.of(world.url);
  viewers = await viewersOf(world.url, VIEWERS);
  all = await wall.all();
  labels = await labelled();
  tries = await insertTries(wall, people, labels);
  writable = await wall.writable();
}, 120_000);
afterAll(async () => {
  await wall?.close();
  await world?.close();
});

/** A round is one of everybody's whom it asks: said by the one who was verified in its county. */
const ROUND_OF = `(select a.worker_id from survey_answer a join arrival v on v.worker_id = a.worker_id and v.state = 'VERIFIED'
  where a.round_id = survey_round.id limit 1)::text`;

const one = (who: string): Planted => people.find((p) => p.who === who) as Planted;

async function plantReadingsAndDrafts(): Promise<void> {
  const reading = `insert into identity_reading (worker_id, account_id, purpose, origin)
    select w.id, a.id, 'DISPATCH', w.origin from worker w, account a where w.id = ? and a.handle = ?`;
  await world.plant(reading, [keyIn(one('checked in').worker), 'station@foshan']);
  await world.plant(reading, [keyIn(one('of another hukou').worker), 'county@congjiang']);
  await world.plant('insert into worker_to_index (worker_id, unreadable) values (?, true)', [
    keyIn(one('registered').worker),
  ]);
  await world.plant(
    `insert into worker_source (worker_id, file_sha256, file_name, sheet, row, brought_at)
      select id, sha256('a file'), 'workers.csv', '', 2, now() from worker`,
  );
  await world.plant(
    `insert into life_event (worker_id, kind, state, on_day, reason, origin)
     select id, 'SERVES', 'PLANNED', '2030-01-01', '入伍通知', origin from worker`,
  );
  await world.plant(
    `insert into transfer_request (worker_id, from_origin, to_region, to_origin, asked_by, reason, state)
     select w.id, w.origin, r.code, r.path, a.organization_id, '户籍已迁入', 'REQUESTED' from worker w
     join region r on r.code in ('522631', '522633') and r.path <> left(w.origin, 6)
     cross join (select organization_id from account where handle = 'station@hangzhou') a`,
  );
  await world.plant(
    `insert into worker_merge (worker_id, given_id, origin, state, reason, carried, parted_at, parted_because)
     select a.id, b.id, a.origin, 'PARTED', '同一人', '{}', now(), '两个人' from worker a
     cross join lateral (select id from worker o where o.id <> a.id limit 1) b`,
  );
  // A record of nobody's county that was merged into somebody's: who knows the person finds it.
  await world.plant(
    `insert into worker (service_region, origin, hukou_region, hukou, display_name, sex_code, birth_date, education, work_ability, merged_into)
     values ('520000', '52', '520000', '52', '', 1, '1990-01-01', 'NONE', 'FULL', ?)`,
    [keyIn(one('verified').worker)],
  );
  // Between two of one county: each with the one whose key is the county's greatest.
  await world.plant(
    `insert into possible_duplicate (worker_id, other_id, origin, other_origin, same_phone, same_name_and_birth)
     select a.id, b.id, a.origin, b.origin, true, false from worker a cross join lateral (
       select * from worker o where left(o.origin, 6) = left(a.origin, 6) order by o.id desc limit 1) b where b.id > a.id`,
  );
  for (const [handle, region] of [
    ['employer@other', '440604'],
    ['employer@foshan', '522631'],
  ] as const)
    await world.plant(
      `insert into job_posting (employer_id, title, work_region, destination, headcount, state, valid_to)
       select organization_id, 'draft', ?, ?, 1, 'DRAFT', '2030-01-01' from account where handle = ?`,
      [region, region, handle],
    );
}

async function labelled(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const whoIs = new Map(people.map((p) => [keyIn(p.worker), p.who]));
  for (const { id } of await wall.owner<{ id: string }>(
    'select id from worker where merged_into is not null',
  ))
    whoIs.set(id, MERGED);
  for (const [table, key] of wall.tables) {
    if (OF_NOBODY.includes(table)) continue;
    const label =
      table === 'job_posting'
        ? `title || ' in ' || work_region`
        : table === 'worker'
          ? 'id::text'
          : table === 'worker_token'
            ? 'county'
            : OF_A_MEMBER[table] !== undefined
              ? `(${OF_A_MEMBER[table]} limit 1)::text`
              : table === 'trip'
                ? '(select p.worker_id from trip_passenger p where p.trip_id = trip.id)::text'
                : table === 'survey_round'
                  ? ROUND_OF
                  : 'worker_id::text';
    for (const { k, l } of await wall.owner<{ k: string; l: string }>(
      `select ${key}::text as k, ${label} as l from ${table}`,
    ))
      found.set(`${table}/${k}`, whoIs.get(l) ?? l);
  }
  return found;
}

/** What the tables above say of one viewer. */
function expected(handle: string, may: 'reads' | 'writes', tables: Iterable<string>): Rows {
  const viewer = handle as ViewerHandle;
  return Object.fromEntries(
    [...tables].map((table) => {
      const rows = (all[table] ?? []).filter((key) => {
        if (handle === 'system') return true;
        const label = labels.get(`${table}/${key}`) ?? '';
        if (label === MERGED)
          return (
            table === 'worker' && may === 'reads' && ['station@foshan', 'employer@foshan'].includes(viewer)
          );
        if (table === 'job_posting') return POSTINGS[label]?.[may].includes(viewer) ?? false;
        if (table === 'worker_token') return TOKENS[label]?.[may].includes(viewer) ?? false;
        const person = people.find((p) => p.who === label);
        return person !== undefined && (TABLES[table]?.[may](person, viewer) ?? false);
      });
      return [table, rows.toSorted()];
    }),
  );
}

/** Does anybody read something else than the tables say? Most of what a policy changes is in its own table. */
async function readsOtherwise({ table }: Policy): Promise<boolean> {
  for (const tables of [[table], [...wall.tables.keys()]])
    for (const [handle, viewer] of [...viewers].toReversed())
      if (!same(await wall.reads(viewer, tables), expected(handle, 'reads', tables))) return true;
  return false;
}
const same = (found: Rows, told: Rows): boolean =>
  JSON.stringify(sorted(found)) === JSON.stringify(sorted(told));
const sorted = (rows: Rows): Rows =>
  Object.fromEntries(Object.entries(rows).map(([table, keys]) => [table, keys.toSorted()]));

describe('the second wall, alone', () => {
  test('every planted row is somebody’s, and every walled table has its line', () => {
    expect([...wall.tables.keys()].toSorted()).toEqual(
      [...Object.keys(TABLES), 'job_posting', 'worker_token', ...OF_NOBODY].toSorted(),
    );
    for (const table of Object.keys(TABLES))
      expect([table, (all[table] ?? []).length > 0]).toEqual([table, true]);
    expect(new Set(all['job_posting']?.map((key) => labels.get(`job_posting/${key}`)))).toEqual(
      new Set(Object.keys(POSTINGS)),
    );
  });

  test.each(['system', ...VIEWERS])('%s reads exactly its own rows', (handle) =>
    wall.rolledBack(async () => {
      expect(sorted(await wall.reads(viewers.get(handle)))).toEqual(
        expected(handle, 'reads', wall.tables.keys()),
      );
    }),
  );

  test.each(VIEWERS)('%s may change exactly what is its own to change', (handle) =>
    wall.rolledBack(async () => {
      expect(await wall.writes(viewers.get(handle), writable)).toEqual(expected(handle, 'writes', writable));
    }),
  );

  test('without a viewer there are no rows in any table', () =>
    wall.rolledBack(async () => {
      for (const rows of Object.values(await wall.reads(undefined))) expect(rows).toEqual([]);
    }));
});

describe('each policy counts', () => {
  /** Changes each policy in turn, and answers those of which nobody would notice. */
  const unnoticed = async (
    change: (policy: Policy) => string | undefined,
    looks: (policy: Policy) => Promise<boolean>,
  ) => {
    const found: string[] = [];
    for (const policy of wall.policies) {
      const statement = change(policy);
      if (!statement) continue;
      await wall.rolledBack(async () => {
        await wall.owner(statement);
        if (!(await looks(policy))) found.push(policy.name);
      });
    }
    return found;
  };
  const writesOnly = ({ command }: Policy) => command === 'INSERT' || command === 'UPDATE';
  const byWhatItIs = async (policy: Policy) =>
    writesOnly(policy) ? writesOtherwise([policy.table]) : readsOtherwise(policy);

  test('one that is dropped is missed', async () => {
    expect(await unnoticed(({ table, name }) => `drop policy ${name} on ${table}`, byWhatItIs)).toEqual([]);
  }, 120_000);

  test('one that lets everybody through is noticed', async () => {
    const open = ({ table, name, command }: Policy) =>
      command === 'INSERT' ? undefined : `alter policy ${name} on ${table} using (true)`;
    expect(await unnoticed(open, byWhatItIs)).toEqual([]);
  }, 120_000);

  test('one that checks nothing of what is written is noticed', async () => {
    // What the serving role cannot write at all needs no check: the trigger writes it as the owner.
    expect([...wall.tables.keys()].filter((t) => !writable.includes(t))).toEqual([
      'household_labor',
      'journal_entry',
      'responsibility',
      'standing',
      'zero_employment',
    ]);
    const unchecked = ({ table, name, checks }: Policy) =>
      checks && writable.includes(table) ? `alter policy ${name} on ${table} with check (true)` : undefined;
    expect(await unnoticed(unchecked, ({ table }) => writesOtherwise([table]))).toEqual([]);
  }, 120_000);
});

/** Who may write what nobody of that side may, or may not what it may. */
async function* wrongWriters(tables: readonly string[]): AsyncGenerator<string> {
  for (const { what, table, row, may } of tries)
    if (tables.includes(table))
      for (const [handle, viewer] of viewers)
        if ((await wall.lets(viewer, table, row)) !== may.includes(handle)) yield `${handle}: ${what}`;
  for (const { table, by, set } of thefts(people))
    if (tables.includes(table)) {
      const own = expected(by, 'writes', [table])[table]?.length;
      if ((await wall.change(viewers.get(by), table, 'version = 1')) !== own)
        yield `${by}: other rows of ${table} than its own`;
      if ((await wall.change(viewers.get(by), table, set)) !== 'REFUSED')
        yield `${by}: turned ${table} to a stranger`;
    }
  for (const handle of VIEWERS)
    if (!same(await wall.writes(viewers.get(handle), tables), expected(handle, 'writes', tables)))
      yield `${handle}: changes`;
}

/** Is there one of them? */
async function writesOtherwise(tables: readonly string[]): Promise<boolean> {
  return (await wrongWriters(tables).next()).done === false;
}

describe('nobody writes what is another’s', () => {
  test('a new row is written by the side whose step it is, of a person it knows', () =>
    wall.rolledBack(async () => {
      const wrong: string[] = [];
      for await (const write of wrongWriters(writable)) wrong.push(write);
      expect(wrong).toEqual([]);
    }));

  test('a county moves nobody of its own into another county, and takes nobody in', () =>
    wall.rolledBack(async () => {
      const move = (table: string, to: string, column = 'origin') =>
        wall.owner(`update ${table} set ${column} = $1`, [to]).then(
          (r) => r,
          (fault: unknown) => String(fault),
        );
      for (const table of [
        'worker',
        'worker_tag',
        'willingness',
        'survey_answer',
        'survey_round',
        'return_record',
        'consent',
        'provisional_person',
        'assistance_plan',
        'assistance_measure',
        'referral',
        'dispatch_order',
        'arrival',
        'trip',
        'trip_passenger',
        'household',
        'household_member',
        'officer',
        'assignment',
      ])
        expect(await wall.as(viewers.get('county@liping'), () => move(table, '522633100'))).toMatch(
          /row-level security/,
        );
      await wall.as(viewers.get('county@congjiang'), async () => {
        await wall.owner(`update worker set hukou = '522633', origin = '522633'`);
        expect(await wall.owner(`select from worker where id = $1`, [keyIn(one('verified').worker)])).toEqual(
          [],
        );
      });
      for (const table of ['referral', 'dispatch_order', 'arrival', 'trip', 'job_posting'])
        expect(
          await wall.as(viewers.get('station@foshan'), () => move(table, '3301', 'destination')),
        ).toMatch(/row-level security/);
    }));
});
