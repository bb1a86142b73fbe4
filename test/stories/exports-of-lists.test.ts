/**
 * Each list leaves as a file with the rows that its query counts for the same account, and to nobody whom the query refuses.
 * Over 200 lines: one world is shared by all lists, and each has its lines in the tables.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { readSheet } from '#sheet/read-sheet.js';
import type { SheetRow } from '#sheet/sheet-row.js';
import { EXPORTS } from '../../src/exports.js';
import type { Client } from '../support/client.js';
import { askExport, forList } from '../support/exports.js';
import { newFamily } from '../support/families.js';
import { AGREED, keepRecords } from '../support/kept-by-offices.js';
import { inDays, registerWorker } from '../support/people.js';
import { mutation, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

let world: World;
let round: string;
/** A trip of Liping, and the dispatch that is booked on it. */
let trip: string;
beforeAll(async () => {
  world = await openWorld({ env: { EXPORTS_PER_ACCOUNT: '5' } });
  const way = await Way.in(world);
  const { county } = way;
  await way.onPost();
  await way.departed();
  await way.submitted(await way.willing(), await way.posting());
  await way.willing({ name: '潘愿往' });
  const booked = await way.toBook();
  trip = await way.trip();
  await way.step(county, 'bookDispatch', 'BookDispatchInput', { id: booked, trip });
  await keepRecords(world, way);
  await newFamily(county);
  const { id: worker } = await registerWorker(county, { name: '潘帮扶' });
  const measures = [{ kind: 'TRAINING', text: '=学"缝纫"', dueOn: inDays(9) }];
  await county.must(mutation('openAssistancePlan', 'OpenAssistancePlanInput', 'plan { id }'), {
    i: { worker, barriers: ['SKILL'], goal: '就近就业', measures },
  });
  await county.must(mutation('recordReturn', 'RecordReturnInput', 'returnRecord { id }'), {
    i: { worker, returnedOn: inDays(-3), reason: 'FAMILY' },
  });
  const opened = await county.must<{ openSurveyRound: { round: { id: string } } }>(
    mutation('openSurveyRound', 'OpenSurveyRoundInput', 'round { id }'),
    { i: { name: '冬季摸底', kind: 'FULL', windowTo: inDays(30) } },
  );
  round = opened.openSurveyRound.round.id;
  // The clock compares who may be one person.
  await world.app.tick();
});
afterAll(() => world?.close());

const ofPicture = (list: string) =>
  `{ picture(origin: "522631", destination: "440600", population: ALL_RURAL) { ${list} { totalCount } } }`;
interface Asked {
  /** Every `totalCount` of the answer is added up. */
  readonly query: string;
  /** Whose list is told here; by default everybody's. */
  readonly of?: readonly string[];
  /** Of the file. */
  readonly filter?: object;
}
/** How each list is asked for; the six lists are told of in `exports.test.ts`. */
const LISTS: Readonly<Record<string, Asked>> = {
  workers: { query: '{ workers { totalCount } }' },
  postings: { query: '{ jobPostings { totalCount } }' },
  arrivals: { query: '{ arrivals { totalCount } }' },
  households: { query: '{ households { totalCount } }' },
  returnees: { query: '{ returnees { totalCount } }' },
  'survey-answers': { query: 'query($round: ID!) { surveyAnswers(round: $round) { totalCount } }' },
  // The directory of an office is of its own region.
  organizations: {
    query: `{ factories: organizations(region: "440600", type: EMPLOYER, closed: false) { totalCount }
      companies: organizations(region: "440600", type: HR_COMPANY, closed: false) { totalCount } }`,
    of: ['station@foshan'],
  },
  'job-demand': {
    query: ofPicture('jobDemandList'),
  },
  'post-supply': { query: ofPicture('postSupplyList') },
  'expiring-wishes': {
    query: '{ expiringWillingness(days: 366) { totalCount } }',
    filter: { days: 366 },
  },
  'responsible-people': {
    query: '{ responsiblePeople(filter: { nobodys: true }) { totalCount } }',
  },
  'zero-employment-households': { query: '{ zeroEmploymentHouseholds { totalCount } }' },
  'assistance-plans': { query: '{ assistancePlans { totalCount } }' },
  referrals: { query: '{ referrals { totalCount } }' },
  dispatches: { query: '{ dispatches { totalCount } }' },
  trips: { query: '{ trips { totalCount } }' },
  'provisional-people': { query: '{ provisionalPeople { totalCount } }' },
  'survey-rounds': { query: '{ surveyRounds { totalCount } }' },
  officers: { query: '{ officers { totalCount } }' },
  assignments: { query: '{ assignments { totalCount } }' },
  'transfer-requests': { query: '{ transferRequests { totalCount } }' },
  'possible-duplicates': { query: '{ possibleDuplicates { totalCount } }' },
  stations: { query: '{ stations { totalCount } }' },
  'station-visits': { query: '{ stationVisits { totalCount } }' },
  'cooperation-agreements': { query: '{ cooperationAgreements { totalCount } }' },
  'export-agreements': { query: '{ exportAgreements { totalCount } }' },
  'training-entrustments': { query: '{ trainingEntrustments { totalCount } }' },
  licences: { query: '{ licences { totalCount } }' },
  'outreach-groups': { query: '{ outreachGroups { totalCount } }' },
};

