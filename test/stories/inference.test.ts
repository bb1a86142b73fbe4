import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { buildGraph } from '#server/graph.js';
import type { Client } from '../support/client.js';
import { type ViewerHandle, VIEWERS } from '../support/expected-disclosure.js';
import { attempts } from '../support/fill-input.js';
import { inventedIdNumber } from '../support/people.js';
import { CONGJIANG, LIPING, pairTheOthers, plantPeople, type Planted } from '../support/planted.js';
import { WIDE } from '../support/questions.js';
import { SchemaWalk } from '../support/schema-walk.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let schema: GraphQLSchema;
let people: Planted[];
const clients = new Map<ViewerHandle, Client>();
const as = (viewer: ViewerHandle): Client => clients.get(viewer) as Client;
const one = (who: string): Planted => people.find((p) => p.who === who) as Planted;

beforeAll(async () => {
  world = await openWorld({ env: WIDE });
  schema = await buildGraph();
  await pairTheOthers(world);
  const planted = await plantPeople(world);
  await planted.finish();
  people = planted.people;
  for (const viewer of VIEWERS) clients.set(viewer, await world.as(viewer));
}, 120_000);
afterAll(() => world?.close());

const STATIONS = ['station@foshan', 'station@hangzhou'] as const;
const EMPLOYERS = ['employer@foshan', 'employer@other'] as const;
const DESTINATIONS = [...STATIONS, ...EMPLOYERS];
const ABOVE = ['observer@province', 'admin@platform'] as const;

