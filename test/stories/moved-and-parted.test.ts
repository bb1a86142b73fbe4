/** What lies between two verbs of one person's record: merged and moved, merged and dead, moved while somebody writes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { recordConsent, withdrawConsent } from '../support/consents.js';
import { inputOf } from '../support/edge-cases.js';
import { does, type Family, newFamily } from '../support/families.js';
import { ownConnection } from '../support/own-connection.js';
import { inDays, inventedIdNumber, ownOrganization, registerWorker, wishesToGo } from '../support/people.js';
import { keyIn } from '../support/planted.js';
import { mutation } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let congjiang: Client;
beforeAll(async () => {
  world = await openWorld({ env: { RATE_COST_PER_MINUTE: '10000000' } });
  [county, congjiang] = await Promise.all([world.as('county@liping'), world.as('county@congjiang')]);
});
afterAll(() => world?.close());

const PLAN = mutation('openAssistancePlan', 'OpenAssistancePlanInput', 'plan { id }');
const aPlan = (worker: string) => ({ worker, barriers: ['SKILL'], goal: '有序返岗' });
const MERGE = mutation('mergeWorkers', 'MergeWorkersInput', 'worker { id }');
const PART = mutation('unmergeWorkers', 'ReasonInput', 'worker { id }');
const part = (by: Client, id: string) => by.must(PART, { i: { id, reason: '并非同一人' } });
const merge = (keep: string, give: string) =>
  county.must(MERGE, { i: { keep, give, reason: '同一人两份档案' } });

/** Congjiang asks for a person of Liping, and has the person. */
async function moves(idNumber: string): Promise<void> {
  const asked = await congjiang.must<{ requestTransfer: { transferRequest: { id: string } } }>(
    mutation('requestTransfer', 'RequestTransferInput', 'transferRequest { id }'),
    { i: { idNumber, serviceRegion: '522633100', reason: '已迁居本县' } },
  );
  const { id } = asked.requestTransfer.transferRequest;
  await county.must(mutation('answerTransfer', 'AnswerTransferInput', 'transferRequest { id }'), {
    i: { id, accept: true },
  });
}

/** Two records, with what they want of work; that of `give` was confirmed later. */
async function two(): Promise<{ keep: string; give: string; idNumber: string }> {
  const idNumber = inventedIdNumber();
  const { id: keep } = await registerWorker(county, { idNumber, phone: null });
  const { id: give } = await registerWorker(county, { phone: null });
  for (const one of [keep, give]) await wishesToGo(county, one);
  return { keep, give, idNumber };
}
const wishesOf = async (worker: string) =>
  (await world.look('select state from willingness where worker_id = $1', [keyIn(worker)])).map(
    ({ state }) => state,
  );

