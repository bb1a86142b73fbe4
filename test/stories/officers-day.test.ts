// Over 200 lines: one day of one officer, told in its order; each step stands on the one before.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { cityList, type Numbers, numbersAt } from '../support/both-sides.js';
import type { Client } from '../support/client.js';
import { EventReader } from '../support/event-reader.js';
import { askExport, endedExport, peopleIn } from '../support/exports.js';
import { applyRun, type Run, runOf, sendWhole, whenIn } from '../support/imports.js';
import { ledgerWorkbook, mended, NUMBER, SLIP, VILLAGE } from '../support/officers-day.js';
import { inDays, registerWorker } from '../support/people.js';
import { heardOf, plantVillages } from '../support/places.js';
import { mutation } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';
import { unzipped } from '../support/zip-reader.js';

jest.setTimeout(60_000);

/** So many days ago she promised something, which was to be done by yesterday. */
const PROMISED_AGO = 3;
const today = inDays(PROMISED_AGO);
const inDaysFromToday = (days: number): string => inDays(PROMISED_AGO + days);

let world: World;
let officer: Client;
let station: Client;
/** What the day leaves behind, and nobody else may know of. */
let run: Run;
let round: string;
let plan: Plan;
/** How far the server's clock is ahead, in ms. */
let ahead = 0;
beforeAll(async () => {
  world = await openWorld({ clock: () => new Date(Date.now() + ahead) });
  [officer, station] = (await Promise.all(
    ['officer@liping', 'station@foshan'].map((handle) => world.as(handle)),
  )) as [Client, Client];
  await plantVillages(world);
  await Promise.all([VILLAGE.bridge, VILLAGE.gate].map((code) => heardOf(officer, code)));

  const atTheCounter = { serviceRegion: VILLAGE.bridge, hukouRegion: VILLAGE.bridge, education: 'PRIMARY' };
  const { id } = await registerWorker(officer, {
    ...atTheCounter,
    idNumber: NUMBER.get('杨春'),
    name: '杨春',
  });
  await planFor(id, '外出就业', [{ kind: 'TALK', text: '上门走访', dueOn: inDays(PROMISED_AGO - 1) }]);
  ahead = PROMISED_AGO * 86_400_000;
  await world.app.tick();
}, 60_000);
afterAll(() => world?.close());

const does = async <T>(field: string, type: string, select: string, input: object): Promise<T> =>
  (await officer.must<Record<string, T>>(mutation(field, type, select), { i: input }))[field] as T;

interface Person {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly education: string;
}
/** Everybody whom she may know of. */
async function people(who = officer): Promise<{ totalCount: number; nodes: Person[] }> {
  const asks = '{ workers(first: 50) { totalCount nodes { id name version education } } }';
  return (await who.must<{ workers: { totalCount: number; nodes: Person[] } }>(asks)).workers;
}
async function idOf(name: string): Promise<string> {
  return (await people()).nodes.find((person) => person.name === name)?.id ?? '';
}

const bring = async (file: Buffer, name: string, key: string): Promise<Run> => {
  const address = new URLSearchParams({ kind: 'workers', name, key });
  const { run } = await sendWhole(officer, file, address.toString());
  return whenIn(officer, run?.id ?? '', 'JUDGED');
};

interface Seen {
  readonly state: string;
  readonly progress: { readonly step: string; readonly done: number; readonly total: number | null } | null;
}
const WATCH = `subscription { watchImports { ... on ImportSnapshot { items { id } }
  ... on ImportChanges { changes { node { state progress { step done total } } } } } }`;
/** What a page shows that watches her imports, until one has come to this state. */
async function shownUntil(page: EventReader, state: string): Promise<Seen[]> {
  const seen: Seen[] = [];
  while (seen.at(-1)?.state !== state) {
    const { watchImports } = await page.frame<{ watchImports: { changes?: { node: Seen | null }[] } }>();
    for (const { node } of watchImports.changes ?? []) if (node) seen.push(node);
  }
  return seen;
}