describe('nobody asks by what is not shown to him', () => {
  /** Each condition on workers, and which sides may ask it. */
  const CONDITIONS: Readonly<
    Record<string, readonly [asked: () => unknown, county: boolean, station: boolean, employer: boolean]>
  > = {
    education: [() => 'VOCATIONAL', true, true, true],
    serviceRegion: [() => LIPING.countyCode, true, true, true],
    hukouRegion: [() => LIPING.countyCode, true, true, true],
    target: [() => false, true, true, false],
    lifeStatus: [() => 'ALIVE', true, false, false],
    trainingWilling: [() => true, true, true, false],
    tag: [() => 'MONITORED', true, false, false],
    ageFrom: [() => 20, true, false, false],
    ageTo: [() => 60, true, false, false],
    employed: [() => false, true, false, false],
    overAgeWorking: [() => true, true, false, false],
    seasonEnded: [() => true, true, false, false],
    returningToFormer: [() => true, true, false, false],
    laborBase: [() => true, true, false, false],
    population: [() => 'TARGET', true, false, false],
    idNumber: [() => one('checked in').marks.idNumber, true, false, false],
  };
  const WORKERS = 'query($f: WorkerFilter) { workers(filter: $f) { totalCount nodes { id } } }';

  test('a condition that is added must be given a line here', () => {
    const filter = schema.getType('WorkerFilter') as GraphQLInputObjectType;
    expect(Object.keys(filter.getFields()).toSorted()).toEqual(Object.keys(CONDITIONS).toSorted());
  });

  test.each(Object.keys(CONDITIONS))('workers by %s', async (field) => {
    const [asked, county, station, employer] = CONDITIONS[field] ?? [() => null, false, false, false];
    for (const [viewers, may] of [
      [['county@liping'], county],
      [STATIONS, station],
      [EMPLOYERS, employer],
    ] as const)
      for (const viewer of viewers) {
        const { errors } = await as(viewer).send(WORKERS, { f: { [field]: asked() } });
        expect([viewer, errors?.[0]?.extensions.reason]).toEqual([
          viewer,
          may ? undefined : 'FILTER_NOT_YOURS',
        ]);
      }
    for (const viewer of ABOVE)
      expect((await as(viewer).refusal(WORKERS, { f: { [field]: asked() } })).code).toBe('FORBIDDEN');
  });

  test.each([
    ['workers', 'query($o: RegionCode!) { workers(filter: { serviceRegion: $o }) { totalCount } }'],
    ['workers by hukou', 'query($o: RegionCode!) { workers(filter: { hukouRegion: $o }) { totalCount } }'],
    ['referrals', 'query($o: RegionCode!) { referrals(filter: { origin: $o }) { totalCount } }'],
    ['dispatches', 'query($o: RegionCode!) { dispatches(filter: { origin: $o }) { totalCount } }'],
    ['arrivals', 'query($o: RegionCode!) { arrivals(filter: { origin: $o }) { totalCount } }'],
  ])('a destination asks for %s of a county, not of a village', async (_what, query) => {
    for (const viewer of DESTINATIONS) {
      expect((await as(viewer).send(query, { o: LIPING.countyCode })).errors).toBeUndefined();
      expect(await as(viewer).refusal(query, { o: LIPING.town })).toMatchObject({
        reason: 'FILTER_NOT_YOURS',
      });
    }
    expect((await as('county@liping').send(query, { o: LIPING.town })).errors).toBeUndefined();
  });

  test('nor does it watch the arrivals of a village', async () => {
    const query = `subscription { workerArrived(filter: { origin: "${LIPING.town}" }) { position } }`;
    for (const viewer of DESTINATIONS) {
      const [refusal] = (await as(viewer).watch(query).take()).errors ?? [];
      expect([viewer, refusal?.extensions?.['reason']]).toEqual([viewer, 'FILTER_NOT_YOURS']);
    }
  });

  test.each([
    ['of a village', `origin: "${LIPING.town}"`],
    ['of a village, watching it', `origin: "522631003", population: ALL_RURAL`],
    ['of the relocated', `origin: "${LIPING.countyCode}", population: RELOCATED`],
    ['of the target and the relocated', `origin: "${LIPING.countyCode}", population: TARGET_OR_RELOCATED`],
  ])('but for the county nobody counts the people %s, nor has a list of them', async (_what, asked) => {
    const pair = `(${asked}, destination: "${LIPING.city}")`;
    for (const viewer of ['station@foshan', ...ABOVE] as const) {
      for (const field of ['fourCounts { laborBase }', 'jobDemandList { totalCount }', 'position'])
        expect([viewer, await as(viewer).refusal(`{ picture${pair} { ${field} } }`)]).toEqual([
          viewer,
          expect.objectContaining({ reason: 'FILTER_NOT_YOURS' }),
        ]);
      const stream = as(viewer).watch(`subscription { pictureChanged${pair} { position } }`);
      expect((await stream.take()).errors?.[0]?.extensions?.['reason']).toBe('FILTER_NOT_YOURS');
    }
    const all = 'fourCounts { laborBase } jobDemandList { totalCount }';
    expect((await as('county@liping').send(`{ picture${pair} { ${all} } }`)).errors).toBeUndefined();
  });
});

