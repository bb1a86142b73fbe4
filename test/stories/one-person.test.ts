/** Every person has exactly one record, and leaves the lists on the day on which something befalls the person. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client, Watching } from '../support/client.js';
import { newFamily } from '../support/families.js';
import { keyIn } from '../support/journey.js';
import { inDays, inventedIdNumber, registerWorker, wishesToGo } from '../support/people.js';
import { mutation, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let way: Way;
let county: Client;
let congjiang: Client;
/** How far the server's clock is ahead, in ms. */
let ahead = 0;

beforeAll(async () => {
  world = await openWorld({
    env: { RATE_COST_PER_MINUTE: '10000000' },
    clock: () => new Date(Date.now() + ahead),
    tokenSeconds: 86_400,
  });
  way = await Way.in(world);
  ({ county } = way);
  congjiang = await world.as('county@congjiang');
});
afterAll(() => world?.close());

const RECORD = mutation('recordLifeEvent', 'RecordLifeEventInput', 'lifeEvent { id state on worker { id } }');
const UNDO = mutation('undoLifeEvent', 'ReasonInput', 'lifeEvent { id state endedBecause }');

interface Told {
  readonly id: string;
  readonly state: string;
  readonly on: string;
}
async function befalls(id: string, kind: string, more: object = {}): Promise<Told> {
  const i = { id, kind, reason: '村委会报告', ...more };
  return (await county.must<{ recordLifeEvent: { lifeEvent: Told } }>(RECORD, { i })).recordLifeEvent
    .lifeEvent;
}
/** The day so many days after the server's today. */
const day = (days: number) => inDays(Math.round(ahead / 86_400_000) + days);
async function row(table: string, id: string): Promise<Record<string, unknown>> {
  return (await world.look(`select * from ${table} where id = $1`, [keyIn(id)]))[0] ?? {};
}
async function standing(worker: string): Promise<Record<string, unknown>> {
  const text = 'select in_base, in_demand, referrals from standing where worker_id = $1';
  return (await world.look(text, [keyIn(worker)]))[0] ?? {};
}
/** What is still under way of somebody. */
async function underWay(worker: string): Promise<Record<string, unknown>> {
  const [found] = await world.look(
    `select (select count(*)::int from referral where worker_id = $1 and state not in ('CANCELLED','PLACED')) as referrals,
       (select count(*)::int from dispatch_order where worker_id = $1 and state not in ('CANCELLED','LOST_CONTACT')) as dispatches,
       (select count(*)::int from willingness where worker_id = $1 and state in ('ACTIVE','RECORDED')) as wishes`,
    [keyIn(worker)],
  );
  return found ?? {};
}
const NOTHING = { referrals: 0, dispatches: 0, wishes: 0 };
const bornOn = (years: number, daysAfterToday: number, sex: 1 | 2 = 1): string => {
  const at = new Date(Date.now() + ahead + 8 * 3_600_000 + daysAfterToday * 86_400_000);
  at.setUTCFullYear(at.getUTCFullYear() - years);
  return inventedIdNumber(at.toISOString().slice(0, 10).replaceAll('-', ''), sex);
};

type Change = { op: string; reason: string | null; id: string };
type Demand = Watching<{ watchDemandList: { __typename: string; changes?: Change[] } }>;

/** The demand list of Liping for Foshan, watched from now on. */
async function demandOf(who: Client, origin = '522631'): Promise<Demand> {
  const watch: Demand = who.watch(
    `subscription { watchDemandList(origin: "${origin}", destination: "440600", population: ALL_RURAL, snapshot: NEVER) {
      __typename ... on DemandChanges { changes { op reason id } } } }`,
  );
  while ((await watch.next()).watchDemandList.__typename !== 'Ready');
  return watch;
}
/** The next change of somebody that is told, of this kind where one is named. */
async function heard(watch: Demand, worker: string, op?: string): Promise<Change> {
  for (;;) {
    const { changes } = (await watch.next()).watchDemandList;
    const found = changes?.find((change) => change.id === worker && (!op || change.op === op));
    if (found) return found;
  }
}

const MERGE = mutation('mergeWorkers', 'MergeWorkersInput', 'worker { id mergedFrom mergedRecords }');
const UNMERGE = mutation('unmergeWorkers', 'ReasonInput', 'worker { id mergedFrom }');
const SAME = '身份证换号，系同一人';
const merge = (keep: string, give: string, more: object = {}) =>
  county.send<{ mergeWorkers: { position: string; worker: { id: string; mergedRecords: string[] } } }>(
    MERGE,
    {
      i: { keep, give, reason: SAME, ...more },
    },
  );
const reasonOf = ({ errors }: { errors?: readonly { extensions: { reason: string } }[] }): string =>
  errors?.[0]?.extensions.reason ?? 'DONE';