describe('in the morning', () => {
  let morning: Buffer;

  test('the ledger of two villages is judged before anything is written, and its one mistyped number refused where it stands', async () => {
    const page = await EventReader.open(world.baseUrl, officer.token, { query: WATCH });
    await page.next();
    morning = await ledgerWorkbook();
    run = await bring(morning, '两村台账.xlsx', 'morning-1');
    expect(run).toMatchObject({ state: 'JUDGED', rows: 8, created: 6, corrected: 1, unchanged: 0 });
    expect(run).toMatchObject({ refused: 1, refusals: [{ reason: 'BAD_CHECK_DIGIT', rows: 1 }] });
    const seen = await shownUntil(page, 'JUDGED');
    expect(seen).toContainEqual({ state: 'JUDGING', progress: { step: 'JUDGE', done: 7, total: 7 } });
    page.cut();
    expect(await people()).toMatchObject({ totalCount: 1, nodes: [{ name: '杨春', education: 'PRIMARY' }] });

    const asks =
      'query($id: ID!) { importRefusals(run: $id) { totalCount nodes { sheet row cell heading reason zh } } }';
    const { sheet, row, cell } = SLIP;
    expect(await officer.must(asks, { id: run.id })).toEqual({
      importRefusals: {
        totalCount: 1,
        nodes: [
          {
            ...{ sheet, row, cell, heading: '身份证号码', reason: 'BAD_CHECK_DIGIT' },
            zh: expect.stringContaining('校验'),
          },
        ],
      },
    });
  });

  test('everybody else is registered, and who was known is corrected', async () => {
    expect(await applyRun(officer, run.id)).toMatchObject({ state: 'APPLIED', created: 6, corrected: 1 });
    const { totalCount, nodes } = await people();
    expect(totalCount).toBe(7);
    expect(nodes.map(({ name }) => name)).not.toContain(SLIP.name);
    expect(nodes.find(({ name }) => name === '杨春')).toMatchObject({ education: 'JUNIOR_HIGH' });
  });

  test('the refused row is fetched as a workbook, mended and sent again; what is sent a third time changes nothing', async () => {
    const { refusedRows } = await runOf(officer, run.id);
    const headers = { authorization: `Bearer ${officer.token}` };
    const answer = await fetch(`${officer.url}${refusedRows}`, { headers });
    const refused = Buffer.from(await answer.arrayBuffer());
    expect((await peopleIn(refused)).map(({ cells }) => [cells['姓名'], cells['身份证号码']])).toEqual([
      [SLIP.name, SLIP.typed],
    ]);
    const right = await mended(refused);
    const second = await bring(right, 'refused.xlsx', 'morning-2');
    expect(second).toMatchObject({ rows: 1, created: 1, refused: 0 });
    expect(await applyRun(officer, second.id, 'ALL_OR_NOTHING')).toMatchObject({ created: 1 });

    const before = await people();
    expect(before.totalCount).toBe(8);
    for (const [file, key, unchanged, wrong] of [
      [right, 'morning-3', 1, 0],
      [morning, 'morning-4', 7, 1],
    ] as const) {
      const third = await bring(file, '再次.xlsx', key);
      expect(third).toMatchObject({ created: 0, corrected: 0, unchanged, refused: wrong });
      expect(await applyRun(officer, third.id)).toMatchObject({ created: 0, corrected: 0, unchanged });
    }
    expect(await people()).toEqual(before);
  });
});