const EVERYBODY = [
  'county@liping',
  'county@congjiang',
  'station@foshan',
  'station@hangzhou',
  'employer@foshan',
  'employer@other',
  'observer@province',
  'admin@platform',
];
/** The six lists are told of in `exports.test.ts`. */
const LEAVING = EXPORTS.filter(({ name }) => !name.startsWith('six-lists-'));

describe('a list', () => {
  test('of every name is asked for here', () => {
    expect(Object.keys(LISTS).toSorted()).toEqual(LEAVING.map(({ name }) => name).toSorted());
  });

  test.each(LEAVING)(
    '$name leaves with the rows that its query counts, or is refused as that is',
    async (list) => {
      const { query, filter, of = EVERYBODY } = LISTS[list.name] as Asked;
      let most = 0;
      for (const handle of of) {
        const who = await world.as(handle);
        const said = { ...forList(list.name), ...(filter && { filter: JSON.stringify(filter) }) };
        const answer = await askExport(who, `${list.name}.csv`, said);
        const rows = answer.status === 200 ? (await rowsIn(answer, list)).length : undefined;
        expect([handle, rows]).toEqual([handle, await countOf(who, query)]);
        most = Math.max(most, rows ?? 0);
      }
      expect(most).toBeGreaterThan(0);
    },
  );

  test.each(LEAVING)('$name is nobody’s who has not signed in', async ({ name }) => {
    expect((await askExport(world.stranger(), `${name}.csv`, forList(name))).status).toBe(401);
  });

  test('of dispatches by a trip is its manifest, and nobody’s whose trip it is not', async () => {
    for (const [handle, people] of [
      ['county@liping', 1],
      ['station@foshan', 1],
      ['employer@foshan', 0],
      ['county@congjiang', 0],
    ] as const) {
      const who = await world.as(handle);
      const { dispatches } = await who.must<{ dispatches: { nodes: { trip: { id: string } | null }[] } }>(
        'query($trip: ID!) { dispatches(filter: { trip: $trip }) { nodes { trip { id } } } }',
        { trip },
      );
      expect([handle, dispatches.nodes]).toEqual([handle, Array(people).fill({ trip: { id: trip } })]);
      expect([handle, (await cellsIn(handle, 'dispatches', { trip })).length]).toEqual([handle, people]);
    }
  });

  test.each<[list: string, who: string, filter: object, first: object]>([
    [
      'trips',
      'county@liping',
      {},
      { 输出方式: '包车', 已登记人数: '1', 车次状态: '已计划', 实际上车人数: '' },
    ],
    [
      'provisional-people',
      'county@liping',
      {},
      { 姓名: '石无证', 原因: '未带证件', 状态: '待补全', 是否逾期: '' },
    ],
    [
      'survey-rounds',
      'county@liping',
      {},
      { 摸底轮次: '冬季摸底', 摸底内容: '全面摸底', 组织地区: '黎平县', 已完成: '0', '摸清率(%)': '0' },
    ],
    // Fewer than five are withheld.
    ['survey-rounds', 'observer@province', {}, { 摸底轮次: '冬季摸底', 已完成: '', 状态: '进行中' }],
    ['officers', 'county@liping', {}, { 责任人: '吴网格', 责任人类别: '网格长', 区划代码: '522631101' }],
    ['assignments', 'county@liping', {}, { 责任人: '吴网格', 区划代码: '522631101', 姓名: '', 终止日期: '' }],
    [
      'transfer-requests',
      'county@liping',
      { states: ['REQUESTED'] },
      { 发出或收到: '他县发来', 姓名: '潘同名', 拟服务地: '丙妹镇', 申请原因: '已迁居本县', 状态: '待答复' },
    ],
    // Who asks learns of nobody.
    [
      'transfer-requests',
      'county@congjiang',
      {},
      { 发出或收到: '本县发出', 姓名: '', 身份证号码: '', 联系手机: '' },
    ],
    [
      'stations',
      'observer@province',
      { compliant: false },
      { 站点层级: '中心站', 服务时间: '周日 08:30-12:00', 暖心屋服务: '维权', 未具备项目: '工作人员' },
    ],
    ['station-visits', 'county@liping', {}, { 姓名: '潘来访', 服务类别: '维权', 来访事由: '咨询欠薪' }],
    ['station-visits', 'station@foshan', {}, { 姓名: '潘**', 联系手机: '', 接待人: '小李' }],
    [
      'cooperation-agreements',
      'admin@platform',
      {},
      { 协议层级: '县区级', 输出地: '黎平县', 条款: `${AGREED}；每年两场招聘会` },
    ],
    [
      'export-agreements',
      'station@foshan',
      {},
      { 协议编号: '黎劳输〔1〕号', 人力资源公司: '禅城人力资源公司' },
    ],
    ['training-entrustments', 'county@congjiang', {}, { 培训机构: '黎平职校', '费用(元)': '120000.50' }],
    ['licences', 'employer@other', {}, { 许可范围: '职业中介、人力资源培训', 当前有效: '是' }],
    ['outreach-groups', 'county@liping', {}, { 群名: '中潮镇就业群', 联系渠道: '微信群', 群内人数: '310' }],
  ])('of %s says to %s by %j what is on record, in words', async (list, who, filter, first) => {
    expect((await cellsIn(who, list, filter))[0]).toMatchObject(first);
  });

  test.each<[list: string, filter: object]>([
    ['trips', { states: ['CLOSED'] }],
    ['provisional-people', { overdue: true }],
    ['survey-rounds', { kinds: ['RETURN'] }],
    ['officers', { relieved: true }],
    ['assignments', { ended: true }],
    ['transfer-requests', { states: ['ACCEPTED'] }],
    ['stations', { level: 'BRANCH' }],
    ['station-visits', { service: 'TRAINING' }],
    ['cooperation-agreements', { year: 2019 }],
    ['export-agreements', { holdsOn: '2019-01-01' }],
    ['training-entrustments', { cancelled: true }],
    ['licences', { endsBefore: '2019-01-01' }],
    ['outreach-groups', { closed: true }],
  ])('of %s leaves without what %j does not ask for', async (list, filter) => {
    expect(await cellsIn('county@liping', list, {})).not.toEqual([]);
    expect(await cellsIn('county@liping', list, filter)).toEqual([]);
  });

  test('of pairs of records has both side by side, masked as a query shows them', async () => {
    const pairs = await cellsIn('county@liping', 'possible-duplicates', {});
    const twins = pairs.find((cells) => cells['姓名'] === '潘同名');
    expect(twins).toMatchObject({
      另一份姓名: '潘同名',
      同一手机号: '是',
      同名同生日: '是',
      另一份在他县: '',
    });
    const numbers = [twins?.['身份证号码'], twins?.['另一份身份证号码']];
    expect(new Set(numbers).size).toBe(2);
    for (const number of numbers) expect(number).toMatch(/^9990\*{10}\d{3}[\dX]$/);
    const county = await world.as('county@liping');
    const inFull = await askExport(county, 'possible-duplicates.csv', { purpose: '核对重复', full: 'true' });
    expect(inFull.status).toBe(400);
  });
});

