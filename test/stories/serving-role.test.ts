import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import sql from 'sql-template-tag';
import type { Viewer } from '#access/viewer.js';
import { type Ground, openGround } from '#ground.js';
import { openOperation } from '#store/open-operation.js';
import { SERVING_ROLE } from '#store/orm.js';
import { SECRETS } from '../support/ground.js';
import { CONGJIANG, keyIn, LIPING, pairTheOthers, plantPeople, type Planted } from '../support/planted.js';
import { SecondWall, viewersOf } from '../support/second-wall.js';
import { openWorld, type World } from '../support/world.js';

/** Tables without a wall, and why they need none. */
const NOT_ABOUT_A_PERSON: Readonly<Record<string, string>> = {
  migration: 'which changes of the database have run',
  deployment: 'one row: what kind of database this is',
  region: 'public codes and names',
  organization: 'offices, stations and employers are known to every side',
  account: 'who signs in; read by the doors alone, shown by no face',
  pairing: 'public agreements',
  festival: 'when a county’s people come home',
  building: 'numbers of houses',
  cooperation_agreement: 'what two governments signed',
  export_agreement: 'what a county and a labour company signed',
  training_entrustment: 'what public money is to teach',
  outreach_group: 'how many are in a group, nobody by name',
  hr_licence: 'what hangs on the wall of a labour company',
  service_station: 'where stations are, and when they are open',
  station_inspection: 'what stations have',
  journal_mark: 'up to which transaction the journal is how old',
  since_crash: 'whether the database has crashed since somebody connected',
  uncompared_identity: 'keys of those who are to be compared with the others; says nothing of anybody',
  used_up_number: 'empty: what is written there is taken away again',
  point_allowance: 'how much an account has left of its minute',
  look_up_allowance: 'how many look-ups an account has left this hour',
  idempotency_record: 'an account’s own keys, with a keyed hash of the input; found by account and key only',
};
/** Functions that run with the owner's rights. */
const DEFINERS = [
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

/** Two people of each county. */
const PEOPLE = ['registered', 'in demand', 'other: in demand', 'other: verified'];

describe('the serving role', () => {
  let world: World;
  let wall: SecondWall;
  let ground: Ground;
  let people: Planted[];
  let viewers: Map<string, Viewer>;

  beforeAll(async () => {
    world = await openWorld();
    await pairTheOthers(world);
    people = (await plantPeople(world, PEOPLE)).people;
    wall = await SecondWall.of(world.url);
    viewers = await viewersOf(world.url, [LIPING.county, CONGJIANG.county]);
    ground = await openGround({ url: world.url, pool: 4, secrets: SECRETS });
  }, 60_000);
  afterAll(async () => {
    await ground?.close();
    await wall?.close();
    await world?.close();
  });

  test('owns nothing, is no superuser, is above no wall, and may make nothing', async () => {
    const [role] = await wall.owner(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
        (select count(*)::int from pg_class where relowner = r.oid) as tables,
        (select count(*)::int from pg_proc where proowner = r.oid) as functions,
        (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
        has_schema_privilege(rolname, 'public', 'create') as makes
      from pg_roles r where rolname = $1`,
      [SERVING_ROLE],
    );
    expect(role).toEqual({
      rolsuper: false,
      rolbypassrls: false,
      rolcreaterole: false,
      rolcreatedb: false,
      rolreplication: false,
      tables: 0,
      functions: 0,
      memberships: 0,
      makes: false,
    });
    const [{ user } = { user: '' }] = (
      await ground.readers.query<{ user: string }>('select current_user as user')
    ).rows;
    expect(user).toBe(SERVING_ROLE);
    const op = openOperation(ground.ground, viewers.get('county@liping') as Viewer);
    expect(await op.transact('party.seed', (inside) => inside.run(sql`select current_user as user`))).toEqual(
      [{ user: SERVING_ROLE }],
    );
  });

  test('every table about a person has its wall, forced for the owner too; views look with the asker’s eyes', async () => {
    const tables = await wall.owner<{
      name: string;
      walled: boolean;
    }>(`select relname as name, relrowsecurity and relforcerowsecurity as walled
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'm', 'f') order by 1`);
    expect(
      tables
        .filter((t) => !t.walled)
        .map((t) => t.name)
        .toSorted(),
    ).toEqual(Object.keys(NOT_ABOUT_A_PERSON).toSorted());
    expect(
      await wall.owner(`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'
      and not coalesce('security_invoker=true' = any (reloptions), false)`),
    ).toEqual([]);
    const definers = await wall.owner<{ proname: string }>(
      `select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
    );
    expect(definers.map((d) => d.proname)).toEqual(DEFINERS);
  });

  test('400 interleaved reads and writes of two counties over four connections stay apart', async () => {
    const own = (county: string) =>
      people
        .filter((p) => p.way.county === county)
        .map((p) => keyIn(p.worker))
        .toSorted();
    const counties = [LIPING.county, CONGJIANG.county];
    const found = await Promise.all(
      Array.from({ length: 400 }, async (_, i) => {
        const county = counties[i % 2] ?? '';
        const op = openOperation(ground.ground, viewers.get(county) as Viewer);
        const statement = sql`select id::text as id from worker order by id`;
        const rows =
          i % 8 < 6
            ? (await op.read(statement)).rows[0]
            : await op.transact('party.seed', (inside) => inside.run(statement));
        return [county, JSON.stringify(rows?.map((r) => r['id']).toSorted()) === JSON.stringify(own(county))];
      }),
    );
    expect(found.filter(([, same]) => !same)).toEqual([]);
    expect((await ground.readers.query('select from worker')).rowCount).toBe(0);
  }, 60_000);
});