const COVERAGE = 'coverage { total done unreachable refused left notYet percent }';
interface Coverage {
  readonly total: number;
  readonly done: number;
  readonly unreachable: number;
  readonly refused: number;
  readonly left: number;
  readonly notYet: number;
  readonly percent: number;
}
/** What each of them says on the telephone. */
const SAID: Readonly<Record<string, object>> = {
  杨春: { outcome: 'DONE', work: { intent: 'GO_OUT', destinations: ['440600'] } },
  // His brother takes the call.
  杨夏: { outcome: 'DONE', respondent: 'FAMILY', work: { intent: 'GO_OUT', destinations: ['440000'] } },
  杨秋: { outcome: 'REFUSED' },
  杨冬: {
    outcome: 'DONE',
    work: { intent: 'GO_OUT', destinations: ['440600', '330100'] },
    training: { trainingTopics: ['电焊'] },
  },
  石东: { outcome: 'UNREACHABLE' },
  石西: { outcome: 'MOVED' },
  石北: { outcome: 'DONE', work: { intent: 'GO_OUT', anyDestination: true } },
};
const NEXT = 'answer { worker { id name } }';
const ANSWERED = `answer { outcome round { ${COVERAGE} } }`;
interface Answered {
  readonly position: string;
  readonly answer: { readonly round: { readonly coverage: Coverage } };
}
const writes = (round: string, worker: string, said: object): Promise<Answered> =>
  does('answerSurvey', 'AnswerSurveyInput', ANSWERED, { round, worker, method: 'PHONE', ...said });

/** What both sides see at a position: the same, whichever way they ask. */
async function bothSee(position: string): Promise<Numbers> {
  const [first, ...others] = (
    await Promise.all([officer, station].map((side) => numbersAt(side, position)))
  ).flat();
  for (const other of others) expect(other).toEqual(first);
  return first as Numbers;
}