/** The rows of a list as they leave for this account, under their headings. */
async function cellsIn(
  handle: string,
  name: string,
  filter: object,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const list = EXPORTS.find((one) => one.name === name);
  const answer = await askExport(await world.as(handle), `${name}.csv`, {
    purpose: '核对台账',
    ...(list?.filterType !== undefined && { filter: JSON.stringify(filter) }),
  });
  expect(answer.status).toBe(200);
  return (await rowsIn(answer, list ?? { columns: [] })).map(({ cells }) => cells as Record<string, string>);
}

/** What the query counts for this account; undefined where it is refused. */
async function countOf(who: Client, query: string): Promise<number | undefined> {
  try {
    const counts: number[] = [];
    JSON.stringify(
      await who.must(query, query.includes('$round') ? { round } : {}),
      (key, value: unknown) => {
        if (key === 'totalCount') counts.push(Number(value));
        return value;
      },
    );
    return counts.reduce((sum, count) => sum + count, 0);
  } catch {
    return undefined;
  }
}

async function rowsIn(
  answer: Response,
  { columns }: { columns: readonly { heading: string }[] },
): Promise<SheetRow[]> {
  const source = Readable.from([Buffer.from(await answer.arrayBuffer())]);
  const isHeading = (found: readonly string[]) => found[0] === columns[0]?.heading;
  const rows: SheetRow[] = [];
  for await (const row of readSheet(source, { isHeading })) rows.push(row);
  return rows;
}