/** The counts of the pair, once they contain that position. */
async function counts(atLeast?: string): Promise<Record<string, number>> {
  const { picture } = await county.must<{ picture: { fourCounts: Record<string, number> } }>(
    `query($atLeast: Position) {
      picture(origin: "522631", destination: "440600", population: ALL_RURAL, atLeast: $atLeast) {
        fourCounts { laborBase intentToDestination trainingWilling } } }`,
    { atLeast },
  );
  return picture.fourCounts;
}
/** Nothing that is derived differs from what it is derived from. */
async function derivedRight(): Promise<void> {
  const apart = await world.look(
    `select s.worker_id from standing s join standing_fresh f using (worker_id)
     where to_jsonb(s) - 'version' - 'shown_version' - 'verified' is distinct from to_jsonb(f)`,
  );
  expect(apart).toEqual([]);
  const two = await world.look(
    `select worker_id from willingness where state = 'ACTIVE' group by worker_id, kind having count(*) > 1`,
  );
  expect(two).toEqual([]);
  const ofNobody = await world.look(
    `select v.id from willingness v join worker w on w.id = v.worker_id where v.state in ('ACTIVE','RECORDED') and w.merged_into is not null`,
  );
  expect(ofNobody).toEqual([]);
}
const OPEN_PLAN = mutation('openAssistancePlan', 'OpenAssistancePlanInput', 'plan { id }');
const PLAN_MEASURE = mutation('planMeasure', 'PlanMeasureInput', 'plan { id }');
const talkBy = (days: number) => ({ kind: 'TALK', text: '入户谈心', dueOn: day(days) });
/** Opens a plan of help for somebody. */
async function planFor(worker: string): Promise<string> {
  const i = { worker, barriers: ['SKILL'], goal: '在家门口就业' };
  return (await county.must<{ openAssistancePlan: { plan: { id: string } } }>(OPEN_PLAN, { i }))
    .openAssistancePlan.plan.id;
}
const READ_WORKER = 'query($id: ID!) { node(id: $id) { ... on Worker { id mergedFrom name } } }';
const read = async (who: Client, id: string) =>
  (await who.must<{ node: { id: string; mergedFrom: string | null } }>(READ_WORKER, { id })).node;