describe('a round over the villages', () => {
  let position: string;
  interface Opened {
    readonly position: string;
    readonly round: { readonly id: string; readonly coverage: Coverage };
  }
  const opens = (): Promise<Opened> =>
    does('openSurveyRound', 'OpenSurveyRoundInput', `round { id ${COVERAGE} }`, {
      ...{ name: '冬季摸底', kind: 'WILLINGNESS', windowTo: inDaysFromToday(14) },
      scope: [VILLAGE.bridge, VILLAGE.gate],
    });

  test('asks everybody who can work, and gives her the next to call, village by village, until nobody is left', async () => {
    const opened = await opens();
    round = opened.round.id;
    expect(opened.round.coverage).toMatchObject({ total: 7, notYet: 7, percent: 0 });
    // From here on both sides' numbers move with every answer.
    expect(await bothSee(opened.position)).toEqual([7, 0, 0, 0]);
    const called: string[] = [];
    const percents: number[] = [];
    for (let left = 7; left > 0; left -= 1) {
      const { worker } = (
        await does<{ answer: { worker: Person } }>('nextToAsk', 'NextToAskInput', NEXT, { round })
      ).answer;
      called.push(worker.name);
      const told = await writes(round, worker.id, SAID[worker.name] ?? {});
      position = told.position;
      const { coverage } = told.answer.round;
      expect(coverage).toMatchObject({ total: 7, notYet: left - 1 });
      percents.push(coverage.percent);
    }
    expect(called.slice(0, 3).toSorted()).toEqual(['石东', '石北', '石西'].toSorted());
    expect(called.slice(3).toSorted()).toEqual(['杨冬', '杨夏', '杨春', '杨秋'].toSorted());
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    const nobody = await officer.refusal(mutation('nextToAsk', 'NextToAskInput', NEXT), { i: { round } });
    expect(nobody).toMatchObject({ reason: 'NOBODY_LEFT_TO_ASK' });
    expect(await coverageOf(round)).toEqual({
      ...{ total: 7, done: 4, unreachable: 1, refused: 1, left: 1, notYet: 0, percent: 85.71 },
    });
    const villages =
      'coverageByPlace(level: VILLAGE) { region { code } coverage { total unreachable percent } }';
    expect(
      await officer.must(`query($id: ID!) { node(id: $id) { ... on SurveyRound { ${villages} } } }`, {
        id: round,
      }),
    ).toEqual({
      node: {
        coverageByPlace: [
          { region: { code: VILLAGE.gate }, coverage: { total: 3, unreachable: 1, percent: 66.66 } },
          { region: { code: VILLAGE.bridge }, coverage: { total: 4, unreachable: 0, percent: 100 } },
        ],
      },
    });
  });

  test('counts whoever spoke for themselves: for both sides alike, at the position of the last answer', async () => {
    expect(await bothSee(position)).toEqual([7, 2, 1, 2]);
  });

  test('counts a brother’s word only once a visit has confirmed it', async () => {
    const asks = 'query($id: ID!) { node(id: $id) { ... on Worker { willingness { id state } } } }';
    const { node } = await officer.must<{ node: { willingness: { id: string; state: string }[] } }>(asks, {
      id: await idOf('杨夏'),
    });
    expect(node.willingness).toEqual([{ id: expect.any(String), state: 'RECORDED' }]);
    const confirmed = await does<{ position: string; willingness: { state: string } }>(
      'confirmWillingness',
      'ConfirmWillingnessInput',
      'willingness { state }',
      { id: node.willingness[0]?.id, method: 'VISIT' },
    );
    expect(confirmed.willingness).toEqual({ state: 'ACTIVE' });
    expect(await bothSee(confirmed.position)).toEqual([7, 3, 1, 3]);
  });

  test('counts who comes by and says what she wants to learn', async () => {
    const wish = { worker: await idOf('杨秋'), kind: 'TRAINING', trainingTopics: ['缝纫'] };
    const { position: at } = await does<{ position: string }>(
      'recordWillingness',
      'RecordWillingnessInput',
      'willingness { id }',
      { ...wish, method: 'SELF', confirmed: true },
    );
    expect(await bothSee(at)).toEqual([7, 3, 2, 3]);
  });

  test('loses who has moved away from its numbers, once the file says so, and keeps what was settled', async () => {
    const moved = { id: await idOf('石西'), lifeStatus: 'MOVED_OUT' };
    const { position: at } = await does<{ position: string }>(
      'correctWorker',
      'CorrectWorkerInput',
      'worker { id }',
      moved,
    );
    expect(await bothSee(at)).toEqual([6, 3, 2, 3]);
    expect(await coverageOf(round)).toMatchObject({ total: 7, left: 1, percent: 85.71 });
  });

  test('is clear when she has found at home who did not answer the telephone', async () => {
    const atHome = { outcome: 'DONE', method: 'VISIT', work: { intent: 'LOCAL' } };
    const { position: at } = await writes(round, await idOf('石东'), atHome);
    expect(await coverageOf(round)).toEqual({
      ...{ total: 7, done: 5, unreachable: 0, refused: 1, left: 1, notYet: 0, percent: 100 },
    });
    expect(await bothSee(at)).toEqual([6, 3, 2, 3]);
  });

  async function coverageOf(id: string): Promise<Coverage> {
    const asks = `query($id: ID!) { node(id: $id) { ... on SurveyRound { ${COVERAGE} } } }`;
    return (await officer.must<{ node: { coverage: Coverage } }>(asks, { id })).node.coverage;
  }
});

interface Plan {
  readonly id: string;
  readonly nextDue: string | null;
  readonly worker: { readonly name: string };
  readonly measures: readonly { readonly id: string; readonly text: string; readonly overdue: boolean }[];
}
const PLAN = 'id nextDue overdue worker { name } measures { id text state overdue }';
async function planFor(worker: string, goal: string, measures: readonly object[]): Promise<Plan> {
  const input = { worker, barriers: ['SKILL'], goal, measures };
  const select = `plan { ${PLAN} }`;
  return (await does<{ plan: Plan }>('openAssistancePlan', 'OpenAssistancePlanInput', select, input)).plan;
}

