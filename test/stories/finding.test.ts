/** One box that finds people whose names are sealed; and the six lists through their door. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { inventedIdNumber, registerWorker, wishesToGo } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { openWorld, type World } from '../support/world.js';

const FIND = `query($text: String!, $origin: RegionCode, $first: Int, $after: String) {
  findWorkers(text: $text, origin: $origin, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { foundBy worker { id name } } } }`;
interface Found {
  findWorkers: {
    totalCount: number;
    pageInfo: { hasNextPage: boolean; endCursor: string };
    nodes: { foundBy: string; worker: { id: string; name: string } }[];
  };
}

let world: World;
let liping: Client;
let congjiang: Client;
const id: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld();
  liping = await world.as('county@liping');
  congjiang = await world.as('county@congjiang');
  const register = async (name: string, more: Record<string, unknown> = {}, county = liping) => {
    id[name] = (await registerWorker(county, { name, tags: [], ...more })).id;
  };
  await register('王小明', { phone: '15400001111', tags: ['POVERTY_ALLEVIATED'] });
  await register('王小明明', { phone: '15400002222', serviceRegion: '522631101' });
  await register('李王小', { phone: '15400003333', serviceRegion: '522631R01', tags: ['PREVENTION_TARGET'] });
  await register('单长乐', {
    phone: '15400004444',
    hukouRegion: '522633100',
    employment: { form: 'FARM', regionCode: '522631' },
  });
  await register('欧阳和平', {
    phone: '15400005555',
    idNumber: inventedIdNumber('19800101', 2),
    verifyMethod: null,
  });
  const there = { serviceRegion: '522633100', hukouRegion: '522633100' };
  await register('王小明丙', { ...there, phone: '15400006666' }, congjiang);
}, 60_000);
afterAll(() => world?.close());

const find = async (text: string, more: Record<string, unknown> = {}, client = liping) =>
  (await client.must<Found>(FIND, { text, ...more })).findWorkers;
const namesOf = async (text: string, more: Record<string, unknown> = {}, client = liping) =>
  (await find(text, more, client)).nodes.map(({ foundBy, worker }) => `${worker.name} ${foundBy}`);

describe('a county finds its people', () => {
  test('ranked: the whole name, its beginning, a part of it', async () => {
    expect(await namesOf('王小明')).toEqual(['王小明 NAME', '王小明明 NAME_BEGINS']);
    expect(await namesOf('王小')).toEqual(['王小明 NAME_BEGINS', '王小明明 NAME_BEGINS', '李王小 NAME_PART']);
  });

  test.each([
    ['wangxiaoming', ['王小明 PINYIN', '王小明明 PINYIN_PART']],
    ['Wang Xiao Ming', ['王小明 PINYIN', '王小明明 PINYIN_PART']],
    ['wxm', ['王小明 PINYIN', '王小明明 PINYIN_PART']],
    ['shan chang le', ['单长乐 PINYIN']],
    ['oyhp', ['欧阳和平 PINYIN']],
    ['1111', ['王小明 PHONE_LAST_FOUR']],
    ['154 0000 5555', ['欧阳和平 PHONE']],
    ['15400005555', ['欧阳和平 PHONE']],
    ['王 中潮镇', ['王小明明 PLACE']],
    ['王小 中潮', ['王小明明 NAME_BEGINS']],
    ['黎平安置点', ['李王小 PLACE']],
    ['王 脱贫', ['王小明 NAME_BEGINS']],
    ['防返贫', ['李王小 TAG']],
    ['王 2222', ['王小明明 PHONE_LAST_FOUR']],
    ['和平', ['欧阳和平 NAME_PART']],
    ['赵', []],
  ])('by %s', async (text, names) => {
    expect(await namesOf(text)).toEqual(names);
  });

  test('by the ID number and its last four', async () => {
    const [row] = await world.look('select id_number_enc from worker_identity where worker_id = $1', [
      keyIn(id['欧阳和平'] as string),
    ]);
    expect(String(row?.['id_number_enc'])).not.toMatch(/\d{17}/);
    const masked = await liping.must<{ findWorkers: { nodes: { worker: { idNumberMasked: string } }[] } }>(
      'query($text: String!) { findWorkers(text: $text) { nodes { worker { idNumberMasked } } } }',
      { text: '欧阳' },
    );
    const lastFour = masked.findWorkers.nodes[0]?.worker.idNumberMasked.slice(-4) ?? '';
    expect(await namesOf(`欧阳 ${lastFour}`)).toEqual(['欧阳和平 ID_LAST_FOUR']);
  });

  test('in a place of its own, page by page, with the exact total', async () => {
    expect(await namesOf('王', { origin: '522631101' })).toEqual(['王小明明 NAME_BEGINS']);
    const first = await find('王', { first: 2 });
    expect([first.totalCount, first.nodes.length, first.pageInfo.hasNextPage]).toEqual([3, 2, true]);
    const rest = await find('王', { first: 2, after: first.pageInfo.endCursor });
    expect(rest.nodes.map(({ worker }) => worker.name)).toEqual(['李王小']);
    expect((await find('防返贫')).totalCount).toBe(1);
  });

  test('and no others’: but whoever is registered there is found by both', async () => {
    expect(await namesOf('王小明', {}, congjiang)).toEqual(['王小明丙 NAME_BEGINS']);
    expect(await namesOf('15400001111', {}, congjiang)).toEqual([]);
    expect(await namesOf('单长乐', {}, congjiang)).toEqual(['单长乐 NAME']);
    expect(await namesOf('单长乐')).toEqual(['单长乐 NAME']);
  });
});

describe('whoever is not shown a name does not find by it', () => {
  test.each(['station@foshan', 'employer@foshan'])('%s: FILTER_NOT_YOURS', async (handle) => {
    expect(await (await world.as(handle)).refusal(FIND, { text: '王小明' })).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'FILTER_NOT_YOURS',
      field: 'text',
    });
  });
  test('observers read nobody at all', async () => {
    expect(await (await world.as('observer@province')).refusal(FIND, { text: '王' })).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'NOT_ALLOWED',
    });
  });
  test.each([
    ['', 'TEXT_EMPTY'],
    ['王'.repeat(51), 'TEXT_TOO_LONG'],
    ['123', 'NOTHING_TO_FIND_BY'],
    ["王'; drop table worker --", 'NOTHING_TO_FIND_BY'],
  ])('garbage is refused by its reason: %s', async (text, reason) => {
    expect(await liping.refusal(FIND, { text })).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason,
      field: 'text',
    });
  });
  test('an unknown place is refused', async () => {
    expect(await liping.refusal(FIND, { text: '王', origin: '522699' })).toMatchObject({
      reason: 'UNKNOWN_REGION',
      field: 'origin',
    });
  });
});

describe('what is kept for it', () => {
  const tokensOf = (name: string) =>
    world.look('select token, found_by, county from worker_token where worker_id = $1 order by 1, 3', [
      keyIn(id[name] as string),
    ]);

  test('moves with a correction, in its transaction', async () => {
    const correct = 'mutation($i: CorrectWorkerInput!) { correctWorker(input: $i) { worker { id } } }';
    const who = { id: id['欧阳和平'] };
    await liping.must(correct, { i: { ...who, name: '欧阳安平' } });
    expect([await namesOf('欧阳和平'), await namesOf('anping')]).toEqual([[], ['欧阳安平 PINYIN_PART']]);
    await liping.must(correct, { i: { ...who, phone: '15400007777' } });
    expect([await namesOf('5555'), await namesOf('7777')]).toEqual([[], ['欧阳安平 PHONE_LAST_FOUR']]);
    await liping.must(correct, { i: { ...who, phone: null, serviceRegion: '522631101' } });
    expect([await namesOf('7777'), await namesOf('欧阳 中潮')]).toEqual([[], ['欧阳安平 NAME_BEGINS']]);
    await liping.must(correct, { i: { ...who, name: '欧阳和平' } });
    expect(await world.look('select from worker_to_index')).toEqual([]);
  });

  test('comes with the clock for whoever was here before, or whom a verb forgot', async () => {
    const before = await tokensOf('王小明');
    await world.look('delete from worker_token where worker_id = $1', [keyIn(id['王小明'] as string)]);
    await world.look('insert into worker_to_index (worker_id) values ($1)', [keyIn(id['王小明'] as string)]);
    expect(await namesOf('王小明')).toEqual(['王小明明 NAME_BEGINS']);
    await world.app.tick();
    expect(await tokensOf('王小明')).toEqual(before);
    expect(await world.look('select from worker_to_index')).toEqual([]);
  });

  test('does not tell names: no text, another number in each county, and nothing in the journal', async () => {
    const [row] = await world.look('select * from worker_token limit 1');
    expect(Object.keys(row ?? {})).toEqual(['token', 'found_by', 'worker_id', 'county']);
    const both = await tokensOf('单长乐');
    const numbers = both.map((t) => String(t['token']));
    expect(new Set(both.map((t) => t['county']))).toEqual(new Set(['522631', '522633']));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(
      await world.look(`select from journal_entry where noun in ('worker_token', 'worker_to_index')`),
    ).toEqual([]);
  });

  test('waits where what is sealed cannot be opened, and is made once it can', async () => {
    const key = keyIn(id['李王小'] as string);
    const [sealed] = await world.look('select name_enc from worker_identity where worker_id = $1', [key]);
    await world.plant(`update worker_identity set name_enc = 'test-1.AAAA' where worker_id = ?`, [key]);
    await world.app.tick();
    expect(await world.look('select unreadable from worker_to_index')).toEqual([{ unreadable: true }]);
    await world.plant('update worker_identity set name_enc = ? where worker_id = ?', [
      sealed?.['name_enc'],
      key,
    ]);
    await world.app.tick();
    expect(await world.look('select from worker_to_index')).toEqual([]);
    expect(await namesOf('lwx')).toEqual(['李王小 PINYIN']);
  });
});

describe('the six lists', () => {
  const LISTS = `query($origin: RegionCode!, $list: SixList!, $filter: SixListFilter, $orderBy: SixListOrder, $first: Int, $after: String) {
    sixLists(origin: $origin) { origin { name } counts { position counts { list workers } }
      rows(list: $list, filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
        totalCount position pageInfo { hasNextPage endCursor } nodes { listedFor availableFrom barriers worker { name } } } } }`;
  interface Lists {
    sixLists: {
      origin: { name: string };
      counts: { position: string; counts: { list: string; workers: number }[] };
      rows: {
        totalCount: number;
        position: string;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        nodes: { listedFor: string[]; barriers: string[]; worker: { name: string } }[];
      };
    };
  }
  const read = async (list: string, more: Record<string, unknown> = {}, client = liping) =>
    (await client.must<Lists>(LISTS, { origin: '522631', list, ...more })).sixLists;
  const rowsOf = async (list: string, more: Record<string, unknown> = {}) =>
    (await read(list, more)).rows.nodes.map(
      ({ worker, listedFor }) => `${worker.name}: ${listedFor.join(' ')}`,
    );

  beforeAll(async () => {
    await wishesToGo(liping, id['王小明'] as string, ['440600'], { barriers: ['SKILL'] });
    await wishesToGo(liping, id['王小明明'] as string, [], { intent: 'NONE', barriers: ['WILLINGNESS'] });
  });

  test('say who is on each of them and why', async () => {
    expect(await rowsOf('LABORERS_UNVERIFIED')).toEqual(['欧阳和平: UNVERIFIED']);
    expect((await rowsOf('IN_HARDSHIP')).toSorted()).toEqual([
      '李王小: VERIFIED PREVENTION_TARGET',
      '王小明: VERIFIED POVERTY_ALLEVIATED',
    ]);
    expect(await rowsOf('IN_HARDSHIP_EMPLOYED')).toEqual([]);
    expect(await rowsOf('UNEMPLOYED')).toEqual(['王小明: NOT_EMPLOYED WANTS_WORK AVAILABLE']);
    expect((await rowsOf('UNEMPLOYED_WITHOUT_INTENT')).toSorted()).toEqual([
      '李王小: NOT_EMPLOYED WISH_UNKNOWN',
      '欧阳和平: NOT_EMPLOYED WISH_UNKNOWN',
      '王小明明: NOT_EMPLOYED WANTS_NO_WORK',
    ]);
    expect(await rowsOf('WILLING_TO_GO_OUT')).toEqual(['王小明: WANTS_TO_GO_OUT']);
    expect(await rowsOf('BARRIER_WILLINGNESS')).toEqual(['王小明明: NOT_EMPLOYED BARRIER_WILLINGNESS']);
    expect(await rowsOf('BARRIER_SKILL')).toEqual(['王小明: NOT_EMPLOYED BARRIER_SKILL']);
  });

  test('are counted at the position of the list beside them', async () => {
    const { counts, rows, origin } = await read('LABORERS');
    expect(origin.name).toBe('黎平县');
    expect(counts.position).toBe(rows.position);
    const many = Object.fromEntries(counts.counts.map(({ list, workers }) => [list, workers]));
    expect(many).toEqual({
      LABORERS: 4,
      LABORERS_UNVERIFIED: 1,
      IN_HARDSHIP: 2,
      IN_HARDSHIP_EMPLOYED: 0,
      UNEMPLOYED: 1,
      UNEMPLOYED_WITHOUT_INTENT: 3,
      WILLING_TO_GO_OUT: 1,
      BARRIER_WILLINGNESS: 1,
      BARRIER_SKILL: 1,
      BARRIER_ABILITY: 0,
    });
    expect(rows.totalCount).toBe(many['LABORERS']);
  });

  test('end with who came home, and why', async () => {
    await liping.must(
      'mutation($i: RecordReturnInput!) { recordReturn(input: $i) { returnRecord { id } } }',
      {
        i: { worker: id['王小明明'], reason: 'JOB_LOST' },
      },
    );
    const home = `query($origin: RegionCode!, $filter: ReturneeFilter) { sixLists(origin: $origin) {
      returnees(filter: $filter) { totalCount nodes { reason worker { name } } } } }`;
    const read = async (origin: string, filter = {}) =>
      (await liping.must<{ sixLists: { returnees: object } }>(home, { origin, filter })).sixLists.returnees;
    const found = { totalCount: 1, nodes: [{ reason: 'JOB_LOST', worker: { name: '王小明明' } }] };
    expect(await read('522631')).toEqual(found);
    expect(await read('522631101', { reasons: ['JOB_LOST'] })).toEqual(found);
    expect(await read('522631003')).toEqual({ totalCount: 0, nodes: [] });
    const outside = { origin: '522631003', filter: { place: '522631101' } };
    expect(await liping.refusal(home, outside)).toMatchObject({ reason: 'PLACE_OUTSIDE' });
  });

  // A list reads of a person what is asked for and no more.
  test('tell of a person the same when one field is asked for, and when many are', async () => {
    const fields = {
      ...Object.fromEntries(
        [
          'id name sexCode birthDate ageBand idNumberMasked phone education skills constraints target tags ethnicity',
          'workAbility lifeStatus activity inTraining verifyMethod realNameVerifiedOn registeredAt version',
        ]
          .join(' ')
          .split(' ')
          .map((field) => [field, field]),
      ),
      hukou: 'hukou { code }',
      serviceRegion: 'serviceRegion { code }',
      employment: 'employment { form region { code } }',
      tagRecords: 'tagRecords { tag }',
    };
    type People = { sixLists: { rows: { nodes: { worker: Record<string, unknown> }[] } } };
    const people = async (selection: string) =>
      (
        await liping.must<People>(
          `{ sixLists(origin: "522631") { rows(list: LABORERS, orderBy: REGISTERED) { nodes { worker { ${selection} } } } } }`,
        )
      ).sixLists.rows.nodes.map(({ worker }) => worker);
    const whole = await people(`willingness { id } ${Object.values(fields).join(' ')}`);
    expect(whole.length).toBeGreaterThan(2);
    for (const [field, selection] of Object.entries(fields))
      expect(await people(selection)).toEqual(whole.map((worker) => ({ [field]: worker[field] })));
  });

  test('are filtered, sorted and read page by page', async () => {
    expect(await rowsOf('LABORERS', { filter: { place: '522631101' } })).toEqual(['王小明明: VERIFIED']);
    expect(await rowsOf('LABORERS', { filter: { tag: 'PREVENTION_TARGET' } })).toEqual(['李王小: VERIFIED']);
    expect(await rowsOf('UNEMPLOYED_WITHOUT_INTENT', { filter: { barrier: 'WILLINGNESS' } })).toEqual([
      '王小明明: NOT_EMPLOYED WANTS_NO_WORK',
    ]);
    expect(await rowsOf('UNEMPLOYED_WITHOUT_INTENT', { orderBy: 'OLDEST', first: 1 })).toEqual([
      '欧阳和平: NOT_EMPLOYED WISH_UNKNOWN',
    ]);
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const { rows } = await read('LABORERS', { first: 1, after, orderBy: 'REGISTERED' });
      found.push(...rows.nodes.map(({ worker }) => worker.name));
      if (!rows.pageInfo.hasNextPage) break;
      after = rows.pageInfo.endCursor;
    }
    expect(found).toEqual(['王小明', '王小明明', '李王小', '单长乐']);
  });

  test.each([
    ['county@congjiang', '522631', 'NOT_YOUR_SIDE'],
    ['county@liping', '522600', 'NOT_YOUR_SIDE'],
    ['county@liping', '522699', 'UNKNOWN_REGION'],
    ['station@foshan', '522631', 'NOT_ALLOWED'],
    ['employer@foshan', '522631', 'NOT_ALLOWED'],
    ['observer@province', '522631', 'NOT_ALLOWED'],
  ])('%s may not read those of %s: %s', async (handle, origin, reason) => {
    expect(await (await world.as(handle)).refusal(LISTS, { origin, list: 'LABORERS' })).toMatchObject({
      reason,
    });
  });

  test('a place outside the origin is refused by its field', async () => {
    expect(
      await liping.refusal(LISTS, { origin: '522631003', list: 'LABORERS', filter: { place: '522631101' } }),
    ).toMatchObject({ reason: 'PLACE_OUTSIDE', field: 'filter.place' });
  });
});
