import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import {
  AT_WORK,
  correct,
  DEEDS,
  type Deed,
  does,
  type Family,
  HOUSEHOLD,
  newFamily,
  newNo,
} from '../support/families.js';
import { inDays, registerWorker } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { openWorld, type World } from '../support/world.js';

const SITE = '522631R01';
const TOWN = '522631003';

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
const person = async (more: Record<string, unknown> = {}, who = county) =>
  (await registerWorker(who, { tags: [], serviceRegion: SITE, ...more })).id;
const theirOwn = () => person({ serviceRegion: '522633100', hukouRegion: '522633100' }, other);
const look = async (id: string): Promise<Family> =>
  (
    await county.must<{ node: Family }>(
      `query($id: ID!) { node(id: $id) { ... on Household { ${HOUSEHOLD} } } }`,
      {
        id,
      },
    )
  ).node;
const listed = async (client: Client, filter: string): Promise<{ ids: string[]; total: number }> => {
  const { households } = await client.must<{ households: { nodes: { id: string }[]; totalCount: number } }>(
    `{ households(first: 200, filter: { ${filter} }) { totalCount nodes { id } } }`,
  );
  return { ids: households.nodes.map(({ id }) => id), total: households.totalCount };
};

describe('a county registers a household', () => {
  test('with building, address and members, and everybody knows it by the person', async () => {
    const { id: building } = await does(county, 'registerBuilding', { region: SITE, no: '12栋' });
    const [spouse, child] = [await person(), await person()];
    const family = await newFamily(county, SITE, {
      building,
      address: '3单元502',
      movedFrom: '522633100',
      members: [
        { worker: spouse, relation: 'SPOUSE' },
        { worker: child, relation: 'SON' },
      ],
      since: inDays(-400),
    });
    expect(family).toMatchObject({
      memberCount: 3,
      labourers: 3,
      employed: 0,
      address: '3单元502',
      building: { no: '12栋' },
      movedFrom: { code: '522633100' },
    });
    expect(family.members.map(({ relation }) => relation)).toEqual(['HEAD', 'SPOUSE', 'SON']);
    const { node } = await county.must<{ node: { household: { no: string } } }>(
      'query($id: ID!) { node(id: $id) { ... on Worker { household { no } } } }',
      { id: child },
    );
    expect(node.household).toEqual({ no: family.no });
    expect((await listed(county, `building: "${building}"`)).ids).toEqual([family.id]);
    expect(await listed(county, `no: "${family.no}"`)).toEqual({ ids: [family.id], total: 1 });
    // Moved from a town is moved from its county, too, and from nowhere else.
    for (const from of ['522633100', '522633'])
      expect(await listed(county, `movedFrom: "${from}"`)).toEqual({ ids: [family.id], total: 1 });
    expect((await listed(county, 'movedFrom: "522631"')).total).toBe(0);
    expect((await listed(other, 'movedFrom: "522633"')).total).toBe(0);
    const [row] = await world.look('select address_enc from household where id = $1', [keyIn(family.id)]);
    expect(String(row?.['address_enc'])).not.toContain('502');
  });

  test('under a number that is nobody else’s, once, also when it is sent twice', async () => {
    const head = await person();
    const input = { no: newNo(), region: SITE, head, idempotencyKey: `household-${head}`.slice(0, 40) };
    const first = await does<Family>(county, 'registerHousehold', input);
    expect((await does<Family>(county, 'registerHousehold', input)).id).toBe(first.id);
    const again = { no: input.no, region: SITE, head: await person() };
    expect(await refused(county, 'registerHousehold', again)).toMatchObject({
      reason: 'HOUSEHOLD_NO_TAKEN',
      field: 'input.no',
    });
    expect(await refused(county, 'registerHousehold', { ...again, no: newNo(), head })).toMatchObject({
      reason: 'ALREADY_IN_HOUSEHOLD',
      field: 'input.head',
    });
    const journal = await world.look(
      `select distinct verb, noun from journal_entry where after ->> 'household_id' = $1 or noun_id = $1 order by 2`,
      [keyIn(first.id)],
    );
    expect(journal).toEqual(
      ['household', 'household_member', 'zero_employment'].map((noun) => ({
        verb: 'household.register',
        noun,
      })),
    );
  });

  test('and hears which field is wrong', async () => {
    const head = await person();
    const fine = { no: newNo(), region: SITE, head };
    const { id: elsewhere } = await does(county, 'registerBuilding', { region: SITE, no: newNo() });
    for (const [more, reason, field] of [
      [{ no: ' ' }, 'TEXT_LENGTH', 'input.no'],
      [{ region: '522631' }, 'REGION_OF_ANOTHER_LEVEL', 'input.region'],
      [{ region: '522633100' }, 'NOT_YOUR_SIDE', 'input.region'],
      [{ address: '\u0007' }, 'CONTROL_CHARACTER', 'input.address'],
      [{ movedFrom: '520000' }, 'REGION_OF_ANOTHER_LEVEL', 'input.movedFrom'],
      [{ since: inDays(2) }, 'MEMBERSHIP_DAY', 'input.since'],
      [{ since: '1899-01-01' }, 'MEMBERSHIP_DAY', 'input.since'],
      [{ region: TOWN, building: elsewhere }, 'BUILDING_ELSEWHERE', 'input.building'],
      [{ members: [{ worker: head, relation: 'SON' }] }, 'MEMBER_TWICE', 'input.members'],
      [{ head: elsewhere }, 'ID_OF_ANOTHER_NOUN', 'input.head'],
      [{ head: await theirOwn() }, 'NOT_FOUND', 'input.head'],
    ] as const)
      expect([more, await refused(county, 'registerHousehold', { ...fine, ...more })]).toEqual([
        more,
        expect.objectContaining({ reason, field }),
      ]);
    const { id: theirs } = await does(other, 'registerBuilding', { region: SITE, no: 'x' }).catch(() => ({
      id: 'refused',
    }));
    expect(theirs).toBe('refused');
    expect(await refused(county, 'registerBuilding', { region: SITE, no: '12栋' })).toMatchObject({
      reason: 'BUILDING_NO_TAKEN',
    });
  });
});