describe('who is helped', () => {
  const overdue = async (): Promise<{ totalCount: number; nodes: Plan[] }> => {
    const asks = `query($f: AssistancePlanFilter) { assistancePlans(filter: $f) { totalCount nodes { ${PLAN} } } }`;
    const f = { dueBefore: today, owner: officer.handle };
    return (await officer.must<{ assistancePlans: { totalCount: number; nodes: Plan[] } }>(asks, { f }))
      .assistancePlans;
  };

  test('has a plan with measures and their days; what was promised for yesterday is overdue until it is done', async () => {
    plan = await planFor(await idOf('杨秋'), '学会缝纫', [
      { kind: 'TRAINING', text: '缝纫培训', dueOn: inDaysFromToday(40) },
      { kind: 'JOB_REFERRAL', text: '推荐岗位', dueOn: today },
    ]);
    expect(plan).toMatchObject({ nextDue: today, overdue: false, measures: [{}, {}] });
    const late = await overdue();
    expect(late).toMatchObject({
      totalCount: 1,
      nodes: [{ worker: { name: '杨春' }, overdue: true, measures: [{ text: '上门走访', overdue: true }] }],
    });
    await does('finishMeasure', 'FinishMeasureInput', 'plan { id }', {
      ...{ id: late.nodes[0]?.measures[0]?.id, result: '已走访，愿去佛山' },
    });
    expect(await overdue()).toEqual({ totalCount: 0, nodes: [] });
  });
});

const masked = (number = ''): string => `${number.slice(0, 4)}**********${number.slice(-4)}`;
/** Whoever wants to go out, as the day has brought it. */
const GOING = ['杨春', '杨夏', '杨冬', '石北'];

describe('the list of those who want to go to the city', () => {
  test('says of each why, and every page of it how many they are', async () => {
    const { counts, rows } = await cityList(officer);
    expect(counts).toEqual([4, 4]);
    expect(
      rows.map(({ worker, tier, preferenceRank }) => [worker.name, tier, preferenceRank]).toSorted(),
    ).toEqual(
      [
        ['杨春', 'EXPLICIT', 1],
        ['杨冬', 'EXPLICIT', 1],
        ['杨夏', 'BROAD', 1],
        ['石北', 'OPEN', null],
      ].toSorted(),
    );
    const asks = `{ sixLists(origin: "522631") { counts { counts { list workers } }
      rows(list: WILLING_TO_GO_OUT) { totalCount nodes { listedFor worker { name } } } } }`;
    const { sixLists } = await officer.must<{
      sixLists: {
        counts: { counts: object[] };
        rows: { totalCount: number; nodes: { listedFor: string[]; worker: { name: string } }[] };
      };
    }>(asks);
    expect(sixLists.counts.counts).toContainEqual({ list: 'WILLING_TO_GO_OUT', workers: 4 });
    expect(sixLists.rows.totalCount).toBe(4);
    expect(sixLists.rows.nodes.map(({ worker }) => worker.name).toSorted()).toEqual(GOING.toSorted());
    for (const { listedFor } of sixLists.rows.nodes) expect(listedFor).toEqual(['WANTS_TO_GO_OUT']);
  });

  test('is the city’s too, with the same people and without who they are', async () => {
    const { counts, rows } = await cityList(station);
    expect(counts).toEqual([4, 4]);
    expect(rows.map(({ worker }) => worker.name).toSorted()).toEqual(['杨**', '杨**', '杨**', '石**']);
    for (const { worker } of rows) expect(worker).toMatchObject({ idNumberMasked: null, phone: null });
  });

  const LIST = 'six-lists-willing-to-go-out';
  const FOR = { purpose: '报送州局，“佛山专车”' };

  test('leaves as a workbook for a purpose that stands in it and on record, numbers masked', async () => {
    const answer = await askExport(officer, `${LIST}.xlsx`, FOR);
    expect(answer.status).toBe(200);
    const number = String(answer.headers.get('x-export-number'));
    const file = Buffer.from(await answer.arrayBuffer());
    const rows = (await peopleIn(file)).map(({ cells }) => cells);
    expect(rows.map((cells) => [cells['姓名'], cells['身份证号码'], cells['备注']]).toSorted()).toEqual(
      GOING.map((name) => [name, masked(NUMBER.get(name)), '愿外出务工']).toSorted(),
    );
    const words = [...(await unzipped(file)).values()].join('\n');
    for (const said of [number, officer.handle, FOR.purpose]) expect(words).toContain(said);
    for (const whole of NUMBER.values()) expect(words).not.toContain(whole);
    expect(await endedExport(officer, number)).toMatchObject({
      ...{ account: officer.handle, list: LIST, purpose: FOR.purpose, format: 'XLSX' },
      ...{ inFull: false, state: 'FINISHED', rows: 4 },
    });
  });

  test('leaves with whole numbers when she says so, and the record says so too', async () => {
    const answer = await askExport(officer, `${LIST}.xlsx`, { ...FOR, full: 'true' });
    const rows = await peopleIn(Buffer.from(await answer.arrayBuffer()));
    expect(rows.map(({ cells }) => cells['身份证号码']).toSorted()).toEqual(
      GOING.map((name) => NUMBER.get(name)).toSorted(),
    );
    const number = answer.headers.get('x-export-number');
    expect(await endedExport(officer, number)).toMatchObject({ inFull: true, rows: 4 });
  });

  test('leaves the city’s way as the city sees it', async () => {
    const answer = await askExport(station, 'workers.xlsx', { ...FOR, full: 'true' });
    const file = Buffer.from(await answer.arrayBuffer());
    const rows = (await peopleIn(file)).map(({ cells }) => cells);
    expect(rows.map((cells) => [cells['姓名'], cells['身份证号码'], cells['联系手机']]).toSorted()).toEqual(
      ['杨**', '杨**', '杨**', '石**'].map((name) => [name, '', '']),
    );
    expect((await askExport(station, `${LIST}.xlsx`, FOR)).status).toBe(403);
  });
});