describe('what is not shown changes nothing', () => {
  let questions: string[];
  beforeAll(() => {
    const walk = new SchemaWalk(schema, { 'JobPosting.remainingFor': 'origin: "522631"' });
    const lists = ['workers', 'referrals', 'dispatches', 'trips', 'arrivals'].map((field) => ({
      field,
      steps: 2,
    }));
    const pictures = [LIPING, CONGJIANG].flatMap((w) => {
      const args = { origin: `"${w.countyCode}"`, destination: `"${w.city}"` };
      return [
        { field: 'picture', args, steps: 2 },
        { field: 'picture', args, steps: 1, without: ['jobDemandList'] },
      ];
    });
    questions = walk.queries([...lists, ...pictures]).map((d) => d.query);
  });

  /** What moves by itself; and for who hears of many at once, how many have a tag or a barrier. */
  const BY_ITSELF = ['cursor', 'startCursor', 'endCursor', 'position'];
  const OF_MANY = ['byTag', 'byBarrier'];

  /** Everything that the viewer is told. */
  const told = async (viewer: ViewerHandle): Promise<string> => {
    const above: readonly string[] = ABOVE;
    const aside = above.includes(viewer) ? [...BY_ITSELF, ...OF_MANY] : BY_ITSELF;
    // For these a picture stands still so long.
    if (above.includes(viewer)) await new Promise((done) => setTimeout(done, 1_000));
    const answers = await Promise.all(questions.map((q) => as(viewer).send(q)));
    return JSON.stringify(
      answers.map(({ data, errors }) => [data, errors?.map((e) => e.extensions.reason)]),
      (key, value: unknown) => (aside.includes(key) ? undefined : value),
    );
  };
  const keys = (...of: Planted[]): string =>
    of.map((p) => Buffer.from(p.worker, 'base64url').toString().split(':')[1]).join(',');
  const THOSE = `= any (string_to_array(?, ',')::uuid[])`;
  const own = () => people.filter((p) => p.way === LIPING && p.who !== 'of another hukou');
  const unmet = () =>
    own().filter((p) =>
      ['in demand', 'broadly', 'created', 'sent', 'submitted', 'offered', 'rejected', 'declined'].includes(
        p.who,
      ),
    );

  const CHANGES: readonly (readonly [
    what: string,
    blind: readonly ViewerHandle[],
    whose: () => Planted[],
    statements: readonly string[],
  ])[] = [
    [
      'what stays with the county, for everybody else',
      [...DESTINATIONS, ...ABOVE],
      () => own(),
      [
        `update worker set ethnicity = '苗族', work_ability = 'FULL', verify_method = 'SOCIAL_CARD', real_name_verified_on = '2020-01-01',
           registered_at = '2020-01-01', version = version + 7, service_region = '522631003', origin = '522631003',
           hukou_region = '522631101', hukou = '522631101' where id ${THOSE}`,
        `update worker_tag set tag = 'POVERTY_ALLEVIATED', subtype = null, source = '另一名册' where worker_id ${THOSE}`,
        `update willingness set barriers = '{ABILITY}' where kind = 'WORK' and worker_id ${THOSE}`,
      ],
    ],
    [
      'where somebody works who works elsewhere, for the city that is wished for and for employers',
      DESTINATIONS,
      () => own(),
      [
        `update worker set employment_region = '522633', employment_path = '522633'
           where employment_path like '3301%' and id ${THOSE}`,
      ],
    ],
    [
      'who somebody is, for a city before check-in and an employer before acceptance',
      [...DESTINATIONS, ...ABOVE],
      unmet,
      [
        `update worker set birth_date = '1990-03-01' where id ${THOSE}`,
        `update worker_identity set name_enc = o.name_enc, phone_enc = o.phone_enc, id_number_enc = o.id_number_enc
           from (select * from worker_identity order by worker_id limit 1) o where worker_identity.worker_id ${THOSE}`,
      ],
    ],
    [
      'poverty, limits and wishes, for an employer at any stage',
      EMPLOYERS,
      () => own(),
      [
        `update worker_tag set valid_to = '2022-01-01' where worker_id ${THOSE}`,
        `update worker set constraints = '{LIMITED_MOBILITY}' where id ${THOSE}`,
        `update willingness set occupations = '{另一工种}', wage_min_fen = 1 where worker_id ${THOSE}`,
      ],
    ],
    [
      'anything at all, for another county, another city and another employer',
      ['county@congjiang', 'station@hangzhou', 'employer@other'],
      () => own(),
      [
        `update worker set display_name = '另**', skills = '{另一技能}', sex_code = 3 - sex_code, employment_form = 'FARM',
           employment_region = '522631', employment_path = '522631' where id ${THOSE}`,
        `update referral set state_reason = '另一原因', channel = 'APP' where worker_id ${THOSE}`,
        `update dispatch_order set agreement_ref = '另一协议' where worker_id ${THOSE}`,
        `update arrival set note = '另一备注', occupation = '另一工种' where worker_id ${THOSE}`,
      ],
    ],
  ];

  test.each(CHANGES)('%s', async (_what, blind, whose, statements) => {
    const before = await Promise.all(blind.map(told));
    const seen = await told('county@liping');
    for (const statement of statements) await world.plant(statement, [keys(...whose())]);
    const after = await Promise.all(blind.map(told));
    for (const [i, viewer] of blind.entries())
      expect([viewer, after[i] === before[i]]).toEqual([viewer, true]);
    expect(await told('county@liping')).not.toBe(seen);
  });
});