/** How many wait for somebody else's lock. */
async function waiting(): Promise<number> {
  const [row] = await world.look(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(row?.['n']);
}

describe('two records that are parted again', () => {
  test('leave no wish to who has died meanwhile, though it had only given way to the other’s', async () => {
    const { keep, give } = await two();
    await merge(keep, give);
    await county.must(mutation('recordLifeEvent', 'RecordLifeEventInput', 'lifeEvent { id }'), {
      i: { id: keep, kind: 'DIED', reason: '村委会报告' },
    });
    await part(county, give);
    // That of the other one has ended by the death; the person is asked anew.
    expect([await wishesOf(keep), await wishesOf(give)]).toEqual([['EXPIRED'], ['EXPIRED']]);
  });

  test('say again of a season what each said; while they are one, the person is to be asked anew since its end', async () => {
    const [keep, give] = [(await registerWorker(county)).id, (await registerWorker(county)).id];
    const ended = (one: string, on: string | null) =>
      world.plant(`update worker set season_ended_on = ? where id = '${keyIn(one)}'`, [on]);
    const said = async () =>
      (
        await world.look(
          'select season_ended_on::text as on from worker where id = any($1::uuid[]) order by array_position($1::uuid[], id)',
          [[keyIn(keep), keyIn(give)]],
        )
      ).map((row) => row['on']);
    await ended(give, '2026-03-01');
    await merge(keep, give);
    expect(await said()).toEqual(['2026-03-01', '2026-03-01']);
    await part(county, give);
    expect(await said()).toEqual([null, '2026-03-01']);
    // Its own stays its own, also where the other record was at work.
    await ended(keep, '2026-05-01');
    await county.must(mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }'), {
      i: { id: give, employment: { form: 'FLEXIBLE', regionCode: '440604' } },
    });
    await merge(keep, give);
    expect(await said()).toEqual([null, null]);
    await part(county, give);
    expect(await said()).toEqual(['2026-05-01', null]);
  });

  test('are one until then: what befell the given one is not taken back in it', async () => {
    const { keep, give } = await two();
    const { recordLifeEvent } = await county.must<{ recordLifeEvent: { lifeEvent: { id: string } } }>(
      mutation('recordLifeEvent', 'RecordLifeEventInput', 'lifeEvent { id }'),
      { i: { id: give, kind: 'STUDIES', reason: '录取' } },
    );
    await merge(keep, give);
    const undo = mutation('undoLifeEvent', 'ReasonInput', 'lifeEvent { id }');
    const { id } = recordLifeEvent.lifeEvent;
    expect(await county.refusal(undo, { i: { id, reason: '登记有误' } })).toMatchObject({
      reason: 'WORKER_MERGED',
    });
    await part(county, give);
    await county.must(undo, { i: { id, reason: '登记有误' } });
  });

  test('in the county to which the person has moved are its own, with all that had stayed with them', async () => {
    const { keep, give, idNumber } = await two();
    await county.must(mutation('recordLifeEvent', 'RecordLifeEventInput', 'lifeEvent { id }'), {
      i: { id: give, kind: 'STUDIES', on: inDays(30), reason: '录取' },
    });
    await county.must(PLAN, { i: aPlan(give) });
    await merge(keep, give);
    await moves(idNumber);
    await part(congjiang, give);
    // Both carried the tag, so it had stayed; and what is ahead of one record is no matter of the other.
    await congjiang.must(mutation('untagWorker', 'UntagWorkerInput', 'worker { id }'), {
      i: { id: give, tag: 'POVERTY_ALLEVIATED' },
    });
    const { node } = await congjiang.must<{ node: { lifeEvents: { state: string }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Worker { lifeEvents { state } } } }',
      { id: give },
    );
    expect(node.lifeEvents).toEqual([{ state: 'PLANNED' }]);
    await congjiang.must(PLAN, { i: aPlan(give) });
  });
});

async function write(field: string, noun: string, i: object): Promise<{ id: string }> {
  const answer = await county.must<Record<string, Record<string, { id: string }>>>(
    mutation(field, inputOf(field), `${noun} { id }`),
    { i },
  );
  return answer[field]?.[noun] as { id: string };
}
/** A round of Liping that asks everybody. */
const aRound = async () => {
  const round = { name: '冬季摸底', kind: 'FULL', windowTo: inDays(30), population: 'ALL_RURAL' };
  return (await write('openSurveyRound', 'round', round)).id;
};
const asked = (worker: string) => ({ worker, outcome: 'DONE', method: 'PHONE' });
/** The answer of somebody who was asked. */
const answered = async (worker: string) =>
  (await write('answerSurvey', 'answer', { ...asked(worker), round: await aRound() })).id;
const unreached = (id: string) => ({ id, outcome: 'UNREACHABLE', method: 'PHONE', reason: '登记有误' });