describe('who is of it', () => {
  test('joins and leaves by the day, and what was stays to be read', async () => {
    const family = await newFamily(county, SITE, { since: inDays(-30) });
    const wife = await person();
    const joined = await does<Family>(county, 'joinHousehold', {
      household: family.id,
      worker: wife,
      relation: 'SPOUSE',
      on: inDays(-20),
    });
    expect(joined.memberCount).toBe(2);
    const off = { household: family.id, worker: wife, reason: 'MARRIED_OUT' };
    expect(await refused(county, 'leaveHousehold', { ...off, on: inDays(-25) })).toMatchObject({
      reason: 'LEFT_BEFORE_JOINING',
    });
    const left = await does<Family>(county, 'leaveHousehold', { ...off, on: inDays(-10) });
    expect([left.memberCount, left.formerMembers]).toEqual([
      1,
      [{ relation: 'SPOUSE', leftOn: inDays(-10), leftFor: 'MARRIED_OUT', worker: { id: wife } }],
    ]);
    expect(await refused(county, 'leaveHousehold', off)).toMatchObject({ reason: 'NOT_A_MEMBER' });
    const elsewhere = await newFamily(county);
    const back = { household: elsewhere.id, worker: wife, relation: 'OTHER' };
    expect(await refused(county, 'joinHousehold', { ...back, on: inDays(-15) })).toMatchObject({
      reason: 'MEMBERSHIP_OVERLAPS',
    });
    expect((await does<Family>(county, 'joinHousehold', { ...back, on: inDays(-10) })).memberCount).toBe(2);
  });

  test('has one head at any time: another is named before the head leaves', async () => {
    const son = await person();
    const family = await newFamily(county, SITE, { members: [{ worker: son, relation: 'SON' }] });
    const { head, id: household } = family;
    const leave = { household, worker: head, reason: 'DIED' };
    expect(await refused(county, 'leaveHousehold', leave)).toMatchObject({ reason: 'HEAD_STAYS' });
    expect(
      await refused(county, 'joinHousehold', { household, worker: await person(), relation: 'HEAD' }),
    ).toMatchObject({ reason: 'SECOND_HEAD' });
    const named = await does<Family>(county, 'nameHead', {
      household,
      worker: son,
      relations: [{ worker: head, relation: 'PARENT' }],
    });
    expect(named.members.map(({ relation, worker }) => [relation, worker.id])).toEqual([
      ['HEAD', son],
      ['PARENT', head],
    ]);
    expect((await does<Family>(county, 'leaveHousehold', leave)).memberCount).toBe(1);
    await does(county, 'leaveHousehold', { household, worker: son, reason: 'SPLIT' });
    const first = { household, worker: son, relation: 'SON' };
    expect(await refused(county, 'joinHousehold', first)).toMatchObject({ reason: 'FIRST_IS_HEAD' });
    expect((await does<Family>(county, 'joinHousehold', { ...first, relation: 'HEAD' })).memberCount).toBe(1);
    expect(await refused(county, 'nameHead', { household, worker: head })).toMatchObject({
      reason: 'NOT_A_MEMBER',
    });
  });

  test('of two households that take the same person at once one does', async () => {
    const [one, two] = [await newFamily(county), await newFamily(county)];
    const wanted = await person();
    const answers = await Promise.all(
      [one, two].map((family) =>
        county.send(DEEDS.joinHousehold, { i: { household: family.id, worker: wanted, relation: 'OTHER' } }),
      ),
    );
    expect(answers.filter(({ errors }) => !errors).length).toBe(1);
    const reason = answers.find(({ errors }) => errors)?.errors?.[0]?.extensions.reason;
    expect(['MEMBERSHIP_OVERLAPS', 'ALREADY_IN_HOUSEHOLD']).toContain(reason);
  });

  test('moves within the county with the household, and not out of it', async () => {
    const family = await newFamily(county);
    const moved = await does<Family>(county, 'correctHousehold', {
      id: family.id,
      region: TOWN,
      version: family.version,
    });
    expect(moved.region.code).toBe(TOWN);
    expect(
      await refused(county, 'correctHousehold', { id: family.id, address: '1号', version: family.version }),
    ).toMatchObject({ reason: 'CHANGED_MEANWHILE' });
    expect(await refused(county, 'correctHousehold', { id: family.id, region: '522633100' })).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
    expect((await listed(county, `region: "${TOWN}"`)).ids).toContain(family.id);
  });
});

