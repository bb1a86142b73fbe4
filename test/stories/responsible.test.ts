import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dice } from '#demo/random.js';
import type { Client } from '../support/client.js';
import { AT_WORK, CORRECT, DEEDS, type Deed, does, newFamily, newNo } from '../support/families.js';
import { inDays, registerWorker } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { openWorld, type World } from '../support/world.js';

const SITE = '522631R01';
const TOWN = '522631003';
const OTHER_TOWN = '522631101';
const OPERATIONS = process.env['LONG'] ? 5_000 : 300;

let world: World;
let county: Client;
let other: Client;
beforeAll(async () => {
  world = await openWorld({ env: { RATE_COST_PER_MINUTE: '100000000' } });
  county = await world.as('county@liping');
  other = await world.as('county@congjiang');
});
afterAll(() => world?.close());

const refused = (client: Client, deed: Deed, i: object) => client.refusal(DEEDS[deed], { i });
const officer = async (more: object = {}, who = county, region = '522631') =>
  (await does(who, 'registerOfficer', { name: '网格长', kind: 'GRID_HEAD', region, ...more })).id;
const person = async (serviceRegion = TOWN) => (await registerWorker(county, { tags: [], serviceRegion })).id;
/** Who is primarily responsible for a person, and by what. */
const whoseIs = async (worker: string) => {
  const { node } = await county.must<{
    node: {
      responsible: {
        officer: { id: string };
        region: { code: string } | null;
        building: { no: string } | null;
        worker: { id: string } | null;
      } | null;
    };
  }>(
    'query($id: ID!) { node(id: $id) { ... on Worker { responsible { officer { id } region { code } building { no } worker { id } } } } }',
    { id: worker },
  );
  return node.responsible?.officer.id ?? null;
};
const people = async (client: Client, filter: string): Promise<{ ids: string[]; total: number }> => {
  const { p } = await client.must<{ p: { nodes: { id: string }[]; totalCount: number } }>(
    `{ p: responsiblePeople(first: 200, filter: { ${filter} }) { totalCount nodes { id } } }`,
  );
  return { ids: p.nodes.map(({ id }) => id).toSorted(), total: p.totalCount };
};

