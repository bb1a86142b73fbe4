/**
 * Service stations, who comes to their warm-heart houses, the licences of labour companies, and what
 * two sides signed. Longer than 200 lines because one
 * world is shared: a story suite has to be quick.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { toGlobalId } from '#kernel/global-id.js';
import type { Client } from '../support/client.js';
import { inDays, openPosting, ownOrganization, registerWorker, wishesToGo } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { cleared, Way } from '../support/way.js';
import { mutation } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
/** The centre of the city, its bureau, and another station of the same city. */
let center: Client;
let bureau: Client;
let neighbour: Client;
let foreign: Client;

beforeAll(async () => {
  world = await openWorld();
  await world.plant(`
    insert into organization (key, type, name, region_code, path) values
      ('agency', 'HR_COMPANY', '禅城人力资源公司', '440604', '440604'), ('rival', 'HR_COMPANY', '另一家公司', '440604', '440604'),
      ('bureau', 'DEST_BUREAU', '佛山市人社局', '440600', '4406'), ('branch', 'STATION', '禅城分站', '440604', '440604');
    insert into account (handle, subject, organization_id, role, name)
      select o.key || '@foshan', o.key || '@foshan', o.id,
        case o.type when 'HR_COMPANY' then 'EMPLOYER' else 'STATION_LIAISON' end, o.name from organization o where o.key is not null`);
  [center, bureau, neighbour, foreign] = (await Promise.all(
    ['station@foshan', 'bureau@foshan', 'branch@foshan', 'station@hangzhou'].map((one) => world.as(one)),
  )) as [Client, Client, Client, Client];
});
afterAll(() => world.close());

const STATION = `id side level center { id } region { code } address location { latitude longitude } phone
  hours { weekday from to } warmHeart compliant openedOn closedOn version
  inspections { id inspectedOn inspector compliant findings { have met evidence } }`;
interface Station {
  id: string;
  version: number;
  closedOn: string | null;
  compliant: boolean;
  center: { id: string } | null;
  inspections: { id: string; compliant: boolean; inspectedOn: string }[];
}
const say = (field: string, type: string) =>
  `mutation($i: ${type}!) { ${field}(input: $i) { station { ${STATION} } position } }`;
const REGISTER = say('registerStation', 'RegisterStationInput');
const CORRECT = say('correctStation', 'CorrectStationInput');
const CLOSE = say('closeStation', 'CloseStationInput');
const REOPEN = say('reopenStation', 'IdInput');
const INSPECT = say('inspectStation', 'InspectStationInput');

const done = async (client: Client, document: string, i: object): Promise<Station> => {
  const [payload] = Object.values(await client.must<Record<string, { station: Station }>>(document, { i }));
  if (!payload) throw new Error('no payload');
  return payload.station;
};
const refused = (client: Client, document: string, i: object) => client.refusal(document, { i });
const FIVE = ['OFFICE', 'EQUIPMENT', 'RULES', 'STAFF', 'OPERATION'];
const findings = (...missing: string[]) =>
  FIVE.map((have) => ({ have, met: !missing.includes(have), evidence: '现场照片' }));