describe('a zero-employment household', () => {
  test('is opened and cleared in the transaction of what moves it, and says why', async () => {
    const family = await newFamily(county, SITE, {}, AT_WORK);
    expect(family.zeroEmployment).toEqual([]);
    await correct(county, family.head, { employment: null });
    const { zeroEmployment: opened } = await look(family.id);
    expect(opened).toEqual([
      expect.objectContaining({
        openedOn: inDays(0),
        openedFor: 'WORK_ENDED',
        clearedOn: null,
        daysOpen: 0,
        overdue: false,
      }),
    ]);
    expect((await listed(county, 'zeroEmployment: true')).ids).toContain(family.id);
    await does(county, 'joinHousehold', {
      household: family.id,
      worker: await person(AT_WORK),
      relation: 'SIBLING',
    });
    expect((await look(family.id)).zeroEmployment[0]).toMatchObject({
      clearedOn: inDays(0),
      clearedFor: 'EARNER_JOINED',
    });
    const [, earner] = (await look(family.id)).members;
    await correct(county, earner?.worker.id ?? '', { lifeStatus: 'DEAD' });
    expect((await look(family.id)).zeroEmployment.map((z) => [z.openedFor, z.clearedFor])).toEqual([
      ['EARNER_LEFT', null],
      ['WORK_ENDED', 'EARNER_JOINED'],
    ]);
    await correct(county, family.head, AT_WORK);
    expect((await look(family.id)).zeroEmployment[0]).toMatchObject({ clearedFor: 'WORK_FOUND' });
    await correct(county, family.head, { employment: null });
    await correct(county, family.head, { workAbility: 'NONE' });
    expect((await look(family.id)).zeroEmployment[0]).toMatchObject({ clearedFor: 'NO_LABOUR_LEFT' });
  });

  test('is seen when two members change work at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const wife = await person(AT_WORK);
      const family = await newFamily(county, SITE, { members: [{ worker: wife, relation: 'SPOUSE' }] });
      await Promise.all([correct(county, family.head, AT_WORK), correct(county, wife, { employment: null })]);
      const { employed, zeroEmployment } = await look(family.id);
      expect([employed, zeroEmployment.filter((z) => z.clearedOn === null)]).toEqual([1, []]);
    }
  });

  test('is on a list with an exact number, by place and by days, in pages', async () => {
    const ask = (args: string) =>
      county.must<{
        z: { totalCount: number; nodes: { household: { id: string } }[]; pageInfo: { endCursor: string } };
      }>(
        `{ z: zeroEmploymentHouseholds(${args}) { totalCount nodes { openedOn household { id no } } pageInfo { endCursor hasNextPage } } }`,
      );
    const family = await newFamily(county, TOWN);
    const { z } = await ask(`filter: { region: "${TOWN}" }`);
    expect([z.totalCount, z.nodes.at(-1)?.household.id]).toEqual([z.nodes.length, family.id]);
    const all = await ask('first: 200');
    const found: string[] = [];
    for (let after = ''; found.length < all.z.totalCount; ) {
      const page = await ask(`first: 2${after && `, after: "${after}"`}`);
      found.push(...page.z.nodes.map(({ household }) => household.id));
      after = page.z.pageInfo.endCursor;
    }
    expect(found).toEqual(all.z.nodes.map(({ household }) => household.id));
    expect((await ask('filter: { daysOpenAtLeast: 1 }')).z.totalCount).toBe(0);
    // As the database's owner, who must say who it is: no verb opens a case in the past.
    await world.look(
      `select set_config('app.role', 'SYSTEM', false), set_config('app.actor', 'test', false), set_config('app.verb', 'party.seed', false)`,
    );
    await world.look(`update zero_employment set opened_on = opened_on - 31 where household_id = $1`, [
      keyIn(family.id),
    ]);
    expect((await ask('filter: { daysOpenAtLeast: 31 }')).z.nodes).toHaveLength(1);
    expect((await look(family.id)).zeroEmployment[0]).toMatchObject({ daysOpen: 31, overdue: true });
    expect(
      await county.refusal('{ zeroEmploymentHouseholds(filter: { daysOpenAtLeast: -1 }) { totalCount } }'),
    ).toMatchObject({ reason: 'DAYS_OPEN', field: 'filter.daysOpenAtLeast' });
  });
});