describe('two records of one person become one', () => {
  test('with the later wish, the tags and the way of both; who watches is told, and reads by the old id find the kept one', async () => {
    const keep = await way.willing();
    await wishesToGo(county, keep, [], { kind: 'TRAINING', intent: undefined, destinations: undefined });
    const give = await way.willing({ tags: ['RELOCATED'] });
    const posting = await way.posting(2);
    const referral = await way.offered(give, posting);
    await way.accept(referral);
    const before = await counts();
    const watch = await demandOf(way.station);
    const answer = await merge(keep, give);
    expect(answer.data.mergeWorkers.worker).toEqual({ id: keep, mergedFrom: null, mergedRecords: [give] });
    expect(await counts(answer.data.mergeWorkers.position)).toEqual({
      laborBase: Number(before['laborBase']) - 1,
      intentToDestination: Number(before['intentToDestination']) - 1,
      trainingWilling: before['trainingWilling'],
    });
    expect(await heard(watch, give)).toMatchObject({ op: 'LEAVE', reason: 'MERGED' });
    watch.stop();
    expect(await row('worker', give)).toMatchObject({ merged_into: keyIn(keep) });
    expect(await row('referral', referral)).toMatchObject({ worker_id: keyIn(keep), state: 'ACCEPTED' });
    const wishes = await world.look(
      `select state, kind from willingness where worker_id = $1 order by kind, state`,
      [keyIn(keep)],
    );
    expect(wishes).toEqual([
      { state: 'ACTIVE', kind: 'TRAINING' },
      { state: 'ACTIVE', kind: 'WORK' },
      { state: 'SUPERSEDED', kind: 'WORK' },
    ]);
    const tags = await world.look('select tag from worker_tag where worker_id = $1 order by tag', [
      keyIn(keep),
    ]);
    expect(tags.map(({ tag }) => tag)).toEqual(['POVERTY_ALLEVIATED', 'RELOCATED']);
    for (const who of [county, way.station, way.employer])
      expect(await read(who, give)).toMatchObject({ id: keep, mergedFrom: give });
    expect(await read(county, keep)).toMatchObject({ id: keep, mergedFrom: null });
    expect((await congjiang.refusal(READ_WORKER, { id: give })).reason).toBe('NOT_FOUND');
    // The way goes on from the kept record.
    await way.clear(await way.plan(referral));
    await derivedRight();

    const tagging = mutation('tagWorker', 'TagWorkerInput', 'worker { id }');
    const refused = await county.send(tagging, { i: { id: give, tag: 'VETERAN', source: '测试' } });
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      reason: 'WORKER_MERGED',
      details: { kept: keep },
    });
    const listed = await county.must<{ workers: { nodes: { id: string }[] } }>(
      '{ workers(last: 200) { nodes { id } } }',
    );
    expect(listed.workers.nodes.map(({ id }) => id)).toContain(keep);
    expect(listed.workers.nodes.map(({ id }) => id)).not.toContain(give);

    // It was a mistake: both are as they were, and what has grown out of the way goes with it.
    const { unmergeWorkers } = await county.must<{ unmergeWorkers: { position: string } }>(UNMERGE, {
      i: { id: give, reason: '两个人' },
    });
    expect(await read(county, give)).toMatchObject({ id: give, mergedFrom: null });
    expect(await row('referral', referral)).toMatchObject({ worker_id: keyIn(give), state: 'ACCEPTED' });
    const grown = await world.look(
      `select d.worker_id = a.worker_id as together, d.worker_id from dispatch_order d join arrival a on a.dispatch_id = d.id
       where d.referral_id = $1`,
      [keyIn(referral)],
    );
    expect(grown).toEqual([{ together: true, worker_id: keyIn(give) }]);
    for (const worker of [keep, give])
      expect(await standing(worker)).toMatchObject({ in_base: true, in_demand: true });
    expect(await counts(unmergeWorkers.position)).toEqual(before);
    await derivedRight();
    expect((await county.refusal(UNMERGE, { i: { id: give, reason: '再次' } })).reason).toBe('NOT_MERGED');
  });

  test('not while both are on the way, nor while both are put forward for one posting', async () => {
    const posting = await way.posting(4);
    const [keep, give] = [await way.willing(), await way.willing()];
    const [one, two] = [await way.offered(keep, posting), await way.offered(give, posting)];
    expect(reasonOf(await merge(keep, give))).toBe('BOTH_PUT_FORWARD');
    for (const referral of [one, two]) {
      await way.accept(referral);
      await way.plan(referral);
    }
    expect(reasonOf(await merge(keep, give))).toBe('BOTH_ON_THE_WAY');
    expect(await row('worker', give)).toMatchObject({ merged_into: null });
  });

  test('a record into which others were merged may be given away, and each is parted again by itself', async () => {
    const [a, b, c] = [await way.willing(), await way.willing(), await way.willing()];
    await merge(b, a);
    await merge(c, b);
    expect([(await read(county, a)).id, (await read(county, b)).id]).toEqual([c, c]);
    await county.must(UNMERGE, { i: { id: a, reason: '两个人' } });
    expect([(await read(county, a)).id, (await read(county, b)).id]).toEqual([a, c]);
    await county.must(UNMERGE, { i: { id: b, reason: '两个人' } });
    for (const worker of [a, b, c]) {
      expect((await read(county, worker)).id).toBe(worker);
      expect(await standing(worker)).toMatchObject({ in_base: true, in_demand: true });
    }
    await derivedRight();
  });

  test('with the household and the plan of help, found by the numbers of both; parted, each has its own again', async () => {
    const numbers = [inventedIdNumber(), inventedIdNumber()] as const;
    const { id: keep } = await registerWorker(county, { idNumber: numbers[0] });
    const family = await newFamily(county, '522631R01', {}, { idNumber: numbers[1] });
    const give = family.head;
    const plan = await planFor(give);
    await county.must(PLAN_MEASURE, { i: { id: plan, ...talkBy(7) } });
    await merge(keep, give);
    await county.must(PLAN_MEASURE, { i: { id: plan, ...talkBy(9) } });
    const whose = async () => [
      await world.look('select worker_id::text as of from household_member where household_id = $1', [
        keyIn(family.id),
      ]),
      await world.look('select worker_id::text as of from assistance_plan where id = $1', [keyIn(plan)]),
      await world.look('select worker_id::text as of from assistance_measure where plan_id = $1', [
        keyIn(plan),
      ]),
      await world.look('select labourers from household_labor where household_id = $1', [keyIn(family.id)]),
    ];
    const of = (worker: string) => {
      const row = { of: keyIn(worker) };
      return [[row], [row], [row, row], [{ labourers: 1 }]];
    };
    expect(await whose()).toEqual(of(keep));
    const found = async (text: string) =>
      (
        await county.must<{ findWorkers: { nodes: { worker: { id: string } }[]; totalCount: number } }>(
          'query($text: String!) { findWorkers(text: $text) { totalCount nodes { worker { id } } } }',
          { text },
        )
      ).findWorkers;
    for (const text of numbers)
      expect(await found(text)).toEqual({ totalCount: 1, nodes: [{ worker: { id: keep } }] });
    await county.must(UNMERGE, { i: { id: give, reason: '两个人' } });
    expect(await whose()).toEqual(of(give));
    expect((await found(numbers[1])).nodes).toEqual([{ worker: { id: give } }]);
  });

  test('once, however many say so at once, crosswise too; a wish or a step of the way at that moment is lost to nobody', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [one, two] = [await way.willing(), await way.willing()];
      const posting = await way.posting(2);
      const said = await Promise.all([
        merge(one, two),
        merge(two, one),
        county.send(mutation('createReferral', 'CreateReferralInput', 'referral { id }'), {
          i: { worker: two, posting },
        }),
        county.send(mutation('recordWillingness', 'RecordWillingnessInput', 'willingness { id }'), {
          i: { worker: two, kind: 'TRAINING', method: 'VISIT', confirmed: true },
        }),
      ]);
      const merged = said.slice(0, 2).map(reasonOf);
      expect(merged.toSorted()).toEqual(['DONE', 'WORKER_MERGED']);
      for (const answer of said.slice(2)) expect(['DONE', 'WORKER_MERGED']).toContain(reasonOf(answer));
      const [strays] = await world.look(
        `select count(*)::int as n from referral r join worker w on w.id = r.worker_id
         where w.merged_into is not null and r.state <> 'CANCELLED'`,
      );
      expect(strays).toEqual({ n: 0 });
      await derivedRight();
    }
  });

  test('by the county of both alone, with a reason; the same key brings the same person', async () => {
    const [keep, give] = [await way.willing(), await way.willing()];
    const { id: theirs } = await registerWorker(congjiang, {
      serviceRegion: '522633100',
      hukouRegion: '522633100',
    });
    const i = { keep, give, reason: SAME };
    for (const [who, reason] of [
      [congjiang, 'NOT_FOUND'],
      [way.station, 'NOT_ALLOWED'],
      [way.employer, 'NOT_ALLOWED'],
    ] as const)
      expect([who.handle, (await who.refusal(MERGE, { i })).reason]).toEqual([who.handle, reason]);
    for (const [more, reason, field] of [
      [{ give: theirs }, 'NOT_FOUND', 'input.give'],
      [{ give: keep }, 'SAME_RECORD', 'input.give'],
      [{ reason: '' }, 'REASON', 'input.reason'],
    ] as const)
      expect(await county.refusal(MERGE, { i: { ...i, ...more } })).toMatchObject({ reason, field });
    const idempotencyKey = 'one-person-merge';
    expect(reasonOf(await merge(keep, give, { idempotencyKey }))).toBe('DONE');
    expect(reasonOf(await merge(keep, give, { idempotencyKey }))).toBe('DONE');
    const entries = await world.look(
      `select distinct verb from journal_entry where noun = 'worker_merge' and after ->> 'given_id' = $1`,
      [keyIn(give)],
    );
    expect(entries).toEqual([{ verb: 'worker.merge' }]);
  });
});