describe('an officer of another county', () => {
  test('sees nothing of the day', async () => {
    const stranger = await world.as('county@congjiang');
    expect(await people(stranger)).toEqual({ totalCount: 0, nodes: [] });
    const nothing = { totalCount: 0 };
    expect(
      await stranger.must(`{ importRuns { totalCount } surveyRounds { totalCount } assistancePlans { totalCount }
        exportRecords { totalCount } findWorkers(text: "杨春") { totalCount } }`),
    ).toEqual({
      ...{ importRuns: nothing, surveyRounds: nothing, assistancePlans: nothing },
      ...{ exportRecords: nothing, findWorkers: nothing },
    });
    const node = 'query($id: ID!) { node(id: $id) { id } }';
    for (const id of [round, plan.id, await idOf('杨春')])
      expect(await stranger.refusal(node, { id })).toMatchObject({ reason: 'NOT_FOUND' });
    expect(await stranger.must('query($id: ID!) { importRun(id: $id) { id } }', { id: run.id })).toEqual({
      importRun: null,
    });
    for (const [asks, reason] of [
      ['{ sixLists(origin: "522631") { counts { counts { workers } } } }', 'NOT_YOUR_SIDE'],
      ['{ picture(origin: "522631", destination: "440600") { fourCounts { laborBase } } }', 'NOT_YOUR_PAIR'],
    ] as const)
      expect(await stranger.refusal(asks)).toMatchObject({ reason });
    const headers = { authorization: `Bearer ${stranger.token}` };
    expect((await fetch(`${stranger.url}${run.refusedRows}`, { headers })).status).toBe(404);
    for (const list of ['workers.xlsx', 'six-lists-willing-to-go-out.xlsx']) {
      const answer = await askExport(stranger, list, { purpose: '查看邻县' });
      expect(await peopleIn(Buffer.from(await answer.arrayBuffer()))).toEqual([]);
    }
  });
});