const list = (client: Client, filter: object, after: string | null = null, first = 50) =>
  client.must<{
    stations: { totalCount: number; nodes: Station[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
  }>(
    `query($f: StationFilter, $after: String, $first: Int) { stations(filter: $f, after: $after, first: $first) {
      totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
    { f: filter, after, first },
  );

let station: Station;
let branch: Station;

describe('a station', () => {
  test('says where and when it serves, once, whoever of two is first', async () => {
    const input = {
      organization: await ownOrganization(center),
      side: 'DESTINATION',
      level: 'CENTER',
      region: '440604',
      address: '禅城区季华路1号',
      location: { latitude: 23.0212345678, longitude: 113.1 },
      phone: '0757-82345678',
      hours: [{ weekday: 'MONDAY', from: '08:30', to: '12:00' }],
      warmHeart: ['JOB_CHANGE', 'RIGHTS'],
      openedOn: '2021-06-01',
    };
    const both = await Promise.all(
      [center, bureau].map((one, n) =>
        one.send(REGISTER, { i: { ...input, idempotencyKey: `station-${n}` } }),
      ),
    );
    expect(both.map(({ errors }) => errors?.[0]?.extensions.reason).toSorted()).toEqual([
      'STATION_ALREADY_REGISTERED',
      undefined,
    ]);
    const won = both[0]?.errors ? 1 : 0;
    station = await done([center, bureau][won] as Client, REGISTER, {
      ...input,
      idempotencyKey: `station-${won}`,
    });
    expect(station).toMatchObject({
      region: { code: '440604' },
      location: { latitude: 23.021235, longitude: 113.1 },
      hours: [{ weekday: 'MONDAY', from: '08:30', to: '12:00' }],
      warmHeart: ['RIGHTS', 'JOB_CHANGE'],
      compliant: false,
      inspections: [],
    });
    expect(await world.look('select count(*)::int as n from service_station')).toEqual([{ n: 1 }]);
    expect(await world.look(`select verb from journal_entry where noun = 'service_station'`)).toEqual([
      { verb: 'station.register' },
    ]);
  });

  test('is a branch of a centre, and of nothing else', async () => {
    const organization = await ownOrganization(neighbour);
    const input = { organization, side: 'DESTINATION', level: 'BRANCH', center: station.id };
    branch = await done(neighbour, REGISTER, input);
    expect(branch.center).toEqual({ id: station.id });
    expect(await refused(center, CORRECT, { id: station.id, center: branch.id })).toMatchObject({
      reason: 'CENTER_OF_STATION',
      field: 'input.center',
    });
    expect(
      await refused(center, CORRECT, { id: station.id, level: 'COMMUNITY', center: branch.id }),
    ).toMatchObject({
      reason: 'CENTER_OF_STATION',
    });
    expect(await refused(center, CORRECT, { id: station.id, level: 'COMMUNITY' })).toMatchObject({
      reason: 'STATION_HAS_BRANCHES',
      field: 'input.level',
    });
    await expect(
      world.plant(`update service_station set level = 'COMMUNITY' where level = 'CENTER'`),
    ).rejects.toThrow(/has branches/);
  });

  test('is corrected by itself, its centre and its bureau, and by no neighbour or stranger', async () => {
    for (const [n, who] of [neighbour, center, bureau].entries())
      await done(who, CORRECT, { id: branch.id, address: `季华路${n + 2}号` });
    for (const who of [neighbour, foreign, await world.as('county@liping')])
      for (const [document, more] of [
        [CORRECT, { address: '别人的' }],
        [CLOSE, {}],
        [REOPEN, {}],
        [INSPECT, { findings: findings() }],
      ] as const)
        expect(await refused(who, document, { id: station.id, ...more })).toMatchObject({
          code: 'FORBIDDEN',
          reason: 'NOT_YOUR_SIDE',
        });
    const employer = await world.as('employer@foshan');
    expect(await refused(employer, CORRECT, { id: station.id, address: '别人的' })).toMatchObject({
      reason: 'NOT_ALLOWED',
    });
    expect(
      await refused(center, CORRECT, { id: branch.id, address: '旧的', version: branch.version }),
    ).toMatchObject({ reason: 'CHANGED_MEANWHILE' });
    // What is not so any more is taken away.
    const gone = { address: null, location: null, phone: null };
    expect(await done(center, CORRECT, { id: branch.id, ...gone })).toMatchObject(gone);
  });

  test('complies when the newest inspection found all five; what an older one found stays', async () => {
    const first = await done(bureau, INSPECT, {
      id: branch.id,
      inspectedOn: inDays(-9),
      findings: findings('STAFF'),
    });
    expect(first).toMatchObject({ compliant: false, inspections: [{ compliant: false }] });
    const second = await done(neighbour, INSPECT, { id: branch.id, findings: findings() });
    expect(second).toMatchObject({
      compliant: true,
      inspections: [{ inspectedOn: inDays(0), inspector: '禅城分站' }, { inspector: '佛山市人社局' }],
    });
    // What is written down late is no news.
    const late = await done(bureau, INSPECT, {
      id: branch.id,
      inspectedOn: inDays(-5),
      findings: findings('RULES'),
    });
    expect(late).toMatchObject({ compliant: true });
    expect(late.inspections.map(({ inspectedOn }) => inspectedOn)).toEqual([0, -5, -9].map(inDays));
    const { node } = await foreign.must<{ node: { compliant: boolean } }>(
      'query($id: ID!) { node(id: $id) { ... on StationInspection { compliant } } }',
      { id: late.inspections[1]?.id },
    );
    expect(node.compliant).toBe(false);
  });

  test('closes behind its branches, serves again behind its centre, and in between nothing happens in it', async () => {
    expect(await refused(center, CLOSE, { id: station.id })).toMatchObject({
      reason: 'STATION_HAS_BRANCHES',
    });
    expect(await done(center, CLOSE, { id: branch.id })).toMatchObject({ closedOn: inDays(0) });
    await done(bureau, CLOSE, { id: station.id });
    expect(await refused(center, INSPECT, { id: station.id, findings: findings() })).toMatchObject({
      reason: 'STATION_CLOSED',
    });
    expect(await refused(center, REOPEN, { id: branch.id })).toMatchObject({ reason: 'STATION_CLOSED' });
    await done(center, REOPEN, { id: station.id });
    expect(await done(center, REOPEN, { id: branch.id })).toMatchObject({ closedOn: null });
    // A day to come counts, too: a centre that closes before its branch is above it no more.
    await done(center, CLOSE, { id: branch.id, closedOn: inDays(9) });
    await done(bureau, CLOSE, { id: station.id, closedOn: inDays(9) });
    const under = { id: branch.id, center: station.id };
    expect(await done(center, CORRECT, under)).toMatchObject({ center: { id: station.id } });
    await world.plant(`update service_station set closed_on = null where level = 'BRANCH'`);
    expect(await refused(center, CORRECT, under)).toMatchObject({ reason: 'CENTER_OF_STATION' });
    await world.plant(`update service_station set closed_on = null where level = 'CENTER'`);
    expect(await done(center, CORRECT, under)).toMatchObject({ center: { id: station.id } });
  });

  test('that closes while another becomes its branch has either the branch or the end, not both', async () => {
    await done(center, CLOSE, { id: branch.id });
    const [, became] = await Promise.all([
      center.send(CLOSE, { i: { id: station.id } }),
      neighbour.send(REOPEN, { i: { id: branch.id } }),
    ]);
    const open =
      await world.look(`select b.id from service_station b join service_station c on c.id = b.center_id
      where b.closed_on is null and c.closed_on is not null`);
    expect([open, became.errors?.[0]?.extensions.reason ?? 'STATION_CLOSED']).toEqual([[], 'STATION_CLOSED']);
    for (const { id } of [station, branch]) await center.send(REOPEN, { i: { id } });
  });
});

describe('the list of stations', () => {
  test.each(['county@liping', 'employer@foshan', 'observer@province', 'admin@platform'])(
    'is read by %s',
    async (handle) => {
      const { stations } = await list(await world.as(handle), {});
      expect(stations.totalCount).toBe(2);
    },
  );

  test('is exact for each filter, and by pages', async () => {
    const total = async (filter: object) => (await list(foreign, filter)).stations.totalCount;
    expect(await total({ compliant: true })).toBe(1);
    expect(await total({ compliant: false })).toBe(1);
    expect(await total({ warmHeart: true })).toBe(1);
    expect(await total({ side: 'ORIGIN' })).toBe(0);
    expect(await total({ level: 'BRANCH' })).toBe(1);
    expect(await total({ center: station.id })).toBe(1);
    expect(await total({ region: '440000' })).toBe(2);
    expect(await total({ region: '330100' })).toBe(0);
    expect(await total({ organization: await ownOrganization(neighbour) })).toBe(1);
    expect(await total({ servesOn: '2021-05-31' })).toBe(1);
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const { stations }: Awaited<ReturnType<typeof list>> = await list(foreign, {}, after, 1);
      found.push(...stations.nodes.map(({ id }) => id));
      if (!stations.pageInfo.hasNextPage) break;
      after = stations.pageInfo.endCursor;
    }
    expect(found.toSorted()).toEqual([station.id, branch.id].toSorted());
  });
});

describe('a warm-heart house', () => {
  const RECORD = `mutation($i: RecordVisitInput!) { recordVisit(input: $i) {
    visit { id visitedOn service purpose helper worker { id name } station { id } } } }`;
  interface Visit {
    id: string;
    helper: string;
    worker: { id: string; name: string } | null;
  }
  const recorded = async (client: Client, i: object) =>
    (await client.must<{ recordVisit: { visit: Visit } }>(RECORD, { i })).recordVisit.visit;
  const visits = async (client: Client, filter: object = {}) =>
    (
      await client.must<{ stationVisits: { totalCount: number; nodes: Visit[] } }>(
        'query($f: VisitFilter) { stationVisits(filter: $f) { totalCount nodes { id helper worker { id name } } } }',
        { f: filter },
      )
    ).stationVisits;
  let county: Client;
  let guest: string;
  let wish: string;
  beforeAll(async () => {
    county = await world.as('county@liping');
    guest = (await registerWorker(county, { name: '欧阳测试' })).id;
    wish = await wishesToGo(county, guest);
  });

  test('has a log of who came and what for, each visit once', async () => {
    const input = { station: station.id, worker: guest, service: 'RIGHTS', purpose: '咨询欠薪' };
    const visit = await recorded(center, { ...input, idempotencyKey: 'visit-of-a-guest' });
    expect(visit).toMatchObject({ helper: 'station@foshan', visitedOn: inDays(0), worker: { id: guest } });
    expect(visit.worker?.name).toMatch(/^欧.*\*\*$/);
    expect(await recorded(center, { ...input, idempotencyKey: 'visit-of-a-guest' })).toEqual(visit);
    await recorded(bureau, {
      station: station.id,
      service: 'JOB_CHANGE',
      purpose: '想换工作',
      helper: '小李',
    });
    expect(await visits(center)).toMatchObject({
      totalCount: 2,
      nodes: [{ helper: '小李', worker: null }, { worker: { id: guest } }],
    });
    for (const [filter, count] of [
      [{ service: 'RIGHTS' }, 1],
      [{ worker: guest }, 1],
      [{ station: branch.id }, 0],
      [{ from: inDays(1) }, 0],
      [{ to: inDays(0) }, 2],
    ] as const)
      expect((await visits(center, filter)).totalCount).toBe(count);
  });

  test('is read by its bureau, and of a guest by the county alone that serves the guest', async () => {
    expect((await visits(bureau)).totalCount).toBe(2);
    expect(await visits(county)).toMatchObject({ totalCount: 1, nodes: [{ worker: { name: '欧阳测试' } }] });
    for (const who of [neighbour, foreign, await world.as('county@congjiang')])
      expect((await visits(who)).totalCount).toBe(0);
    for (const handle of ['employer@foshan', 'observer@province', 'admin@platform'])
      expect(await (await world.as(handle)).refusal('{ stationVisits { totalCount } }')).toMatchObject({
        code: 'FORBIDDEN',
      });
  });

  test('is told no name any more of a guest who is not the city’s to know of', async () => {
    await county.must('mutation($i: IdInput!) { withdrawWillingness(input: $i) { position } }', {
      i: { id: wish },
    });
    expect(await visits(center, { service: 'RIGHTS' })).toMatchObject({
      totalCount: 1,
      nodes: [{ worker: null }],
    });
    const input = { station: station.id, worker: guest, service: 'RIGHTS', purpose: '再次咨询' };
    expect(await center.refusal(RECORD, { i: input })).toMatchObject({
      code: 'NOT_FOUND',
      field: 'input.worker',
    });
  });

  test.each([
    [
      'a service that the house does not have',
      { service: 'TRAINING' },
      'NO_WARM_HEART_HOUSE',
      'input.service',
    ],
    ['a day to come', { visitedOn: inDays(1) }, 'VISIT_DAY', 'input.visitedOn'],
    ['a day long ago', { visitedOn: inDays(-400) }, 'VISIT_DAY', 'input.visitedOn'],
    ['a purpose of one sign', { purpose: '?' }, 'TEXT_LENGTH', 'input.purpose'],
  ])('refuses %s', async (_, more, reason, field) => {
    const i = { station: station.id, service: 'RIGHTS', purpose: '咨询', ...more };
    expect(await center.refusal(RECORD, { i })).toMatchObject({ reason, field });
  });

  test('is written about by nobody else', async () => {
    const i = { station: station.id, service: 'RIGHTS', purpose: '别人的' };
    await done(center, CORRECT, { id: station.id, openedOn: inDays(-2) });
    expect(await center.refusal(RECORD, { i: { ...i, visitedOn: inDays(-3) } })).toMatchObject({
      reason: 'VISIT_DAY',
    });
    for (const who of [neighbour, foreign, county])
      expect(await who.refusal(RECORD, { i })).toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_YOUR_SIDE' });
    // A centre above it answers for the branch, and not for who comes there.
    await done(neighbour, CORRECT, { id: branch.id, warmHeart: ['RIGHTS'] });
    expect(await center.refusal(RECORD, { i: { ...i, station: branch.id } })).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
  });
});

describe('a labour company', () => {
  const LICENCE = 'id licenceNo scope online validFrom validTo revokedOn revokedBecause holds';
  const GIVE = `mutation($i: RegisterLicenceInput!) { registerLicence(input: $i) { licence { ${LICENCE} } } }`;
  const TAKE = `mutation($i: RevokeLicenceInput!) { revokeLicence(input: $i) { licence { ${LICENCE} } } }`;
  const give = (i: object) => ({
    scope: ['TRAINING', 'JOB_INTRODUCTION'],
    validFrom: inDays(-30),
    validTo: inDays(300),
    ...i,
  });
  const given = async (i: object) =>
    (await bureau.must<{ registerLicence: { licence: { id: string } } }>(GIVE, { i: give(i) }))
      .registerLicence.licence;
  let agency: string;
  let rival: string;
  let way: Way;
  beforeAll(async () => {
    way = await Way.in(world);
    [agency, rival] = (await Promise.all(
      ['agency@foshan', 'rival@foshan'].map(async (one) => ownOrganization(await world.as(one))),
    )) as [string, string];
  });

  test('posts nothing without a licence, nor with one that is over', async () => {
    await expect(openPosting(center, agency)).rejects.toThrow(/LICENCE_LAPSED/);
    await given({ organization: agency, licenceNo: '旧证', validFrom: inDays(-400), validTo: inDays(-31) });
    await given({ organization: agency, licenceNo: '旧证', validFrom: inDays(301), validTo: inDays(302) });
    await expect(openPosting(center, agency)).rejects.toThrow(/LICENCE_LAPSED/);
    expect(await world.look('select id from job_posting')).toEqual([]);
  });

  test('has one licence at a time, given once by the bureau of its region, and its number is no other’s', async () => {
    const input = give({ organization: agency, licenceNo: '440604-1', idempotencyKey: 'licence-440604-1' });
    const both = await Promise.all(
      [bureau, await world.as('admin@platform')].map((one) => one.send(GIVE, { i: input })),
    );
    expect(both.map(({ errors }) => errors?.[0]?.extensions.reason).toSorted()).toEqual([
      'LICENCE_OVERLAPS',
      undefined,
    ]);
    const won = both[0]?.errors ? await world.as('admin@platform') : bureau;
    expect(await won.must(GIVE, { i: input })).toMatchObject({
      registerLicence: { licence: { holds: true, online: false, scope: ['JOB_INTRODUCTION', 'TRAINING'] } },
    });
    const another = give({ organization: rival, licenceNo: '440604-1' });
    expect(await bureau.refusal(GIVE, { i: another })).toMatchObject({
      reason: 'LICENCE_NO_TAKEN',
      field: 'input.licenceNo',
    });
    for (const who of [center, neighbour, foreign, await world.as('county@liping')])
      expect(await who.refusal(GIVE, { i: { ...another, licenceNo: '自发' } })).toMatchObject({
        reason: 'NOT_YOUR_SIDE',
      });
    expect(await (await world.as('rival@foshan')).refusal(GIVE, { i: another })).toMatchObject({
      reason: 'NOT_ALLOWED',
    });
  });

  test('posts, is referred to and sent to while it holds; when it is withdrawn all of that stops at once', async () => {
    const held = (on: string) =>
      foreign.must<{ licences: { totalCount: number; nodes: { id: string }[] } }>(
        'query($f: LicenceFilter) { licences(filter: $f) { totalCount nodes { id } } }',
        { f: { organization: agency, region: '440600', holdsOn: on } },
      );
    const { licences } = await held(inDays(0));
    expect(licences.totalCount).toBe(1);
    const { id: posting } = await openPosting(center, agency);
    const worker = await way.willing();
    const refer = (who: string) =>
      way.step(center, 'createReferral', 'CreateReferralInput', { worker: who, posting });
    const referral = await refer(worker);
    const because = { id: licences.nodes[0]?.id, reason: '公司申请注销' };
    for (const who of [center, foreign])
      expect(await who.refusal(TAKE, { i: because })).toMatchObject({ reason: 'NOT_YOUR_SIDE' });
    for (const revokedOn of [inDays(1), '2000-01-01'])
      expect(await bureau.refusal(TAKE, { i: { ...because, revokedOn } })).toMatchObject({
        reason: 'LICENCE_DAYS',
        field: 'input.revokedOn',
      });
    await bureau.must(TAKE, { i: because });
    expect(await bureau.refusal(TAKE, { i: because })).toMatchObject({ reason: 'LICENCE_REVOKED' });
    expect((await held(inDays(0))).licences.totalCount).toBe(0);
    expect((await held(inDays(-1))).licences.totalCount).toBe(1);
    await expect(refer(await way.willing())).rejects.toThrow(/LICENCE_LAPSED/);
    const steps = [
      ['county', 'sendReferral', 'SendReferralInput', { id: referral, channel: 'PHONE' }],
      ['county', 'answerReferral', 'AnswerReferralInput', { id: referral, answer: 'INTERESTED' }],
    ] as const;
    for (const [side, field, type, input] of steps) await way.step(way[side], field, type, input);
    await expect(way.step(center, 'submitReferral', 'IdInput', { id: referral })).rejects.toThrow(
      /LICENCE_LAPSED/,
    );
    // The clock takes its postings from the list; a new licence brings them back.
    await world.app.tick();
    const states = () => world.look(`select state from job_posting`);
    expect(await states()).toEqual([{ state: 'PAUSED' }]);
    await expect(way.step(center, 'resumePosting', 'IdInput', { id: posting })).rejects.toThrow(
      /LICENCE_LAPSED/,
    );
    await given({ organization: agency, licenceNo: '440604-2' });
    await way.step(center, 'resumePosting', 'IdInput', { id: posting });
    await way.step(center, 'submitReferral', 'IdInput', { id: referral });
    await world.app.tick();
    expect(await states()).toEqual([{ state: 'OPEN' }]);
  });

  test('that loses its licence has nobody sent to it who took its offer', async () => {
    const referral = await way.offered(await way.willing(), await way.posting());
    await way.accept(referral);
    const plan = { referral, kind: 'LONG_TERM', transport: 'SELF', plannedOn: inDays(1) };
    const become = (type: string) =>
      world.plant(
        `update organization set type = ? where id = (select employer_id from referral where id = ?)`,
        [type, keyIn(referral)],
      );
    await become('HR_COMPANY');
    await expect(way.step(way.county, 'planDispatch', 'PlanDispatchInput', plan)).rejects.toThrow(
      /LICENCE_LAPSED/,
    );
    await become('EMPLOYER');
    const dispatch = await way.step(way.county, 'planDispatch', 'PlanDispatchInput', plan);
    await become('HR_COMPANY');
    await expect(
      way.step(way.county, 'clearDispatch', 'ClearDispatchInput', cleared(dispatch)),
    ).rejects.toThrow(/LICENCE_LAPSED/);
  });

  test.each([
    ['without job introduction', { scope: ['TRAINING'] }, 'LICENCE_SCOPE', 'input.scope'],
    ['that ends before it begins', { validTo: inDays(-31) }, 'LICENCE_DAYS', 'input.validTo'],
    ['for eleven years', { validTo: inDays(4000) }, 'LICENCE_DAYS', 'input.validTo'],
    ['without a number', { licenceNo: ' ' }, 'WORD_LENGTH', 'input.licenceNo'],
  ])('is given no licence %s', async (_, more, reason, field) => {
    const i = give({ organization: rival, licenceNo: '甲', ...more });
    expect(await bureau.refusal(GIVE, { i })).toMatchObject({ reason, field });
  });

  test('is no other body', async () => {
    const i = give({ organization: await ownOrganization(neighbour), licenceNo: '乙' });
    expect(await bureau.refusal(GIVE, { i })).toMatchObject({
      reason: 'NOT_AN_HR_COMPANY',
      field: 'input.organization',
    });
  });
});

describe('the network of four levels', () => {
  let county: Client;
  const BODY = 'organization { id version name type closed parent { id name } region { code } }';
  const REGISTER_BODY = mutation('registerOrganization', 'RegisterOrganizationInput', BODY);
  const CORRECT_BODY = mutation('correctOrganization', 'CorrectOrganizationInput', BODY);
  const CLOSE_BODY = mutation('closeOrganization', 'IdInput', BODY);
  const REOPEN_BODY = mutation('reopenOrganization', 'IdInput', BODY);
  interface Body {
    id: string;
    version: number;
    closed: boolean;
    parent: { id: string } | null;
  }
  const body = async (who: Client, document: string, i: object): Promise<Body> => {
    const [payload] = Object.values(await who.must<Record<string, { organization: Body }>>(document, { i }));
    if (!payload) throw new Error('no payload');
    return payload.organization;
  };
  let bureauOfCounty: string;
  let town: Body;
  let village: Body;
  beforeAll(async () => {
    county = await world.as('county@liping');
    await world.plant(`insert into region (code, name, level, parent_code, path)
      values ('522631101201', '上黄村', 'VILLAGE', '522631101', '522631101201')`);
    await world.restart();
    bureauOfCounty = await ownOrganization(county);
  });
  const network = async () =>
    await county.must<{
      serviceNetwork: { bodies: { level: string; type: string; organizations: number }[] };
      unservedRegions: { totalCount: number; nodes: { code: string }[] };
    }>(
      `{ serviceNetwork(region: "522631") { bodies { level type organizations } stations { level stations compliant } }
          unservedRegions(region: "522631") { totalCount nodes { code } } }`,
    );

  test('grows from the county down, each body under the one above it; who has none is told', async () => {
    const before = await network();
    expect(before.unservedRegions.nodes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['522631101', '522631101201']),
    );
    const input = { type: 'TOWNSHIP', name: '中潮镇就业服务站', region: '522631101', parent: bureauOfCounty };
    const key = { idempotencyKey: 'township-of-zhongchao' };
    town = await body(county, REGISTER_BODY, { ...input, ...key });
    expect(await body(county, REGISTER_BODY, { ...input, ...key })).toEqual(town);
    expect(town).toMatchObject({ closed: false, parent: { id: bureauOfCounty } });
    village = await body(county, REGISTER_BODY, {
      type: 'VILLAGE_COMMITTEE',
      name: '上黄村村民委员会',
      region: '522631101201',
      parent: town.id,
    });
    const after = await network();
    expect(after.serviceNetwork.bodies).toEqual(
      expect.arrayContaining([
        { level: 'TOWN', type: 'TOWNSHIP', organizations: 1 },
        { level: 'VILLAGE', type: 'VILLAGE_COMMITTEE', organizations: 1 },
      ]),
    );
    expect(before.unservedRegions.totalCount - after.unservedRegions.totalCount).toBe(2);
    const { organizations } = await foreign.must<{ organizations: { nodes: { id: string }[] } }>(
      'query($p: ID!) { organizations(parent: $p, closed: false) { nodes { id } } }',
      { p: town.id },
    );
    expect(organizations.nodes).toEqual([{ id: village.id }]);
  });

  test('loses no body that others stand under, and has none twice', async () => {
    expect(await county.refusal(CLOSE_BODY, { i: { id: town.id } })).toMatchObject({
      reason: 'ORGANIZATION_IN_USE',
    });
    const again = { type: 'TOWNSHIP', name: '中潮镇就业服务站', region: '522631101' };
    const two = await Promise.all([
      county.send(REGISTER_BODY, { i: again }),
      county.send(REGISTER_BODY, { i: again }),
    ]);
    expect(two.map(({ errors }) => errors?.[0]?.extensions.reason)).toEqual([
      'ORGANIZATION_EXISTS',
      'ORGANIZATION_EXISTS',
    ]);
    expect(await body(county, CLOSE_BODY, { id: village.id })).toMatchObject({ closed: true });
    await body(county, CLOSE_BODY, { id: town.id });
    expect(await county.refusal(REOPEN_BODY, { i: { id: village.id } })).toMatchObject({
      reason: 'PARENT_ORGANIZATION',
    });
    await body(county, REOPEN_BODY, { id: town.id });
    await body(county, REOPEN_BODY, { id: village.id });
    // At one moment: either the village stands under the town, or the town is closed.
    await body(county, CLOSE_BODY, { id: village.id });
    await Promise.all([
      county.send(CLOSE_BODY, { i: { id: town.id } }),
      county.send(REOPEN_BODY, { i: { id: village.id } }),
    ]);
    expect(
      await world.look(`select b.name from organization b join organization a on a.id = b.parent_id
        where b.status = 'ACTIVE' and a.status = 'CLOSED'`),
    ).toEqual([]);
    for (const { id } of [town, village]) await county.send(REOPEN_BODY, { i: { id } });
    const renamed = await body(county, CORRECT_BODY, {
      id: town.id,
      name: '中潮镇人社服务中心',
      parent: null,
    });
    expect(renamed).toMatchObject({ name: '中潮镇人社服务中心', parent: null });
    const stale = { id: town.id, name: '旧名字', version: town.version };
    expect(await county.refusal(CORRECT_BODY, { i: stale })).toMatchObject({ reason: 'CHANGED_MEANWHILE' });
    await expect(
      world.plant(`update organization set parent_id = id where name = '中潮镇人社服务中心'`),
    ).rejects.toThrow(/above itself/);
  });

  test.each([
    ['a township in a county', { type: 'TOWNSHIP', region: '522631' }, 'ORGANIZATION_LEVEL', 'input.region'],
    [
      'a village under a factory',
      { type: 'VILLAGE_COMMITTEE', region: '522631101201', parent: 'station' },
      'PARENT_ORGANIZATION',
      'input.parent',
    ],
    ['a platform', { type: 'PLATFORM', region: '522631' }, 'ORGANIZATION_TYPE', 'input.type'],
    ['a town of another county', { type: 'TOWNSHIP', region: '522633100' }, 'NOT_YOUR_SIDE', 'input.region'],
    ['no name', { type: 'TOWNSHIP', region: '522631101', name: ' ' }, 'TEXT_LENGTH', 'input.name'],
  ] as const)('takes no %s', async (_, more, reason, field) => {
    const parent = 'parent' in more ? { parent: await ownOrganization(center) } : {};
    const i = { name: '不成立的机构', ...more, ...parent };
    expect(await county.refusal(REGISTER_BODY, { i })).toMatchObject({ reason, field });
  });

  test('has a body of one name once: an employer in its city, any other in its region, however its brackets are written', async () => {
    const one = (type: string, name: string, region: string) => ({ i: { type, name, region } });
    for (const [who, type, name, region, again] of [
      [center, 'EMPLOYER', '同名（佛山）厂', '440604', '440600'],
      [county, 'COOPERATIVE', '同名（中潮）合作社', '522631101', '522631101'],
    ] as const) {
      const four = await Promise.all(
        [name, name, name.replace('（', '(').replace('）', ') '), name].map((called, n) =>
          who.send(REGISTER_BODY, one(type, called, n % 2 === 0 ? region : again)),
        ),
      );
      expect(four.flatMap(({ errors }) => errors?.[0]?.extensions.reason ?? [])).toEqual(
        Array.from({ length: 3 }, () => 'ORGANIZATION_EXISTS'),
      );
    }
    const company = one('HR_COMPANY', '同名(佛山)厂', '440604');
    expect(await center.refusal(REGISTER_BODY, company)).toMatchObject({ field: 'input.name' });
    const { id } = await body(county, REGISTER_BODY, one('COOPERATIVE', '同名合作社', '522631101').i);
    await body(county, CLOSE_BODY, { id });
    await body(county, REGISTER_BODY, one('COOPERATIVE', '同名合作社', '522631101').i);
    expect(await county.refusal(REOPEN_BODY, { i: { id } })).toMatchObject({
      reason: 'ORGANIZATION_EXISTS',
      field: 'input.id',
    });
  });

  test('is written by whose region it is: nobody for itself, a station for employers alone', async () => {
    expect(await county.refusal(CLOSE_BODY, { i: { id: bureauOfCounty } })).toMatchObject({
      reason: 'OWN_ORGANIZATION',
    });
    const other = await world.as('county@congjiang');
    expect(await other.refusal(CORRECT_BODY, { i: { id: town.id, name: '别人的' } })).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
    const employer = { type: 'EMPLOYER', name: '禅城新厂', region: '440604' };
    expect(await body(center, REGISTER_BODY, employer)).toMatchObject({ parent: null });
    expect(await center.refusal(REGISTER_BODY, { i: { ...employer, type: 'TOWNSHIP' } })).toMatchObject({
      reason: 'ORGANIZATION_TYPE',
    });
    expect(await foreign.refusal(REGISTER_BODY, { i: employer })).toMatchObject({ reason: 'NOT_YOUR_SIDE' });
    const factory = await world.as('employer@foshan');
    expect(await factory.refusal(REGISTER_BODY, { i: employer })).toMatchObject({ reason: 'NOT_ALLOWED' });
  });

  test('keeps a body whose station serves; the station serves no more once its body is closed', async () => {
    const place = '522631101';
    const { id } = await body(county, REGISTER_BODY, { type: 'STATION', name: '中潮服务站', region: place });
    const at = await done(county, REGISTER, { organization: id, side: 'ORIGIN', level: 'COMMUNITY' });
    expect(await county.refusal(CLOSE_BODY, { i: { id } })).toMatchObject({
      reason: 'ORGANIZATION_IN_USE',
      field: 'input.id',
    });
    await done(county, CLOSE, { id: at.id });
    expect(await body(county, CLOSE_BODY, { id })).toMatchObject({ closed: true });
    expect(await refused(county, REOPEN, { id: at.id })).toMatchObject({
      reason: 'ORGANIZATION_CLOSED',
      field: 'input.id',
    });
    // At one moment: either the station serves again, or its body is closed.
    await body(county, REOPEN_BODY, { id });
    await Promise.all([county.send(CLOSE_BODY, { i: { id } }), county.send(REOPEN, { i: { id: at.id } })]);
    expect(
      await world.look(`select o.name from organization o join service_station s on s.organization_id = o.id
        where o.status = 'CLOSED' and s.closed_on is null`),
    ).toEqual([]);
  });

  test('counts a station from its first day on', async () => {
    const place = '522631003';
    const here = async () => {
      const { serviceNetwork, unservedRegions } = await county.must<{
        serviceNetwork: { stations: object[] };
        unservedRegions: { totalCount: number };
      }>(`{ serviceNetwork(region: "${place}") { stations { level stations } }
        unservedRegions(region: "${place}") { totalCount } }`);
      return { stations: serviceNetwork.stations, unserved: unservedRegions.totalCount };
    };
    const { id } = await body(county, REGISTER_BODY, { type: 'STATION', name: '明年的站', region: place });
    const input = { organization: id, side: 'ORIGIN', level: 'COMMUNITY' };
    const at = await done(county, REGISTER, { ...input, openedOn: inDays(30) });
    expect(await here()).toEqual({ stations: [], unserved: 1 });
    await done(county, CORRECT, { id: at.id, openedOn: inDays(0) });
    expect(await here()).toEqual({ stations: [{ level: 'TOWN', stations: 1 }], unserved: 0 });
  });

  test('keeps an employer whose posts are offered; who was closed offers none', async () => {
    const { id } = await body(center, REGISTER_BODY, {
      type: 'EMPLOYER',
      name: '要关的厂',
      region: '440604',
    });
    const WITHDRAW = mutation('takeDownPosting', 'ReasonInput', 'posting { state }');
    const OPEN = mutation('openPosting', 'OpenPostingInput', 'posting { state }');
    const waiting = await openPosting(center, id, {}, false);
    const offered = await openPosting(center, id);
    expect(await center.refusal(CLOSE_BODY, { i: { id } })).toMatchObject({ reason: 'ORGANIZATION_IN_USE' });
    await center.must(WITHDRAW, { i: { id: offered.id, reason: '不招了' } });
    expect(await body(center, CLOSE_BODY, { id })).toMatchObject({ closed: true });
    expect(await center.refusal(OPEN, { i: { id: waiting.id } })).toMatchObject({
      reason: 'ORGANIZATION_CLOSED',
      field: 'input.id',
    });
    await expect(openPosting(center, id)).rejects.toThrow(/ORGANIZATION_CLOSED/);
    // At one moment: either the posting is offered, or its employer is closed.
    await body(center, REOPEN_BODY, { id });
    await Promise.all([center.send(CLOSE_BODY, { i: { id } }), center.send(OPEN, { i: { id: waiting.id } })]);
    expect(
      await world.look(`select p.title from organization o join job_posting p on p.employer_id = o.id
        where o.status = 'CLOSED' and p.state = 'OPEN'`),
    ).toEqual([]);
  });

  test('is written by the platform everywhere, in whatever body its account is kept', async () => {
    const platform = await world.as('admin@platform');
    await world.plant(`update organization o set type = 'OBSERVER' from account a
      where a.organization_id = o.id and a.handle = 'admin@platform'`);
    const company = { type: 'EMPLOYER', name: '平台登记的厂', region: '440604' };
    const { id } = await body(platform, REGISTER_BODY, company);
    expect(await body(platform, CORRECT_BODY, { id, name: '平台改名的厂' })).toMatchObject({ closed: false });
    expect(await body(platform, CLOSE_BODY, { id })).toMatchObject({ closed: true });
    expect(await body(platform, REOPEN_BODY, { id })).toMatchObject({ closed: false });
    expect(await platform.refusal(REGISTER_BODY, { i: { ...company, type: 'PLATFORM' } })).toMatchObject({
      reason: 'ORGANIZATION_TYPE',
    });
  });
});

describe('what a county keeps beside its people', () => {
  let county: Client;
  let bodies: Record<'agency' | 'rival' | 'school' | 'factory', string>;
  const SIGN = mutation(
    'signExportAgreement',
    'SignExportAgreementInput',
    'exportAgreement { id validTo company { id } employers { id } }',
  );
  const END = mutation('endExportAgreement', 'EndExportAgreementInput', 'exportAgreement { id validTo }');
  const ISSUE = mutation(
    'issueTrainingEntrustment',
    'IssueTrainingEntrustmentInput',
    'trainingEntrustment { id cost provider { id } }',
  );
  const CANCEL = mutation(
    'cancelTrainingEntrustment',
    'ReasonInput',
    'trainingEntrustment { cancelledOn cancelledBecause }',
  );
  const GROUP = mutation(
    'registerOutreachGroup',
    'RegisterOutreachGroupInput',
    'outreachGroup { id members channel region { code } }',
  );
  const COUNT = mutation(
    'countOutreachGroup',
    'CountOutreachGroupInput',
    'outreachGroup { members closedOn }',
  );
  interface Point {
    number: number;
    point: string;
    fulfilled: boolean;
    count: number;
    latest: string | null;
  }
  const points = async (who = county, more = '') =>
    (
      await who.must<{ eightOnes: Point[] }>(
        `{ eightOnes(origin: "522631"${more}) { number point fulfilled count latest } }`,
      )
    ).eightOnes;
  const ids = (found: Record<string, object>) =>
    Object.values(Object.values(found)[0] ?? {}).find((one: { id?: string }) => one.id)?.id ?? '';
  const agreed = () => ({
    company: bodies.agency,
    destination: '440600',
    employers: [bodies.factory],
    agreementNo: '黎劳输〔1〕号',
    signedOn: inDays(0),
    validFrom: inDays(0),
    validTo: inDays(365),
  });

  beforeAll(async () => {
    county = await world.as('county@liping');
    await world.plant(`
      insert into organization (key, type, name, region_code, path) values
        ('school', 'TRAINING_PROVIDER', '黎平职校', '522631', '522631'), ('factory', 'EMPLOYER', '禅城陶瓷厂', '440604', '440604')`);
    const rows = await world.look('select key, id from organization where key is not null');
    bodies = Object.fromEntries(
      rows.map(({ key, id }) => [key, Buffer.from(`Organization:${String(id)}`).toString('base64url')]),
    ) as typeof bodies;
    await world.plant(`insert into hr_licence (organization_id, licence_no, scope, valid_from, valid_to)
      select id, 'LIC-OF-THE-EIGHT', '{JOB_BROKERAGE}', current_date - 9, current_date + 900 from organization where key = 'agency'
      and not exists (select from hr_licence l where l.organization_id = organization.id and l.revoked_on is null and l.valid_to > current_date)`);
  });

  test('is nothing as long as there is nothing, and each point counts the records that fulfil it', async () => {
    const before = await points();
    expect(before.map(({ number, point }) => `${number} ${point}`)).toEqual([
      '1 REGISTRY',
      '2 COOPERATION_AGREEMENT',
      '3 DISPATCH_ORDER',
      '4 TRAINING_ENTRUSTMENT',
      '5 GUARANTEE_AGREEMENT',
      '6 EMPLOYMENT_RECEIPT',
      '7 EMPLOYMENT_LEDGER',
      '8 OUTREACH_GROUP',
    ]);
    expect(
      before.filter(
        ({ fulfilled, count, latest }) => fulfilled !== count > 0 || (latest !== null && count === 0),
      ),
    ).toEqual([]);
    const i = {
      provider: bodies.school,
      entrustmentNo: 'PX-1',
      occupation: '电焊',
      persons: 40,
      fromOn: inDays(1),
      toOn: inDays(30),
    };
    const far = { ...i, fromOn: inDays(900), toOn: inDays(901) };
    expect(await county.refusal(ISSUE, { i: far })).toMatchObject({
      reason: 'TRAINING_DAYS',
      field: 'input.fromOn',
    });
    const issued = ids(await county.must(ISSUE, { i: { ...i, cost: 120_000_00 } }));
    const group = ids(
      await county.must(GROUP, { i: { region: '522631101', name: '中潮镇就业群', members: 310 } }),
    );
    const after = await points();
    const of = (point: string) => after.find((one) => one.point === point);
    expect(of('TRAINING_ENTRUSTMENT')).toMatchObject({ fulfilled: true, count: 1, latest: issued });
    expect(of('OUTREACH_GROUP')).toMatchObject({ fulfilled: true, count: 1, latest: group });
    // As many as their own lists say.
    const { sixLists, issuedHere } = await county.must<{
      sixLists: { counts: { counts: { list: string; workers: number }[] } };
      issuedHere: { totalCount: number };
    }>(
      `{ sixLists(origin: "522631") { counts { counts { list workers } } }
        issuedHere: trainingEntrustments(filter: { origin: "522631" }) { totalCount } }`,
    );
    const on = (list: string) => sixLists.counts.counts.find((one) => one.list === list)?.workers;
    expect([of('REGISTRY')?.count, of('EMPLOYMENT_LEDGER')?.count, issuedHere.totalCount]).toEqual([
      on('IN_HARDSHIP'),
      on('IN_HARDSHIP_EMPLOYED'),
      1,
    ]);
    const because = { id: issued, reason: '培训机构变更' };
    await county.must(CANCEL, { i: because });
    expect(await county.refusal(CANCEL, { i: because })).toMatchObject({ reason: 'ENTRUSTMENT_CANCELLED' });
    await county.must(COUNT, { i: { id: group, members: 290, closed: true } });
    expect(
      (await points()).filter(({ point }) => ['TRAINING_ENTRUSTMENT', 'OUTREACH_GROUP'].includes(point)),
    ).toMatchObject([
      { fulfilled: false, count: 0, latest: null },
      { fulfilled: false, count: 0, latest: null },
    ]);
    expect(
      (await points(county, ', year: 2001')).find(({ point }) => point === 'DISPATCH_ORDER'),
    ).toMatchObject({ count: 0 });
  });

  test('has export agreements with companies that may do it, each number once, and they end on their day', async () => {
    const key = { idempotencyKey: 'export-agreement-1' };
    const id = ids(await county.must(SIGN, { i: { ...agreed(), ...key } }));
    expect(ids(await county.must(SIGN, { i: { ...agreed(), ...key } }))).toBe(id);
    expect(await county.refusal(SIGN, { i: agreed() })).toMatchObject({ reason: 'EXPORT_AGREEMENT_EXISTS' });
    const total = async (f: object) =>
      (
        await foreign.must<{ exportAgreements: { totalCount: number } }>(
          'query($f: ExportAgreementFilter) { exportAgreements(filter: $f) { totalCount nodes { company { name } employers { name } } } }',
          { f },
        )
      ).exportAgreements.totalCount;
    expect(
      await Promise.all([
        total({ origin: '520000', destination: '440600' }),
        total({ company: bodies.agency, employer: bodies.factory }),
        total({ employer: bodies.agency }),
        total({ destination: '330100' }),
        total({ holdsOn: inDays(9) }),
      ]),
    ).toEqual([1, 1, 0, 0, 1]);
    expect(await county.refusal(END, { i: { id, endsOn: inDays(900) } })).toMatchObject({
      reason: 'AGREEMENT_DAYS',
    });
    await county.must(END, { i: { id, endsOn: inDays(5) } });
    expect(await total({ holdsOn: inDays(9) })).toBe(0);
  });

  test.each([
    ['an employer as the company', { company: () => bodies.factory }, 'WRONG_ORGANIZATION', 'input.company'],
    ['a company without a licence', { company: () => bodies.rival }, 'LICENCE_LAPSED', 'input.company'],
    [
      'a company as an employer',
      { employers: () => [bodies.agency] },
      'WRONG_ORGANIZATION',
      'input.employers.0',
    ],
    ['no employer', { employers: () => [] }, 'EMPLOYERS', 'input.employers'],
    ['days that are none', { validTo: () => inDays(-1) }, 'AGREEMENT_DAYS', 'input.validTo'],
    ['a signature to come', { signedOn: () => inDays(1) }, 'AGREEMENT_DAYS', 'input.signedOn'],
    ['the own county', { destination: () => '522631' }, 'DESTINATION_AT_HOME', 'input.destination'],
    ['no number', { agreementNo: () => ' ' }, 'WORD_LENGTH', 'input.agreementNo'],
  ] as const)('signs none with %s', async (_, more, reason, field) => {
    const wrong = Object.fromEntries(Object.entries(more).map(([name, value]) => [name, value()]));
    const i = { ...agreed(), agreementNo: '黎劳输〔9〕号', ...wrong };
    expect(await county.refusal(SIGN, { i })).toMatchObject({ reason, field });
  });

  test('is written by nobody else', async () => {
    const other = await world.as('county@congjiang');
    expect(await center.refusal(SIGN, { i: agreed() })).toMatchObject({ reason: 'NOT_ALLOWED' });
    const { exportAgreements } = await other.must<{ exportAgreements: { nodes: { id: string }[] } }>(
      '{ exportAgreements { nodes { id } } }',
    );
    expect(await other.refusal(END, { i: { id: exportAgreements.nodes[0]?.id } })).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
    const group = { region: '522631101', name: '别人的群', members: 1 };
    expect(await other.refusal(GROUP, { i: group })).toMatchObject({ reason: 'NOT_YOUR_SIDE' });
    expect(await other.refusal('{ eightOnes(origin: "522631") { count } }', {})).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
    expect(await center.refusal('{ eightOnes(origin: "522631") { count } }', {})).toMatchObject({
      reason: 'NOT_ALLOWED',
    });
  });
});

describe('a cooperation agreement', () => {
  const AGREEMENT = 'id year level signedOn parties documentRef clauses version pairing { id }';
  const payload = `{ cooperationAgreement { ${AGREEMENT} } }`;
  const SIGN = `mutation($i: SignCooperationAgreementInput!) { signCooperationAgreement(input: $i) ${payload} }`;
  const CHANGE = `mutation($i: CorrectCooperationAgreementInput!) { correctCooperationAgreement(input: $i) ${payload} }`;
  type Signed = Record<string, { cooperationAgreement: { id: string; version: number } }>;
  const year = Number(inDays(0).slice(0, 4));
  let county: Client;
  let signed: object;
  beforeAll(async () => {
    county = await world.as('county@liping');
    const { pairings } = await county.must<{ pairings: { nodes: { id: string }[] } }>(
      '{ pairings(origin: "522631") { nodes { id } } }',
    );
    const parties = ['黎平县人民政府', '佛山市人民政府'];
    const pairing = pairings.nodes[0]?.id;
    signed = { pairing, year, level: 'COUNTY', signedOn: inDays(0), parties, documentRef: '黎府协〔1〕号' };
  });

  test('is one of a pairing, year and level, whichever side of two writes it down first', async () => {
    const both = await Promise.all(
      [county, center].map((one, n) =>
        one.send(SIGN, { i: { ...signed, idempotencyKey: `agreement-${n}` } }),
      ),
    );
    expect(both.map(({ errors }) => errors?.[0]?.extensions.reason).toSorted()).toEqual([
      'AGREEMENT_EXISTS',
      undefined,
    ]);
    const won = both[0]?.errors ? 1 : 0;
    const again = { ...signed, idempotencyKey: `agreement-${won}` };
    const { signCooperationAgreement: made } = await ([county, center][won] as Client).must<Signed>(SIGN, {
      i: again,
    });
    await county.must(SIGN, { i: { ...signed, level: 'PREFECTURE' } });
    await county.must(SIGN, { i: { ...signed, year: year - 1, signedOn: `${year - 1}-03-01` } });
    const id = made?.cooperationAgreement.id;
    const change = { id, clauses: ['每年组织两场专场招聘会'] };
    expect(await center.must<Signed>(CHANGE, { i: change })).toMatchObject({
      correctCooperationAgreement: { cooperationAgreement: change },
    });
    // Words of the database's own, and what stands between the items of a list.
    const odd = {
      id,
      parties: ['NULL', 'null'],
      clauses: ['null', '1. {a}, "b"\n2. c\\d', change.clauses[0]],
    };
    expect(await center.must<Signed>(CHANGE, { i: odd })).toMatchObject({
      correctCooperationAgreement: { cooperationAgreement: odd },
    });
    const stale = { ...change, version: made?.cooperationAgreement.version };
    expect(await county.refusal(CHANGE, { i: stale })).toMatchObject({ reason: 'CHANGED_MEANWHILE' });
    for (const who of [foreign, await world.as('county@congjiang')])
      for (const [document, i] of [
        [SIGN, signed],
        [CHANGE, change],
      ] as const)
        expect(await who.refusal(document, { i })).toMatchObject({
          code: 'FORBIDDEN',
          reason: 'NOT_YOUR_SIDE',
        });
  });

  test.each([
    [{ year }, 2],
    [{ year, level: 'COUNTY' }, 1],
    [{ origin: '520000', destination: '440600' }, 3],
    [{ destination: '330100' }, 0],
  ])('is found by %j', async (more, count) => {
    const f = 'origin' in more || 'destination' in more ? more : { ...more, origin: '522631' };
    const { cooperationAgreements } = await (await world.as('observer@province')).must<{
      cooperationAgreements: { totalCount: number };
    }>('query($f: CooperationAgreementFilter) { cooperationAgreements(filter: $f) { totalCount } }', { f });
    expect(cooperationAgreements.totalCount).toBe(count);
  });

  test.each([
    ['a year before the pairing', { year: 2020, signedOn: '2020-05-01' }, 'AGREEMENT_YEAR', 'input.year'],
    ['a year that is none', { year: 3 }, 'AGREEMENT_YEAR', 'input.year'],
    ['a day to come', { signedOn: inDays(1) }, 'SIGNING_DAY', 'input.signedOn'],
    ['one party twice', { parties: ['黎平县', '黎平县'] }, 'PARTIES', 'input.parties'],
    ['a document without a number', { documentRef: '' }, 'WORD_LENGTH', 'input.documentRef'],
    [
      'too many clauses',
      { clauses: Array.from({ length: 31 }, () => '条款') },
      'TOO_MANY_CLAUSES',
      'input.clauses',
    ],
  ])('is refused with %s', async (_, more, reason, field) => {
    expect(await county.refusal(SIGN, { i: { ...signed, ...more } })).toMatchObject({ reason, field });
  });
});

describe('what is refused', () => {
  test.each([
    ['a point out of China', { location: { latitude: 113, longitude: 23 } }, 'LOCATION', 'input.location'],
    ['a number that is none', { phone: '12-34' }, 'STATION_PHONE', 'input.phone'],
    [
      'hours that end before they begin',
      { hours: [{ weekday: 'FRIDAY', from: '18:00', to: '08:00' }] },
      'SERVICE_HOURS',
      'input.hours.0',
    ],
    ['a place of another city', { region: '330109' }, 'STATION_PLACE', 'input.region'],
    ['a first day long ago', { openedOn: '1901-01-01' }, 'STATION_DAYS', 'input.openedOn'],
    ['an address of blanks', { address: '  ' }, 'TEXT_LENGTH', 'input.address'],
  ])('%s', async (_, more, reason, field) => {
    expect(await refused(center, CORRECT, { id: station.id, ...more })).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason,
      field,
    });
  });

  test('an inspection that leaves one of the five out, or of a day to come', async () => {
    const id = station.id;
    expect(await refused(center, INSPECT, { id, findings: findings().slice(1) })).toMatchObject({
      reason: 'FIVE_HAVES_INCOMPLETE',
      field: 'input.findings',
    });
    expect(
      await refused(center, INSPECT, { id, inspectedOn: inDays(1), findings: findings() }),
    ).toMatchObject({
      reason: 'INSPECTION_DAY',
    });
  });

  test('a county that moves the station of its prefecture into another county', async () => {
    await world.plant(
      `insert into organization (type, name, region_code, path) values ('STATION', '州驻县服务站', '522600', '5226')`,
    );
    const [row] = await world.look(`select id from organization where name = '州驻县服务站'`);
    const organization = Buffer.from(`Organization:${String(row?.['id'])}`).toString('base64url');
    const county = await world.as('county@liping');
    const i = { organization, side: 'ORIGIN', level: 'COMMUNITY', region: '522631' };
    const { id } = await done(county, REGISTER, i);
    await done(county, CORRECT, { id, region: '522631101' });
    expect(await refused(county, CORRECT, { id, region: '522633' })).toMatchObject({
      reason: 'NOT_YOUR_SIDE',
    });
  });

  test('a station of a body that is none, and one that is not there', async () => {
    const organization = await ownOrganization(await world.as('employer@foshan'));
    expect(
      await refused(center, REGISTER, { organization, side: 'DESTINATION', level: 'BRANCH' }),
    ).toMatchObject({ reason: 'NOT_A_STATION', field: 'input.organization' });
    const id = toGlobalId('ServiceStation', '01999999-9999-7999-8999-999999999999');
    expect(await refused(center, CLOSE, { id })).toMatchObject({ code: 'NOT_FOUND', field: 'input.id' });
  });
});