const PAIRS = `{ possibleDuplicates { totalCount nodes { id samePhone sameNameAndBirth elsewhere state
  worker { id } other { id } } } }`;
interface Pair {
  readonly id: string;
  readonly elsewhere: boolean;
  readonly samePhone: boolean;
  readonly sameNameAndBirth: boolean;
  readonly worker: { id: string };
  readonly other: { id: string } | null;
}
/** The pairs that wait for somebody's word, of these people. */
async function pairsFor(who: Client, people: readonly string[]): Promise<Pair[]> {
  const { possibleDuplicates } = await who.must<{ possibleDuplicates: { nodes: Pair[] } }>(PAIRS);
  return possibleDuplicates.nodes.filter(
    ({ worker, other }) => people.includes(worker.id) || (other && people.includes(other.id)),
  );
}
const DISMISS = mutation('dismissPossibleDuplicate', 'ReasonInput', 'possibleDuplicate { id state reason }');

describe('who may be one person', () => {
  const born = '19880808';
  const named = (name: string, more: object = {}) => ({
    idNumber: inventedIdNumber(born),
    name,
    phone: null,
    tags: [],
    ...more,
  });

  test('is found by name and birth date, or by telephone and sex; a verdict is remembered', async () => {
    const one = (await registerWorker(county, named('石同名', { phone: '15400007001' }))).id;
    const two = (await registerWorker(county, named('石 同名'))).id;
    const wife = await registerWorker(county, {
      ...named('吴不同', { phone: '15400007001' }),
      idNumber: inventedIdNumber(born, 2),
    });
    const son = await registerWorker(county, {
      ...named('石之子', { phone: '15400007001' }),
      idNumber: inventedIdNumber('20080101'),
    });
    await world.app.tick();
    const found = await pairsFor(county, [one, two, wife.id, son.id]);
    expect(
      found.map((p) => [[p.worker.id, p.other?.id].toSorted(), p.samePhone, p.sameNameAndBirth, p.elsewhere]),
    ).toEqual([
      [[one, two].toSorted(), false, true, false],
      [[one, son.id].toSorted(), true, false, false],
    ]);
    for (const who of [way.station, way.employer, await world.as('observer@province')])
      expect((await who.refusal(PAIRS)).reason).toBe('NOT_ALLOWED');
    const pair = found[1]?.id;
    expect((await way.station.refusal(DISMISS, { i: { id: pair, reason: '父子' } })).reason).toBe(
      'NOT_ALLOWED',
    );
    expect((await congjiang.refusal(DISMISS, { i: { id: pair, reason: '父子' } })).reason).toBe('NOT_FOUND');
    await county.must(DISMISS, { i: { id: pair, reason: '父子' } });
    expect((await county.refusal(DISMISS, { i: { id: pair, reason: '父子' } })).reason).toBe(
      'DUPLICATE_DECIDED',
    );
    // Written anew, they are compared anew; what was said stays said. Who is alike no more lapses.
    await county.must(mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }'), {
      i: { id: son.id, name: '石长子' },
    });
    await county.must(mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }'), {
      i: { id: two, name: '石异名' },
    });
    await world.app.tick();
    expect(await pairsFor(county, [one, two, son.id])).toEqual([]);
    await county.must(mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }'), {
      i: { id: two, name: '石同名' },
    });
    await world.app.tick();
    expect(await pairsFor(county, [one, two])).toHaveLength(1);
    await merge(one, two);
    expect(await pairsFor(county, [one, two])).toEqual([]);
    await county.must(UNMERGE, { i: { id: two, reason: '两个人' } });
    await world.app.tick();
    expect(await pairsFor(county, [one, two])).toEqual([]);
  });

  test('over two counties: each sees its own side and that another has it, and says so for itself', async () => {
    const mine = (await registerWorker(county, named('龙两地'))).id;
    const theirs = (
      await registerWorker(congjiang, {
        ...named('龙两地'),
        serviceRegion: '522633100',
        hukouRegion: '522633100',
      })
    ).id;
    await world.app.tick();
    for (const [who, own, other] of [
      [county, mine, theirs],
      [congjiang, theirs, mine],
    ] as const) {
      const [pair] = await pairsFor(who, [own]);
      expect(pair).toMatchObject({
        worker: { id: own },
        other: null,
        elsewhere: true,
        sameNameAndBirth: true,
      });
      expect(JSON.stringify(pair)).not.toContain(other);
      await who.must(DISMISS, { i: { id: pair?.id, reason: `${who.handle} 已核实` } });
      expect(await pairsFor(who, [own])).toEqual([]);
    }
    const [decided] = await world.look(
      `select state from possible_duplicate where worker_id in ($1, $2) and other_id in ($1, $2)`,
      [keyIn(mine), keyIn(theirs)],
    );
    expect(decided).toEqual({ state: 'NOT_THE_SAME' });
  });

  test('what half the village has in common tells nobody apart', async () => {
    const many: string[] = [];
    for (let i = 0; i < 7; i += 1)
      many.push(
        (await registerWorker(county, named(`杨村民${'甲乙丙丁戊己庚'[i]}`, { phone: '15400007002' }))).id,
      );
    await world.app.tick();
    expect(await pairsFor(county, many)).toEqual([]);
  });
});