describe('a refusal tells nothing', () => {
  const NOBODY = (type: string) =>
    Buffer.from(`${type}:01900000-0000-7000-8000-000000000000`).toString('base64url');
  const foreign = ['county@congjiang', 'station@hangzhou', 'employer@other', ...ABOVE] as const;

  test('registering somebody who is registered elsewhere says neither who nor where', async () => {
    const { marks } = one('checked in');
    const input = (idNumber: string) => ({
      i: {
        idNumber,
        name: '别的人',
        serviceRegion: CONGJIANG.town,
        hukouRegion: CONGJIANG.town,
        education: 'PRIMARY',
        workAbility: 'FULL',
      },
    });
    const register = 'mutation($i: RegisterWorkerInput!) { registerWorker(input: $i) { worker { id } } }';
    const elsewhere = await as('county@congjiang').send(register, input(marks.idNumber));
    const here = await as('county@congjiang').send(register, input(one('other: in demand').marks.idNumber));
    expect(elsewhere.errors?.[0]?.extensions).toEqual(here.errors?.[0]?.extensions);
    for (const said of [...Object.values(marks), LIPING.countyCode, '黎平'])
      expect(elsewhere.text).not.toContain(said);
    expect(
      (await as('county@congjiang').send(register, input(`${inventedIdNumber().slice(0, 17)}?`))).text,
    ).not.toContain('99900');
  });

  test('what is another’s and what is not there are answered alike', async () => {
    const { worker, nouns } = one('checked in');
    const hidden: Record<string, string | undefined> = {
      Worker: worker,
      Willingness: nouns.willingness,
      Referral: nouns.referral,
      DispatchOrder: nouns.dispatch,
      Arrival: nouns.arrival,
      Trip: one('dispatched').nouns.trip,
    };
    const node = 'query($id: ID!) { node(id: $id) { id } }';
    for (const viewer of foreign)
      for (const [type, id] of Object.entries(hidden)) {
        const theirs = await as(viewer).send(node, { id });
        const none = await as(viewer).send(node, { id: NOBODY(type) });
        expect([viewer, type, theirs.errors, theirs.status]).toEqual([
          viewer,
          type,
          none.errors,
          none.status,
        ]);
        expect(none.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
      }
  });

  test('no mutation of another side reaches a person, or says more than that it is not there', async () => {
    const entries = async () => (await world.look('select count(*)::int as n from journal_entry'))[0]?.['n'];
    for (const who of ['dispatched', 'verified']) {
      const person = one(who);
      const { trip } = one('dispatched').nouns;
      const real = (noun: string) =>
        (noun === 'worker' ? person.worker : noun === 'trip' ? trip : person.nouns[noun as 'referral']) ??
        NOBODY('Worker');
      const all = attempts(schema, real).filter((a) => a.named && !('employer' in a.input));
      expect(all.length).toBeGreaterThan(25);
      const before = await entries();
      for (const viewer of foreign)
        for (const { mutation, query, input } of all) {
          const answer = await as(viewer).send(query, { i: input });
          const { code, reason } = answer.errors?.[0]?.extensions ?? { code: 'DONE', reason: answer.text };
          expect([viewer, mutation, who, `${code}/${reason}`]).toEqual([
            viewer,
            mutation,
            who,
            expect.stringMatching(/^(NOT_FOUND|FORBIDDEN|BAD_USER_INPUT\/ID_OF_ANOTHER_NOUN)/),
          ]);
          for (const mark of Object.values(person.marks)) expect(answer.text).not.toContain(mark);
        }
      expect(await entries()).toBe(before);
    }
  }, 120_000);
});
