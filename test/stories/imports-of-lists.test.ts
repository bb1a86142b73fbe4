import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { applyRun, type Run, sendWhole, whenIn } from '../support/imports.js';
import { inDays, inventedIdNumber, registerWorker } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { mutation, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

let world: World;
let county: Client;
let station: Client;
beforeAll(async () => {
  world = await openWorld();
  [county, station] = (await Promise.all(
    ['county@liping', 'station@foshan'].map((handle) => world.as(handle)),
  )) as [Client, Client];
});
afterAll(() => world?.close());

const sheet = (heading: string, ...rows: string[]): Buffer =>
  Buffer.from(`${[heading, ...rows].join('\r\n')}\r\n`);
const judged = async (who: Client, kind: string, file: Buffer): Promise<Run> =>
  whenIn(who, (await sendWhole(who, file, `kind=${kind}&name=list.csv`)).run?.id ?? '', 'JUDGED');
/** Judges a list, writes it, and says what became of it. */
const brought = async (who: Client, kind: string, file: Buffer): Promise<Run> =>
  applyRun(who, (await judged(who, kind, file)).id);
const refusalsOf = async (who: Client, { id }: Run) =>
  (
    await who.must<{ importRefusals: { nodes: { cell: string; reason: string }[] } }>(
      'query($id: ID!) { importRefusals(run: $id) { nodes { cell heading value reason zh } } }',
      { id },
    )
  ).importRefusals.nodes;
const figures = ({ created, corrected, unchanged, refused }: Run) => ({
  created,
  corrected,
  unchanged,
  refused,
});
/** Somebody of the county, by number and key. */
async function person(name: string): Promise<{ number: string; key: string; id: string }> {
  const number = inventedIdNumber();
  const { id } = await registerWorker(county, { idNumber: number, name });
  return { number, key: keyIn(id), id };
}

describe('a list of returns', () => {
  const HEADING =
    '姓名,身份证号码,返乡日期,返乡原因,返乡前所在地,返乡方式,同行人数,计划外出日期,返乡前用人单位';
  const home = (key: string) =>
    world.look(
      `select returned_on::text as on, reason, from_region, transport, companions from return_record where worker_id = $1`,
      [key],
    );

  test('is written as the county would have recorded them; again it changes nothing, and what differs is corrected', async () => {
    const one = await person('返乡甲');
    const row = (companions: string, employer = '某厂') =>
      `返乡甲,${one.number},${inDays(-3)},失业,广东省佛山市,高铁,${companions},,${employer}`;
    const dry = await judged(county, 'returns', sheet(HEADING, row('2')));
    expect(figures(dry)).toEqual({ created: 1, corrected: 0, unchanged: 0, refused: 0 });
    expect(dry.notes).toMatchObject([{ reason: 'EMPLOYER_UNKNOWN', rows: 1 }]);
    expect(await home(one.key)).toEqual([]);
    await applyRun(county, dry.id);
    const first = {
      on: inDays(-3),
      reason: 'JOB_LOST',
      from_region: '440600',
      transport: 'TRAIN',
      companions: 2,
    };
    expect(await home(one.key)).toEqual([first]);
    expect(figures(await brought(county, 'returns', sheet(HEADING, row('2'))))).toMatchObject({
      unchanged: 1,
    });
    expect(figures(await brought(county, 'returns', sheet(HEADING, row('3'))))).toMatchObject({
      corrected: 1,
    });
    expect(await home(one.key)).toEqual([{ ...first, companions: 3 }]);
    const [body] = await world.look(
      `select o.id, o.name from organization o join account a on a.organization_id = o.id where a.handle = 'employer@foshan'`,
    );
    for (const expected of [{ corrected: 1 }, { unchanged: 1 }])
      expect(
        figures(await brought(county, 'returns', sheet(HEADING, row('3', String(body?.['name']))))),
      ).toMatchObject(expected);
    expect(
      await world.look('select from_employer_id as id from return_record where worker_id = $1', [one.key]),
    ).toEqual([{ id: body?.['id'] }]);
    expect(
      await world.look(`select file_name, row from worker_source where worker_id = $1 order by brought_at`, [
        one.key,
      ]),
    ).toEqual([
      { file_name: 'list.csv', row: 2 },
      { file_name: 'list.csv', row: 2 },
      { file_name: 'list.csv', row: 2 },
    ]);
  });

  test('is refused row by row, at the cell that is wrong, also by what only the verbs know', async () => {
    const [two, away] = [await person('返乡乙'), await person('返乡丙')];
    await brought(county, 'returns', sheet(HEADING, `返乡丙,${away.number},${inDays(-9)},过节,,,,,`));
    const run = await judged(
      county,
      'returns',
      sheet(
        HEADING,
        `返乡乙,${two.number},${inDays(-1)},打工累了,,,,,`,
        `返乡乙,${two.number},${inDays(2)},过节,,,,,`,
        `别人,${two.number},${inDays(-2)},过节,,,,,`,
        `无人,${inventedIdNumber()},${inDays(-2)},过节,,,,,`,
        `返乡丙,${away.number},${inDays(-1)},过节,,,,,`,
        `返乡乙,5.22631E+17,${inDays(-1)},过节,,,,,`,
        `返乡乙,${two.number},,过节,火星,,百,,`,
        `返乡乙,${two.number},${inDays(-4)},过节,,,,,`,
      ),
    );
    expect(figures(run)).toEqual({ created: 1, corrected: 0, unchanged: 0, refused: 7 });
    const refused = await refusalsOf(county, run);
    expect(refused.map(({ cell, reason }) => `${cell} ${reason}`).toSorted()).toEqual(
      [
        'B4 NAME_DIFFERS',
        'B5 NOT_ON_RECORD',
        'B6 ALREADY_HOME',
        'B7 ID_NUMBER_LOST_DIGITS',
        'C3 RETURN_DAY',
        'C8 CELL_EMPTY',
        'D2 WORD_UNKNOWN',
        'E8 PLACE_UNKNOWN',
        'G8 NUMBER_UNCLEAR',
      ].toSorted(),
    );
  });

  test('of another county’s people tells nothing of them', async () => {
    const one = await person('返乡丁');
    const other = await world.as('county@congjiang');
    const run = await judged(
      other,
      'returns',
      sheet(HEADING, `返乡丁,${one.number},${inDays(-1)},过节,,,,,`),
    );
    expect(await refusalsOf(other, run)).toMatchObject([{ reason: 'NOT_ON_RECORD' }]);
  });
});

describe('a list of survey answers', () => {
  const HEADING =
    '姓名,身份证号码,走访结果,走访方式,就业意愿,意向就业地,意向工种,期望工资,是否愿意参加培训,培训需求,备注';

  test('answers an open round and records the wishes; the same list again asks nobody twice', async () => {
    const [asked, silent] = [await person('摸底甲'), await person('摸底乙')];
    const input = { name: '冬季摸底', kind: 'FULL', windowTo: inDays(30) };
    await county.must(mutation('openSurveyRound', 'OpenSurveyRoundInput', 'round { id }'), { i: input });
    const file = (wage: string) =>
      sheet(
        HEADING,
        `摸底甲,${asked.number},已完成,入户,外出务工,佛山市、珠三角,打磨工,${wage},是,电焊,愿去`,
        `摸底乙,${silent.number},联系不上,电话,,,,,,,`,
        `摸底丙,${inventedIdNumber()},已完成,入户,,,,,,,`,
        `摸底乙,${silent.number},已完成,入户,,佛山市,,,,,`,
      );
    const run = await brought(county, 'survey-answers', file('5000元/月'));
    expect(figures(run)).toEqual({ created: 2, corrected: 0, unchanged: 0, refused: 2 });
    expect((await refusalsOf(county, run)).map(({ cell, reason }) => `${cell} ${reason}`).toSorted()).toEqual(
      ['B4 NOT_ON_RECORD', 'E5 INTENT_MISSING'],
    );
    const answers = () =>
      world.look(
        'select outcome, method, attempts from survey_answer where worker_id = any($1::uuid[]) order by outcome',
        [[asked.key, silent.key]],
      );
    const before = await answers();
    expect(before).toEqual([
      { outcome: 'DONE', method: 'VISIT', attempts: 1 },
      { outcome: 'UNREACHABLE', method: 'PHONE', attempts: 1 },
    ]);
    const wishes = () =>
      world.look(
        `select kind, state, intent, destination_codes, wage_min_fen::int as fen from willingness where worker_id = $1 order by recorded_at, kind`,
        [asked.key],
      );
    const wanted = {
      kind: 'WORK',
      state: 'ACTIVE',
      intent: 'GO_OUT',
      destination_codes: ['440600', 'G-PRD'],
      fen: 500_000,
    };
    const learns = { kind: 'TRAINING', state: 'ACTIVE', intent: null, destination_codes: [], fen: null };
    expect(await wishes()).toEqual(expect.arrayContaining([wanted, learns]));
    expect(figures(await brought(county, 'survey-answers', file('5000元/月')))).toMatchObject({
      unchanged: 2,
    });
    expect([await answers(), (await wishes()).length]).toEqual([before, 2]);
    // A list that was taken along: who was not asked yet is no news, and says nothing.
    const along = sheet(
      HEADING,
      `摸底甲,${asked.number},未走访,,,,,,,,`,
      `摸底乙,${silent.number},未走访,,外出务工,佛山市,,,,,`,
    );
    const taken = await judged(county, 'survey-answers', along);
    expect(figures(taken)).toEqual({ created: 0, corrected: 0, unchanged: 1, refused: 1 });
    expect(await refusalsOf(county, taken)).toMatchObject([{ cell: 'C3', reason: 'NOT_ASKED_YET' }]);
    // Only the wage is another: the wish takes the place of the first, and nobody was asked again.
    expect(figures(await brought(county, 'survey-answers', file('5500')))).toMatchObject({
      corrected: 1,
      unchanged: 1,
    });
    expect(await answers()).toEqual(before);
    expect(await wishes()).toEqual(
      expect.arrayContaining([
        { ...wanted, state: 'SUPERSEDED' },
        { ...wanted, fen: 550_000 },
      ]),
    );
  });
});

describe('a list of organizations', () => {
  const HEADING = '单位名称,统一社会信用代码,单位类型,所在地区';

  test('registers those of the station’s region once each, and gives the code to whom it was missing', async () => {
    const code = '91350100M000100Y43';
    const file = (uscc: string) =>
      sheet(
        HEADING,
        `佛山名录甲厂,${uscc},,佛山市禅城区`,
        `佛山名录劳务,,人力资源公司,佛山市`,
        `杭州名录厂,,,杭州市`,
        `佛山名录乙厂,91350100M000100Y44,,佛山市`,
      );
    const run = await brought(station, 'organizations', file(''));
    expect(figures(run)).toEqual({ created: 2, corrected: 0, unchanged: 0, refused: 2 });
    expect(
      (await refusalsOf(station, run)).map(({ cell, reason }) => `${cell} ${reason}`).toSorted(),
    ).toEqual(['B5 BAD_CHECK_DIGIT', 'D4 NOT_YOUR_CITY']);
    expect(figures(await brought(station, 'organizations', file('')))).toMatchObject({
      created: 0,
      unchanged: 2,
    });
    expect(figures(await brought(station, 'organizations', file(code)))).toMatchObject({
      corrected: 1,
      unchanged: 1,
    });
    expect(
      await world.look(
        `select type, uscc, region_code from organization where name like '佛山名录%' order by name`,
      ),
    ).toEqual([
      { type: 'HR_COMPANY', uscc: null, region_code: '440600' },
      { type: 'EMPLOYER', uscc: code, region_code: '440604' },
    ]);
    // However its brackets are written it is the same body.
    for (const [name, expected] of [
      ['名录（佛山）厂', { created: 1 }],
      ['名录 (佛山)厂', { created: 0, unchanged: 1 }],
    ] as const)
      expect(
        figures(await brought(station, 'organizations', sheet(HEADING, `${name},,,佛山市`))),
      ).toMatchObject(expected);
    const taken = await judged(station, 'organizations', sheet(HEADING, `佛山名录丙厂,${code},,佛山市`));
    expect(await refusalsOf(station, taken)).toMatchObject([{ reason: 'USCC_TAKEN' }]);
  });
});

describe('a list of arrivals', () => {
  const HEADING = '派遣单号,姓名,到达情况';

  test('checks in who came, verifies whose receipt is there, and takes no other number than the dispatch’s', async () => {
    const way = await Way.in(world);
    const travelling = await way.departed();
    const atWork = await way.onPost();
    const [one, two] = (await world.look(
      `select dispatch_no from dispatch_order where id = any($1::uuid[]) order by array_position($1::uuid[], id)`,
      [[keyIn(travelling.dispatch), keyIn(atWork.dispatch)]],
    )) as { dispatch_no: string }[];
    const file = sheet(
      HEADING,
      `${one?.dispatch_no},测试甲,已到达`,
      `${two?.dispatch_no},测试甲,已核验`,
      `${two?.dispatch_no}9,测试甲,已到达`,
    );
    const other = await world.as('station@hangzhou');
    expect(figures(await judged(other, 'arrivals', file))).toMatchObject({ created: 0, refused: 3 });
    const early = sheet(HEADING, `${one?.dispatch_no},测试甲,已核验`);
    expect(await refusalsOf(station, await judged(station, 'arrivals', early))).toMatchObject([
      { cell: 'A2', reason: 'ARRIVAL_STEP_NOT_ALLOWED' },
    ]);
    const run = await brought(station, 'arrivals', file);
    expect(figures(run)).toEqual({ created: 1, corrected: 1, unchanged: 0, refused: 1 });
    expect(await refusalsOf(station, run)).toMatchObject([{ cell: 'A4', reason: 'NOT_EXPECTED' }]);
    expect(
      await world.look(
        `select state from arrival where id = any($1::uuid[]) order by array_position($1::uuid[], id)`,
        [[keyIn(travelling.arrival), keyIn(atWork.arrival)]],
      ),
    ).toEqual([{ state: 'IN_CITY' }, { state: 'VERIFIED' }]);
    expect(figures(await brought(station, 'arrivals', file))).toMatchObject({ unchanged: 2, refused: 1 });
    // An older list takes nothing back, and what is not a list's to say is refused where it is not so.
    const said = sheet(HEADING, `${one?.dispatch_no},测试甲,待到达`, `${two?.dispatch_no},测试甲,未到`);
    const older = await judged(station, 'arrivals', said);
    expect(figures(older)).toEqual({ created: 0, corrected: 0, unchanged: 1, refused: 1 });
    expect(await refusalsOf(station, older)).toMatchObject([{ cell: 'A3', reason: 'NOT_BY_LIST' }]);
  });
});