const REQUEST = mutation(
  'requestTransfer',
  'RequestTransferInput',
  'transferRequest { id state outgoing worker { id } }',
);
const ANSWER = mutation(
  'answerTransfer',
  'AnswerTransferInput',
  'transferRequest { id state answer outgoing }',
);
const TAKE_BACK = mutation('withdrawTransfer', 'ReasonInput', 'transferRequest { id state answer }');
const REQUESTS = `query($s: [TransferState!]) { transferRequests(states: $s) { nodes {
  id state outgoing reason answer worker { id name } askedBy { name } serviceRegion { code } } } }`;
interface Asked {
  readonly id: string;
  readonly state: string;
  readonly outgoing: boolean;
  readonly worker: { id: string } | null;
}
const ask = (who: Client, idNumber: string, serviceRegion = '522633100', more: object = {}) =>
  who.send<{ requestTransfer: { position: string; transferRequest: Asked } }>(REQUEST, {
    i: { idNumber, serviceRegion, reason: '户籍已迁入本县', ...more },
  });
const idOf = (answer: { data: { requestTransfer: { transferRequest: Asked } } }): string =>
  answer.data.requestTransfer.transferRequest.id;
const requestsOf = async (who: Client, states: string[] | null = null): Promise<Asked[]> =>
  (await who.must<{ transferRequests: { nodes: Asked[] } }>(REQUESTS, { s: states })).transferRequests.nodes;