describe('who is responsible for whom', () => {
  test('the narrowest area with an officer decides: person, building, site or village, town', async () => {
    const { id: building } = await does(county, 'registerBuilding', { region: SITE, no: newNo() });
    const { head } = await newFamily(county, SITE, { building });
    const alone = await person(SITE);
    expect([await whoseIs(head), await whoseIs(alone)]).toEqual([null, null]);
    expect((await people(county, `nobodys: true, region: "${SITE}"`)).ids).toEqual([head, alone].toSorted());
    const [ofSite, ofBuilding, own] = [await officer(), await officer(), await officer()];
    await does(county, 'assignArea', { officer: ofSite, region: SITE });
    expect([await whoseIs(head), await whoseIs(alone)]).toEqual([ofSite, ofSite]);
    await does(county, 'assignArea', { officer: ofBuilding, building });
    expect([await whoseIs(head), await whoseIs(alone)]).toEqual([ofBuilding, ofSite]);
    await does(county, 'handOverWorker', { worker: head, officer: own, reason: '长期走访' });
    expect(await whoseIs(head)).toBe(own);
    expect(await people(county, `officer: "${ofSite}"`)).toEqual({ ids: [alone], total: 1 });
    await does(county, 'handBackWorker', { worker: head, reason: '回到楼栋' });
    expect(await whoseIs(head)).toBe(ofBuilding);
    await does(county, 'relieveArea', { building, reason: '楼栋拆除' });
    expect(await people(county, `officer: "${ofSite}"`)).toEqual({ ids: [head, alone].toSorted(), total: 2 });
    expect((await people(county, `nobodys: true, region: "${SITE}"`)).total).toBe(0);
    await does(county, 'relieveArea', { region: SITE, reason: '网格调整' });
    expect(await people(county, `nobodys: true, region: "${SITE}"`)).toEqual({
      ids: [head, alone].toSorted(),
      total: 2,
    });
  });

  test('an area changes hands by a reason, its people with it, and the history stays', async () => {
    const [before, after] = [await officer(), await officer()];
    const one = await person(OTHER_TOWN);
    await does(county, 'assignArea', { officer: before, region: OTHER_TOWN });
    const again = { officer: after, region: OTHER_TOWN };
    expect(await refused(county, 'assignArea', again)).toMatchObject({
      reason: 'REASON',
      field: 'input.reason',
    });
    expect(await refused(county, 'assignArea', { ...again, officer: before })).toMatchObject({
      reason: 'ALREADY_RESPONSIBLE',
    });
    const input = { ...again, reason: '岗位调整', idempotencyKey: `area-${after}`.slice(0, 60) };
    const made = await does<{ id: string; reason: string; officer: { id: string; people: number } }>(
      county,
      'assignArea',
      input,
    );
    expect(made).toMatchObject({ reason: '岗位调整', officer: { id: after, people: 1 } });
    expect((await does(county, 'assignArea', input)).id).toBe(made.id);
    const { assignments } = await county.must<{ assignments: { nodes: unknown[]; totalCount: number } }>(
      `{ assignments(filter: { region: "${OTHER_TOWN}", ended: null }) { totalCount nodes { beganOn endedOn endedFor officer { id } } } }`,
    );
    expect(assignments).toEqual({
      totalCount: 2,
      nodes: [
        { beganOn: inDays(0), endedOn: null, endedFor: null, officer: { id: after } },
        { beganOn: inDays(0), endedOn: inDays(0), endedFor: '岗位调整', officer: { id: before } },
      ],
    });
    const touched = await world.look(
      `select verb, count(*)::int as n from journal_entry where noun = 'assignment' and verb = 'area.assign'
         and (after ->> 'officer_id') in ($1, $2) group by 1`,
      [keyIn(before), keyIn(after)],
    );
    expect(touched).toEqual([{ verb: 'area.assign', n: 3 }]);
    expect(await whoseIs(one)).toBe(after);
    const relieved = await does<{ relievedOn: string; people: number }>(county, 'relieveOfficer', {
      id: after,
      successor: before,
      reason: '退休',
    });
    expect(relieved).toMatchObject({ relievedOn: inDays(0), people: 0 });
    expect(await whoseIs(one)).toBe(before);
    for (const [deed, i, reason] of [
      ['relieveOfficer', { id: after, reason: '退休' }, 'OFFICER_RELIEVED'],
      ['relieveOfficer', { id: before, successor: before, reason: '退休' }, 'SUCCESSOR_ITSELF'],
      ['assignArea', { officer: after, region: TOWN }, 'OFFICER_RELIEVED'],
    ] as const)
      expect(await refused(county, deed, i)).toMatchObject({ reason });
  });

  test('an officer with an account finds the own people, and nobody else finds them as theirs', async () => {
    const mine = await officer({ account: 'officer@liping', kind: 'EMPLOYMENT_INFO_OFFICER' });
    const one = await person();
    await does(county, 'handOverWorker', { worker: one, officer: mine, reason: '包保' });
    const self = await world.as('officer@liping');
    expect([await people(self, 'mine: true'), await people(county, 'mine: true')]).toEqual([
      { ids: [one], total: 1 },
      { ids: [], total: 0 },
    ]);
    const taken = { name: '李四', kind: 'LIAISON', region: TOWN, account: 'officer@liping' };
    expect(await refused(county, 'registerOfficer', taken)).toMatchObject({
      reason: 'OFFICER_ACCOUNT_TAKEN',
    });
    expect(await refused(county, 'registerOfficer', { ...taken, account: 'county@congjiang' })).toMatchObject(
      {
        reason: 'NOT_FOUND',
        field: 'input.account',
      },
    );
    const { officers } = await county.must<{ officers: { nodes: { account: string; people: number }[] } }>(
      '{ officers(filter: { kind: EMPLOYMENT_INFO_OFFICER }) { totalCount nodes { account people } } }',
    );
    expect(officers).toEqual({
      totalCount: 1,
      nodes: [{ account: 'officer@liping', people: 1 }],
    });
  });

  test('what is written of an officer is corrected by the county alone, and stays of one who was relieved', async () => {
    const one = await officer();
    const said = { id: one, name: '龙虚构', kind: 'LIAISON', idempotencyKey: `correct-${one.slice(-20)}` };
    const now = await does<{ version: number }>(county, 'correctOfficer', said);
    expect(now).toMatchObject({ name: '龙虚构', kind: 'LIAISON', account: null, version: 2 });
    expect(await does(county, 'correctOfficer', said)).toEqual(now);
    expect(
      await world.look(
        `select before ->> 'name' as name, after ->> 'kind' as kind from journal_entry
         where noun = 'officer' and verb = 'officer.correct' and noun_id = $1`,
        [keyIn(one)],
      ),
    ).toEqual([{ name: '网格长', kind: 'LIAISON' }]);
    const both = await Promise.all(
      ['甲虚构', '乙虚构'].map((name) =>
        county.send(DEEDS.correctOfficer, { i: { id: one, name, version: now.version } }),
      ),
    );
    expect(both.flatMap(({ errors }) => errors ?? []).map((e) => e.extensions.reason)).toEqual([
      'CHANGED_MEANWHILE',
    ]);
    for (const [who, i, reason] of [
      [other, { id: one, name: '丙虚构' }, 'NOT_FOUND'],
      [county, { id: one, name: '\u0007龙虚构' }, 'CONTROL_CHARACTER'],
      [county, { id: one, account: 'county@congjiang' }, 'NOT_FOUND'],
    ] as const)
      expect(await refused(who, 'correctOfficer', i)).toMatchObject({ reason });
    await does(county, 'relieveOfficer', { id: one, reason: '退休' });
    expect(await refused(county, 'correctOfficer', { id: one, name: '丁虚构' })).toMatchObject({
      reason: 'OFFICER_RELIEVED',
      field: 'input.id',
    });
  });

  test('of two who are made responsible at once one is', async () => {
    const officers = [await officer(), await officer(), await officer()];
    const one = await person();
    const answers = await Promise.all(
      officers.map((id) =>
        county.send(DEEDS.handOverWorker, { i: { worker: one, officer: id, reason: '包保' } }),
      ),
    );
    const held = await world.look(
      'select officer_id from assignment where worker_id = $1 and ended_on is null',
      [keyIn(one)],
    );
    expect(held).toHaveLength(1);
    for (const { errors } of answers.filter((a) => a.errors))
      expect(errors?.[0]?.extensions.reason).toMatch(/^(ALREADY_ASSIGNED|CHANGED_MEANWHILE)$/);
    expect(answers.some(({ errors }) => !errors)).toBe(true);
  });

  test('is the county’s own business: no other side reads or writes, another county finds nothing', async () => {
    const ours = await officer();
    const one = await person();
    const theirs = await officer({}, other, '522633');
    for (const handle of ['station@foshan', 'employer@foshan', 'observer@province', 'admin@platform']) {
      const client = await world.as(handle);
      for (const asked of ['officers', 'assignments', 'responsiblePeople(filter: { nobodys: true })'])
        expect(await client.refusal(`{ ${asked} { totalCount } }`)).toMatchObject({ reason: 'NOT_ALLOWED' });
      expect(
        await refused(client, 'handOverWorker', { worker: one, officer: ours, reason: '包保' }),
      ).toMatchObject({
        reason: 'NOT_ALLOWED',
      });
    }
    expect(await other.refusal('query($id: ID!) { node(id: $id) { id } }', { id: ours })).toMatchObject({
      reason: 'NOT_FOUND',
    });
    for (const [deed, i, reason] of [
      ['handOverWorker', { worker: one, officer: theirs, reason: '包保' }, 'NOT_FOUND'],
      ['assignArea', { officer: ours, region: '522633100' }, 'NOT_YOUR_SIDE'],
      ['assignArea', { officer: ours, region: '522631' }, 'REGION_OF_ANOTHER_LEVEL'],
      ['assignArea', { officer: ours }, 'ONE_AREA'],
      ['relieveArea', { region: TOWN, reason: '调整' }, 'NOBODY_RESPONSIBLE'],
      ['handBackWorker', { worker: one, reason: '调整' }, 'NOBODY_RESPONSIBLE'],
      ['handOverWorker', { worker: one, officer: ours, reason: ' ' }, 'REASON'],
      ['registerOfficer', { name: '甲', kind: 'LIAISON', region: TOWN }, 'TEXT_LENGTH'],
    ] as const)
      expect([deed, await refused(county, deed, i)]).toEqual([deed, expect.objectContaining({ reason })]);
    expect(await county.refusal('{ responsiblePeople(filter: {}) { totalCount } }')).toMatchObject({
      reason: 'PEOPLE_OF_WHOM',
    });
  });
});