describe('a family is the county’s alone', () => {
  test.each(['station@foshan', 'employer@foshan', 'observer@province', 'admin@platform'])(
    '%s neither reads nor writes',
    async (handle) => {
      const family = await newFamily(county);
      const client = await world.as(handle);
      for (const field of ['households', 'buildings', 'zeroEmploymentHouseholds'])
        expect(await client.refusal(`{ ${field} { totalCount } }`)).toMatchObject({ reason: 'NOT_ALLOWED' });
      for (const [deed, input] of [
        ['leaveHousehold', { household: family.id, worker: family.head, reason: 'OTHER' }],
        ['correctHousehold', { id: family.id, address: '1号' }],
        ['setSiteSources', { site: SITE, sources: [] }],
      ] as const)
        expect(await refused(client, deed, input)).toMatchObject({ reason: 'NOT_ALLOWED' });
    },
  );

  test('another county finds none of it', async () => {
    const family = await newFamily(county);
    expect(await other.refusal('query($id: ID!) { node(id: $id) { id } }', { id: family.id })).toMatchObject({
      reason: 'NOT_FOUND',
    });
    expect(await listed(other, `no: "${family.no}"`)).toEqual({ ids: [], total: 0 });
    const join = { household: family.id, worker: await theirOwn(), relation: 'OTHER' };
    expect(await refused(other, 'joinHousehold', join)).toMatchObject({ reason: 'NOT_FOUND' });
    expect(await refused(other, 'setSiteSources', { site: SITE, sources: [] })).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
  });

  test('where the people of a site were moved from is no secret', async () => {
    const sources = ['522633', '522631101'];
    expect(await does(county, 'setSiteSources', { site: SITE, sources })).toEqual({
      code: SITE,
      sources: sources.map((code) => ({ code })),
    });
    const station = await world.as('station@foshan');
    expect(await station.must(`{ region(code: "${SITE}") { sources { code } } }`)).toEqual({
      region: { sources: sources.map((code) => ({ code })) },
    });
  });
});