describe('a person is answered for by one county', () => {
  test('another asks and learns that it was sent; handed on, the person goes with the file, and both sides’ lists tell', async () => {
    const idNumber = inventedIdNumber();
    const worker = await way.willing({ idNumber, name: '潘转移', phone: null });
    const posting = await way.posting(1);
    const referral = await way.offered(worker, posting);
    await way.accept(referral);
    const { position, transferRequest: sent } = (await ask(congjiang, idNumber)).data.requestTransfer;
    expect(sent).toEqual({ id: sent.id, state: 'REQUESTED', outgoing: true, worker: null });
    expect(reasonOf(await ask(congjiang, idNumber))).toBe('TRANSFER_ALREADY_REQUESTED');
    const [told] = await requestsOf(county, ['REQUESTED']);
    expect(told).toMatchObject({
      id: sent.id,
      outgoing: false,
      reason: '户籍已迁入本县',
      worker: { id: worker, name: '潘转移' },
      askedBy: { name: '机构 county@congjiang' },
      serviceRegion: { code: '522633100' },
    });
    expect((await congjiang.refusal(READ_WORKER, { id: worker })).reason).toBe('NOT_FOUND');

    const before = await counts(position);
    const from = await demandOf(county);
    const to = await demandOf(congjiang, '522633');
    const { answerTransfer } = await county.must<{ answerTransfer: { position: string } }>(ANSWER, {
      i: { id: sent.id, accept: true },
    });
    expect(await heard(from, worker, 'LEAVE')).toMatchObject({ reason: 'MOVED' });
    expect(await heard(to, worker)).toMatchObject({ op: 'ENTER' });
    from.stop();
    to.stop();
    expect((await counts(answerTransfer.position))['laborBase']).toBe(Number(before['laborBase']) - 1);
    expect(await row('worker', worker)).toMatchObject({ service_region: '522633100', origin: '5226331' });
    expect(await row('referral', referral)).toMatchObject({ state: 'CANCELLED' });
    expect(await row('job_posting', posting)).toMatchObject({ held: 0 });
    const FILE =
      'query($id: ID!) { node(id: $id) { ... on Worker { id tagRecords { tag } willingness { state } } } }';
    expect(await congjiang.must(FILE, { id: worker })).toEqual({
      node: { id: worker, tagRecords: [{ tag: 'POVERTY_ALLEVIATED' }], willingness: [{ state: 'ACTIVE' }] },
    });
    expect((await requestsOf(congjiang, ['ACCEPTED']))[0]).toMatchObject({ worker: { id: worker } });
    await derivedRight();
    const together = await world.look(
      `select count(distinct xid)::int as n, array_agg(distinct verb) as verbs from journal_entry
       where noun in ('standing', 'worker', 'worker_tag', 'willingness', 'transfer_request') and verb = 'transfer.answer'`,
    );
    expect(together).toEqual([{ n: 1, verbs: ['transfer.answer'] }]);
  });

  test('and is helped by the one that answers for it: the plan of the other ends, and says why', async () => {
    const idNumber = inventedIdNumber();
    const { id: worker } = await registerWorker(county, { idNumber });
    const plan = await planFor(worker);
    await county.must(PLAN_MEASURE, { i: { id: plan, ...talkBy(7) } });
    const id = idOf(await ask(congjiang, idNumber));
    await county.must(ANSWER, { i: { id, accept: true } });
    expect(await row('assistance_plan', plan)).toMatchObject({
      state: 'CLOSED',
      outcome: 'LEFT_BASE',
      outcome_note: expect.stringContaining('转由其他县服务'),
    });
    expect(
      await world.look('select state from assistance_measure where plan_id = $1', [keyIn(plan)]),
    ).toEqual([{ state: 'DROPPED' }]);
    const i = { worker, barriers: ['SKILL'], goal: '学会一门手艺' };
    expect(await congjiang.must(OPEN_PLAN, { i })).toMatchObject({
      openAssistancePlan: { plan: { id: expect.any(String) } },
    });
  });

  test('or stays where the county says so, or who asked asks no longer', async () => {
    const idNumber = inventedIdNumber();
    const worker = await way.willing({ idNumber });
    const first = idOf(await ask(congjiang, idNumber));
    expect((await county.refusal(ANSWER, { i: { id: first, accept: false } })).reason).toBe('REASON');
    await county.must(ANSWER, { i: { id: first, accept: false, reason: '仍在本县居住' } });
    expect((await requestsOf(congjiang, ['REFUSED']))[0]).toMatchObject({
      answer: '仍在本县居住',
      worker: null,
    });
    const second = idOf(await ask(congjiang, idNumber));
    await congjiang.must(TAKE_BACK, { i: { id: second, reason: '核实有误' } });
    expect((await county.refusal(ANSWER, { i: { id: second, accept: true } })).reason).toBe(
      'TRANSFER_STEP_NOT_ALLOWED',
    );
    expect(await row('worker', worker)).toMatchObject({ service_region: '522631003' });
  });

  test('not on the way, nor of whom there is nobody; nobody answers for another side', async () => {
    const idNumber = inventedIdNumber();
    const worker = await way.willing({ idNumber });
    const referral = await way.offered(worker, await way.posting(1));
    await way.accept(referral);
    await way.plan(referral);
    const id = idOf(await ask(congjiang, idNumber));
    expect((await county.refusal(ANSWER, { i: { id, accept: true } })).reason).toBe('TRANSFER_ON_THE_WAY');
    for (const [who, reason] of [
      [congjiang, 'NOT_YOUR_SIDE'],
      [way.station, 'NOT_ALLOWED'],
      [way.employer, 'NOT_ALLOWED'],
    ] as const)
      expect([who.handle, (await who.refusal(ANSWER, { i: { id, accept: true } })).reason]).toEqual([
        who.handle,
        reason,
      ]);
    expect((await county.refusal(TAKE_BACK, { i: { id, reason: '核实有误' } })).reason).toBe('NOT_YOUR_SIDE');
    for (const [number, region, reason] of [
      [inventedIdNumber(), '522633100', 'WORKER_NOT_REGISTERED'],
      [idNumber, '522631003', 'NOT_YOUR_SIDE'],
      [idNumber, '440600', 'REGION_OF_ANOTHER_LEVEL'],
      ['999001199001010010', '522633100', 'BAD_CHECK_DIGIT'],
    ] as const)
      expect([region, reasonOf(await ask(congjiang, number, region))]).toEqual([region, reason]);
    expect(reasonOf(await ask(county, idNumber, '522631003'))).toBe('WORKER_ALREADY_YOURS');
    const [spent] = await world.look(
      `select spent from look_up_allowance l join account a on a.id = l.account_id where a.handle = 'county@congjiang'`,
    );
    expect(Number(spent?.['spent'])).toBeGreaterThan(0);
  });

  test('once, whatever else is said of the person at that moment', async () => {
    for (let round = 0; round < 2; round += 1) {
      const idNumber = inventedIdNumber();
      const worker = await way.willing({ idNumber });
      const other = await way.willing();
      const id = idOf(await ask(congjiang, idNumber));
      const said = await Promise.all([
        county.send(ANSWER, { i: { id, accept: true } }),
        county.send(ANSWER, { i: { id, accept: false, reason: '仍在本县居住' } }),
        merge(other, worker),
        county.send(mutation('tagWorker', 'TagWorkerInput', 'worker { id }'), {
          i: { id: worker, tag: 'VETERAN', source: '测试' },
        }),
      ]);
      const answered = said.slice(0, 2).map(reasonOf);
      expect(answered.filter((reason) => reason === 'DONE').length).toBeLessThanOrEqual(1);
      const { origin } = await row('worker', worker);
      const astray = await world.look('select id from worker_tag where worker_id = $1 and origin <> $2', [
        keyIn(worker),
        origin,
      ]);
      expect(astray).toEqual([]);
      await derivedRight();
    }
  });
});