/** Everybody whose area, and every household whose list, is not what it is by its definition. */
const WRONG = `
  with home as (
    select s.worker_id, s.origin, s.in_base, h.building_id, coalesce(h.origin, s.origin) as path
    from standing s left join household_member m on m.worker_id = s.worker_id and m.left_on is null
    left join household h on h.id = m.household_id
  ), told as (
    select o.worker_id, o.origin, o.in_base,
      (select a.id from assignment a where a.ended_on is null and (a.worker_id = o.worker_id or a.building_id = o.building_id
         or (a.region_code is not null and starts_with(o.path, a.origin)))
       order by a.worker_id is null, a.building_id is null, length(a.origin) desc limit 1) as by
    from home o
  )
  select 'person' as what, t.worker_id::text as id from told t left join responsibility r on r.worker_id = t.worker_id
    left join assignment a on a.area_key = r.area_key and a.ended_on is null
    where (r.origin, r.in_base, a.id) is distinct from (t.origin, t.in_base, t.by)
  union all
  select 'household', h.id::text from household h
  cross join lateral (
    select count(*) filter (where s.in_base) as labourers, count(*) filter (where w.employment_form is not null) as employed
    from household_member m join worker w on w.id = m.worker_id join standing s on s.worker_id = w.id
    where m.household_id = h.id and m.left_on is null and w.life_status = 'ALIVE') n
  left join household_labor l on l.household_id = h.id
  where (n.labourers > 0 and n.employed = 0)
      <> exists (select from zero_employment z where z.household_id = h.id and z.cleared_on is null)
    or (n.labourers, n.employed) is distinct from (l.labourers::bigint, l.employed::bigint)
  union all
  select 'twice', m.worker_id::text from household_member m where m.left_on is null group by m.worker_id having count(*) > 1
  union all
  select 'heads', m.household_id::text from household_member m where m.left_on is null
    group by m.household_id having count(*) filter (where m.relation = 'HEAD') <> 1`;