describe('whoever moves to another county', () => {
  test('leaves the plan of help behind, ended, and may have one there', async () => {
    const idNumber = inventedIdNumber();
    const { id } = await registerWorker(county, { idNumber, phone: null });
    const measures = [{ kind: 'TRAINING', text: '学会一门手艺', dueOn: inDays(30) }];
    await county.must(PLAN, { i: { ...aPlan(id), measures } });
    await moves(idNumber);
    await congjiang.must(PLAN, { i: aPlan(id) });
    const plans = await world.look(
      `select p.state, p.outcome, p.next_due, left(p.origin, 6) as county, m.state as measure from assistance_plan p
       left join assistance_measure m on m.plan_id = p.id where p.worker_id = $1 order by p.id`,
      [keyIn(id)],
    );
    expect(plans).toEqual([
      { state: 'CLOSED', outcome: 'LEFT_BASE', next_due: null, county: '522631', measure: 'DROPPED' },
      { state: 'OPEN', outcome: null, next_due: null, county: '522633', measure: null },
    ]);
  });

  test('takes along what was agreed to, and takes it back there', async () => {
    const idNumber = inventedIdNumber();
    const { id: worker } = await registerWorker(county, { idNumber, phone: null });
    const recipient = await ownOrganization(await world.as('employer@foshan'));
    const { data } = await recordConsent(county, { worker, recipient, purpose: 'WORK_CONSTRAINTS' });
    await moves(idNumber);
    const { id } = data.recordConsent.consent;
    expect([await withdrawConsent(county, id), await withdrawConsent(congjiang, id)]).toEqual([
      'NOT_FOUND',
      undefined,
    ]);
  });

  test('is not asked by the first county any more, which takes no answer back', async () => {
    const idNumber = inventedIdNumber();
    const { id } = await registerWorker(county, { idNumber, phone: null });
    const answer = await answered(id);
    await moves(idNumber);
    const taken = await county.send(
      mutation('correctSurveyAnswer', 'CorrectSurveyAnswerInput', 'answer { id }'),
      {
        i: unreached(answer),
      },
    );
    expect(taken.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', field: 'input.id' });
    expect(await world.look('select outcome from survey_answer where id = $1', [keyIn(answer)])).toEqual([
      { outcome: 'DONE' },
    ]);
  });

  /** What Liping may be writing of a person at that moment. */
  const WRITES: readonly (readonly [string, (worker: string) => Promise<object>])[] = [
    ['tagWorker', async (id) => ({ id, tag: 'VETERAN', source: '测试' })],
    ['recordWillingness', async (worker) => ({ worker, kind: 'TRAINING', method: 'VISIT' })],
    ['recordReturn', async (worker) => ({ worker, reason: 'FAMILY' })],
    ['openAssistancePlan', async (worker) => aPlan(worker)],
    [
      'handOverWorker',
      async (worker) => {
        const officer = { name: '网格长', kind: 'GRID_HEAD', region: '522631' };
        const { id } = await does(county, 'registerOfficer', officer);
        return { worker, officer: id, reason: '包保到人' };
      },
    ],
    [
      'joinHousehold',
      async (worker) => {
        const { id } = (await newFamily(county)) as Family;
        return { worker, household: id, relation: 'OTHER' };
      },
    ],
    ['answerSurvey', async (worker) => ({ ...asked(worker), round: await aRound() })],
    ['correctSurveyAnswer', async (worker) => unreached(await answered(worker))],
  ];
  test.each(WRITES)('is not found any more by who does %s at that moment', async (field, inputFor) => {
    const { id } = await registerWorker(county, { phone: null });
    const i = await inputFor(id);
    const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
    const mover = await ownConnection(world);
    try {
      await mover.query('begin');
      await mover.query(`update worker set service_region = '522633100', origin = '5226331' where id = $1`, [
        keyIn(id),
      ]);
      let answered = false;
      const refused = county
        .refusal(`mutation($i: ${type}!) { ${field}(input: $i) { position } }`, { i })
        .finally(() => (answered = true));
      while (!answered && (await waiting()) === 0);
      await mover.query('commit');
      expect((await refused).reason).toBe('NOT_FOUND');
    } finally {
      await mover.end();
    }
  });
});