// Last, for here the server's days go by.
describe('on its day somebody leaves the lists', () => {
  test('with all that was open, at once where the day lies behind', async () => {
    const posting = await way.posting(1);
    const worker = await way.willing();
    const referral = await way.offered(worker, posting);
    await way.accept(referral);
    expect(await befalls(worker, 'DIED', { on: day(-40) })).toMatchObject({ state: 'TAKEN', on: day(-40) });
    expect(await row('worker', worker)).toMatchObject({ life_status: 'DEAD' });
    expect(await standing(worker)).toEqual({ in_base: false, in_demand: false, referrals: 0 });
    expect(await underWay(worker)).toEqual(NOTHING);
    expect(await row('referral', referral)).toMatchObject({
      state: 'CANCELLED',
      state_reason: expect.stringMatching(/退出劳动力底数/),
    });
    expect(await row('job_posting', posting)).toMatchObject({ held: 0, state: 'OPEN' });
    const [entry] = await world.look(
      `select verb from journal_entry where noun = 'worker' order by seq desc limit 1`,
    );
    expect(entry).toEqual({ verb: 'lifeEvent.record' });
  });

  test('on a day ahead by the clock, not before; the wish ends then and the watchers are told', async () => {
    const worker = await way.willing();
    const told = await befalls(worker, 'STUDIES', { on: day(3) });
    expect(told.state).toBe('PLANNED');
    await world.app.tick();
    expect(await standing(worker)).toMatchObject({ in_base: true, in_demand: true });
    expect(
      (await county.refusal(RECORD, { i: { id: worker, kind: 'STUDIES', on: day(5), reason: '再次' } }))
        .reason,
    ).toBe('LIFE_EVENT_PLANNED');
    const watch = await demandOf(way.station);
    ahead += 3 * 86_400_000;
    await world.app.tick();
    expect(await row('life_event', told.id)).toMatchObject({ state: 'TAKEN' });
    expect(await standing(worker)).toMatchObject({ in_base: false, in_demand: false });
    expect(await underWay(worker)).toEqual(NOTHING);
    expect(await heard(watch, worker)).toMatchObject({ op: 'LEAVE', reason: 'CLOSED' });
    watch.stop();
  });

  test('at the age limit by the clock, and at sixteen somebody comes', async () => {
    const posting = await way.posting(1);
    const man = await way.willing({ idNumber: bornOn(60, 1) });
    const woman = await way.willing({ idNumber: bornOn(55, 1, 2) });
    const younger = await way.willing({ idNumber: bornOn(59, 1) });
    const { id: child } = await registerWorker(county, { idNumber: bornOn(16, 1) });
    const referral = await way.offered(man, posting);
    await way.accept(referral);
    await world.app.tick();
    expect([await standing(man), await standing(woman), await standing(child)]).toMatchObject([
      { in_base: true, in_demand: true },
      { in_base: true, in_demand: true },
      { in_base: false },
    ]);
    ahead += 86_400_000;
    await world.app.tick();
    for (const worker of [man, woman]) {
      expect(await standing(worker)).toEqual({ in_base: false, in_demand: false, referrals: 0 });
      expect(await underWay(worker)).toEqual(NOTHING);
    }
    expect(await row('referral', referral)).toMatchObject({ state: 'CANCELLED' });
    expect(await row('job_posting', posting)).toMatchObject({ held: 0 });
    expect(await standing(younger)).toMatchObject({ in_base: true, in_demand: true });
    expect(await standing(child)).toMatchObject({ in_base: true });
    const [entry] = await world.look(
      `select verb, actor from journal_entry where noun = 'referral' and noun_id = $1 order by seq desc limit 1`,
      [keyIn(referral)],
    );
    expect(entry).toEqual({ verb: 'clock.endWays', actor: 'system:clock' });
  });

  test('who works past the limit is in no count, and found apart', async () => {
    const { id } = await registerWorker(county, {
      idNumber: bornOn(62, 0),
      employment: { form: 'PUBLIC_POST', regionCode: '522631' },
    });
    await registerWorker(county, { idNumber: bornOn(62, 0) });
    const OVER = '{ workers(filter: { overAgeWorking: true }) { totalCount nodes { id } } }';
    const { workers } = await county.must<{ workers: { totalCount: number; nodes: { id: string }[] } }>(OVER);
    expect(workers).toEqual({ totalCount: 1, nodes: [{ id }] });
    expect(await standing(id)).toMatchObject({ in_base: false });
    expect(await way.station.refusal(OVER)).toMatchObject({
      reason: 'FILTER_NOT_YOURS',
      field: 'filter.overAgeWorking',
    });
  });

  test('a mistake is taken back with a reason: the person is counted again and asked anew', async () => {
    const worker = await way.willing();
    const { id } = await befalls(worker, 'DIED');
    const reason = '同名误报';
    const { undoLifeEvent } = await county.must<{ undoLifeEvent: { lifeEvent: object } }>(UNDO, {
      i: { id, reason },
    });
    expect(undoLifeEvent.lifeEvent).toMatchObject({ state: 'UNDONE', endedBecause: reason });
    expect(await standing(worker)).toMatchObject({ in_base: true, in_demand: false });
    expect(await underWay(worker)).toMatchObject({ wishes: 0 });
    expect((await county.refusal(UNDO, { i: { id, reason } })).reason).toBe('LIFE_EVENT_STEP_NOT_ALLOWED');
    // One ahead is cancelled, and nothing happens on its day.
    const planned = await befalls(worker, 'SERVES', { on: day(1) });
    await county.must(UNDO, { i: { id: planned.id, reason } });
    ahead += 86_400_000;
    await world.app.tick();
    expect(await row('worker', worker)).toMatchObject({ activity: 'NONE', life_status: 'ALIVE' });
  });

  test('what is ahead of somebody who is gone by then is cancelled by the clock', async () => {
    const worker = await way.willing();
    const planned = await befalls(worker, 'SERVES', { on: day(1) });
    await befalls(worker, 'DIED');
    ahead += 86_400_000;
    await world.app.tick();
    expect(await row('life_event', planned.id)).toMatchObject({ state: 'CANCELLED' });
    expect(await row('worker', worker)).toMatchObject({ activity: 'NONE' });
  });

  test.each<[string, object, string, string | undefined]>([
    ['a death ahead', { kind: 'DIED', on: '2099-01-01' }, 'LIFE_EVENT_DAY', 'input.on'],
    ['a day before the birth', { kind: 'STUDIES', on: '1950-01-01' }, 'LIFE_EVENT_DAY', 'input.on'],
    ['a day beyond a year', { kind: 'SERVES', on: '2099-01-01' }, 'LIFE_EVENT_DAY', 'input.on'],
    ['no reason', { kind: 'DIED', reason: ' ' }, 'REASON', 'input.reason'],
    ['what is so already', { kind: 'BACK' }, 'LIFE_EVENT_SAYS_NOTHING', 'input.id'],
    ['a retirement without a class', { kind: 'RETIRED' }, 'FEMALE_CLASS_MISSING', 'input.femaleClass'],
    ['a retirement far ahead', { kind: 'RETIRED', femaleClass: 'AT_55' }, 'LIFE_EVENT_DAY', 'input.on'],
  ])('garbage is refused: %s', async (_name, more, reason, field) => {
    const { id } = await registerWorker(county, { idNumber: inventedIdNumber('19900101', 2), tags: [] });
    const refused = await county.refusal(RECORD, { i: { id, reason: '村委会报告', ...more } });
    expect(refused).toMatchObject({ reason, field });
  });

  test('nobody else writes or reads it, and the same key brings the same event', async () => {
    const worker = await way.willing();
    const i = { id: worker, kind: 'SERVES', on: day(2), reason: '入伍通知', idempotencyKey: 'one-person-1' };
    for (const [who, reason] of [
      [congjiang, 'NOT_FOUND'],
      [way.station, 'NOT_ALLOWED'],
      [way.employer, 'NOT_ALLOWED'],
      [await world.as('observer@province'), 'NOT_ALLOWED'],
      [await world.as('admin@platform'), 'NOT_ALLOWED'],
    ] as const)
      expect([who.handle, (await who.refusal(RECORD, { i })).reason]).toEqual([who.handle, reason]);
    const [one, two] = await Promise.all([county.must(RECORD, { i }), county.must(RECORD, { i })]);
    expect((one as { recordLifeEvent: { lifeEvent: Told } }).recordLifeEvent.lifeEvent).toEqual(
      (two as { recordLifeEvent: { lifeEvent: Told } }).recordLifeEvent.lifeEvent,
    );
    const READ = 'query($id: ID!) { node(id: $id) { ... on Worker { lifeEvents { kind state reason } } } }';
    expect(await county.must(READ, { id: worker })).toEqual({
      node: { lifeEvents: [{ kind: 'SERVES', state: 'PLANNED', reason: '入伍通知' }] },
    });
    expect(await way.station.must(READ, { id: worker })).toEqual({ node: { lifeEvents: null } });
    // Two officers at once: one of them says nothing new.
    const both = await Promise.all(
      ['DIED', 'DIED'].map((kind) => county.send(RECORD, { i: { id: worker, kind, reason: '村委会报告' } })),
    );
    expect(both.map((answer) => answer.errors?.[0]?.extensions.reason ?? 'DONE').toSorted()).toEqual([
      'DONE',
      'WORKER_DEAD',
    ]);
  });
});