describe('after any history', () => {
  test(`${OPERATIONS} random operations leave one primary officer a person, and the list as its definition has it`, async () => {
    await world.look(`select set_config('app.role', 'SYSTEM', false)`);
    const chance = dice(20_261_122);
    const faults = new Set<string>();
    /** What is not right, or somebody else has just changed, is refused; nothing else may happen. */
    const tries = async (document: string, variables: Record<string, unknown>): Promise<void> => {
      for (const { extensions } of (await county.send(document, variables)).errors ?? [])
        if (!/^(CONFLICT|BAD_USER_INPUT)$/.test(extensions.code))
          faults.add(`${extensions.code}/${extensions.reason}`);
    };
    const places = [SITE, TOWN, OTHER_TOWN];
    const buildings: string[] = [];
    for (let i = 0; i < 3; i += 1)
      buildings.push((await does(county, 'registerBuilding', { region: SITE, no: newNo() })).id);
    const officers = [await officer(), await officer()];
    const workers = [await person(), await person(SITE)];
    const households = [(await newFamily(county)).id];
    const area = () =>
      chance.chance(0.5) ? { building: chance.pick(buildings) } : { region: chance.pick(places) };
    const deeds: readonly (() => Promise<unknown>)[] = [
      async () =>
        workers.push(
          (
            await registerWorker(county, {
              tags: [],
              serviceRegion: chance.pick(places),
              ...(chance.chance(0.4) ? AT_WORK : {}),
            })
          ).id,
        ),
      async () => {
        const family = await newFamily(
          county,
          SITE,
          chance.chance(0.6) ? { building: chance.pick(buildings) } : {},
        );
        households.push(family.id);
        workers.push(family.head);
      },
      () =>
        tries(DEEDS.joinHousehold, {
          i: { household: chance.pick(households), worker: chance.pick(workers), relation: 'OTHER' },
        }),
      () =>
        tries(DEEDS.leaveHousehold, {
          i: { household: chance.pick(households), worker: chance.pick(workers), reason: 'SPLIT' },
        }),
      () =>
        tries(DEEDS.nameHead, {
          i: { household: chance.pick(households), worker: chance.pick(workers) },
        }),
      () =>
        tries(DEEDS.correctHousehold, {
          i: { id: chance.pick(households), region: chance.pick(places) },
        }),
      () =>
        tries(DEEDS.correctHousehold, {
          i: { id: chance.pick(households), building: chance.pick(buildings) },
        }),
      () => tries(CORRECT, { i: { id: chance.pick(workers), ...AT_WORK } }),
      () => tries(CORRECT, { i: { id: chance.pick(workers), ...{ employment: null } } }),
      () =>
        tries(CORRECT, {
          i: { id: chance.pick(workers), ...{ lifeStatus: chance.chance(0.3) ? 'DEAD' : 'ALIVE' } },
        }),
      () =>
        tries(CORRECT, {
          i: { id: chance.pick(workers), ...{ workAbility: chance.chance(0.3) ? 'NONE' : 'FULL' } },
        }),
      () => tries(CORRECT, { i: { id: chance.pick(workers), ...{ serviceRegion: chance.pick(places) } } }),
      async () => officers.push(await officer()),
      () => tries(DEEDS.assignArea, { i: { officer: chance.pick(officers), reason: '调整', ...area() } }),
      () => tries(DEEDS.assignArea, { i: { officer: chance.pick(officers), reason: '调整', ...area() } }),
      () => tries(DEEDS.relieveArea, { i: { reason: '调整', ...area() } }),
      () =>
        tries(DEEDS.handOverWorker, {
          i: { worker: chance.pick(workers), officer: chance.pick(officers), reason: '移交' },
        }),
      () => tries(DEEDS.handBackWorker, { i: { worker: chance.pick(workers), reason: '退回' } }),
      () =>
        tries(DEEDS.relieveOfficer, {
          i: {
            id: chance.pick(officers),
            reason: '卸任',
            ...(chance.chance(0.5) ? { successor: chance.pick(officers) } : {}),
          },
        }),
    ];
    // Several at once: what is kept must be kept by the database, not by their order.
    for (let done = 0; done < OPERATIONS; done += 6) {
      await Promise.all(Array.from({ length: 6 }, () => chance.pick(deeds)()));
      if (done % 60 === 0) expect(await world.look(WRONG)).toEqual([]);
    }
    expect([await world.look(WRONG), [...faults]]).toEqual([[], []]);
    const [facts] = await world.look(
      `select (select count(*)::int from zero_employment where cleared_on is not null) as cleared,
        (select count(*)::int from responsibility where area_key is not null) as responsible,
        (select count(*)::int from assignment where succeeded_by is not null) as succeeded`,
    );
    for (const [what, n] of Object.entries(facts ?? {})) expect([what, Number(n) > 0]).toEqual([what, true]);
  }, 600_000);
});
