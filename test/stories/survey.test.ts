// Over 200 lines: the story of one county's rounds, told in order on one server.
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dice } from '#demo/random.js';
import type { Client } from '../support/client.js';
import { ownConnection } from '../support/own-connection.js';
import { keyIn } from '../support/planted.js';
import { inDays, registerWorker } from '../support/people.js';
import { heardOf } from '../support/places.js';
import { mutation } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let officer: Client;
let other: Client;
beforeAll(async () => {
  world = await openWorld();
  [county, officer, other] = (await Promise.all(
    ['county@liping', 'officer@liping', 'county@congjiang'].map((handle) => world.as(handle)),
  )) as [Client, Client, Client];
}, 60_000);
afterAll(() => world?.close());

const COVERAGE = 'coverage { total done unreachable refused left notYet percent }';
const ROUND = `round { id state version ${COVERAGE} }`;
const ANSWER = 'answer { id outcome attempts version worker { id name } round { id } }';
const OPEN = mutation('openSurveyRound', 'OpenSurveyRoundInput', ROUND);
const GIVE = mutation('answerSurvey', 'AnswerSurveyInput', ANSWER);
const NEXT = mutation('nextToAsk', 'NextToAskInput', ANSWER);
const CORRECT = mutation('correctSurveyAnswer', 'CorrectSurveyAnswerInput', ANSWER);

interface Round {
  id: string;
  state: string;
  version: number;
  coverage: Record<'total' | 'done' | 'unreachable' | 'refused' | 'left' | 'notYet', number> & {
    percent: number;
  };
}
interface Answer {
  id: string;
  outcome: string;
  attempts: number;
  version: number;
  worker: { id: string; name: string };
}

async function open(more: Record<string, unknown> = {}): Promise<Round> {
  const i = { name: '冬季摸底', kind: 'FULL', windowTo: inDays(30), ...more };
  return (await county.must<{ openSurveyRound: { round: Round } }>(OPEN, { i })).openSurveyRound.round;
}
async function give(round: string, worker: string, outcome: string, more: object = {}): Promise<Answer> {
  const i = { round, worker, outcome, method: 'PHONE', ...more };
  return (await county.must<{ answerSurvey: { answer: Answer } }>(GIVE, { i })).answerSurvey.answer;
}
async function next(who: Client, round: string, more: object = {}): Promise<Answer> {
  return (await who.must<{ nextToAsk: { answer: Answer } }>(NEXT, { i: { round, ...more } })).nextToAsk
    .answer;
}
async function again(id: string, who = county): Promise<Round> {
  const query = `query($id: ID!) { node(id: $id) { ... on SurveyRound { id state version ${COVERAGE} } } }`;
  return (await who.must<{ node: Round }>(query, { id })).node;
}
const takeBack = ({ id }: Answer) =>
  county.must(CORRECT, { i: { id, outcome: 'UNREACHABLE', method: 'PHONE', reason: '登记有误' } });
/** Who is told to belong to a round still. */
async function belonging(round: string): Promise<Set<string>> {
  const query = 'query($r: ID!) { surveyAnswers(round: $r, first: 200) { nodes { belongs worker { id } } } }';
  const { surveyAnswers } = await county.must<{
    surveyAnswers: { nodes: { belongs: boolean; worker: { id: string } }[] };
  }>(query, { r: round });
  return new Set(surveyAnswers.nodes.flatMap(({ belongs, worker }) => (belongs ? [worker.id] : [])));
}
/** How many are counted at each place. */
async function counted(round: string): Promise<Record<string, number>> {
  const query =
    'query($id: ID!) { node(id: $id) { ... on SurveyRound { coverageByPlace(level: VILLAGE) { region { code } coverage { total } } } } }';
  const { node } = await county.must<{
    node: { coverageByPlace: { region: { code: string }; coverage: { total: number } }[] };
  }>(query, { id: round });
  return Object.fromEntries(
    node.coverageByPlace.map(({ region, coverage }) => [region.code, coverage.total]),
  );
}
/** Does the deed while a transaction that has written this of somebody is open: it ends when the deed waits for it, or is done. */
async function whileOpen<T>([written, worker]: [string, string], deed: () => Promise<T>): Promise<T> {
  const other = await ownConnection(world);
  try {
    await other.query('begin');
    await other.query(written, [keyIn(worker)]);
    let done = false;
    const doing = deed().finally(() => (done = true));
    while (!done && (await waiting()) === 0) await setImmediate();
    await other.query('commit');
    return await doing;
  } finally {
    await other.end();
  }
}
/** How many wait for somebody else's lock. */
async function waiting(): Promise<number> {
  const [row] = await world.look(
    `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return Number(row?.['n']);
}
const correctWorker = (id: string, more: object) =>
  county.must(mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }'), { i: { id, ...more } });
/** A place of its own for each story, so that the people of another do not belong to its round. */
let places = 0;
async function place(): Promise<string> {
  places += 1;
  const code = `522631${String(200 + places)}`;
  await world.plant(
    `insert into region (code, name, level, parent_code, path) values (?, ?, 'TOWN', '522631', ?)`,
    [code, `新设乡${places}`, code],
  );
  await heardOf(county, code);
  return code;
}
const person = (serviceRegion: string, more: object = {}) =>
  registerWorker(county, { serviceRegion, tags: [], ...more });
async function people(serviceRegion: string, count: number): Promise<string[]> {
  const made = await Promise.all(Array.from({ length: count }, () => person(serviceRegion)));
  return made.map(({ id }) => id);
}

describe('who belongs to a round', () => {
  test('is the labour base of its scope and population, and whoever joins while it is open', async () => {
    const [here, there] = [await place(), await place()];
    const [one = '', two = ''] = await people(here, 2);
    await person(here, { workAbility: 'NONE' });
    await person(there);
    const all = await open({ scope: [here] });
    expect(all).toMatchObject({ state: 'OPEN', coverage: { total: 2, notYet: 2, percent: 0 } });
    const target = await open({ scope: [here], population: 'TARGET' });
    expect(target.coverage.total).toBe(0);

    const { id: late } = await person(here, { tags: ['POVERTY_ALLEVIATED'] });
    expect([(await again(all.id)).coverage.total, (await again(target.id)).coverage.total]).toEqual([3, 1]);
    await correctWorker(one, { serviceRegion: there });
    await correctWorker(two, { lifeStatus: 'DEAD' });
    expect((await again(all.id)).coverage).toMatchObject({ total: 1, notYet: 1 });
    await correctWorker(one, { serviceRegion: here });
    expect((await again(all.id)).coverage.total).toBe(2);

    // What is settled stays, whatever becomes of the person.
    await give(all.id, late, 'MOVED');
    await correctWorker(late, { lifeStatus: 'MOVED_OUT' });
    expect((await again(all.id)).coverage).toMatchObject({ total: 2, left: 1, notYet: 1, percent: 50 });
    const list = `query($r: ID!) { surveyAnswers(round: $r, filter: { outcomes: [NOT_ASKED] }) { totalCount nodes { worker { id } } } }`;
    const { surveyAnswers } = await county.must<{ surveyAnswers: { totalCount: number; nodes: Answer[] } }>(
      list,
      {
        r: all.id,
      },
    );
    expect(surveyAnswers).toEqual({ totalCount: 1, nodes: [{ worker: { id: one } }] });
  });

  test('is in a round of the relocated whoever was relocated, of the target or not, and nobody else', async () => {
    const here = await place();
    await person(here, { tags: ['POVERTY_ALLEVIATED'] });
    await person(here, { tags: ['RELOCATED'] });
    const round = await open({ scope: [here], population: 'RELOCATED' });
    expect(round.coverage.total).toBe(1);
    await person(here, { tags: ['POVERTY_ALLEVIATED', 'RELOCATED'] });
    expect((await again(round.id)).coverage.total).toBe(2);
  });

  test('is open again whoever belongs, at the place of now, and nobody who has left, when answers are taken back', async () => {
    const [here, there, outside] = [await place(), await place(), await place()];
    const [gone = '', left = '', back = '', moved = '', stays = ''] = await people(here, 5);
    const { id: round } = await open({ scope: [here, there] });
    await correctWorker(back, { activity: 'RETIRED' });
    const answers = [];
    for (const one of [gone, left, back, moved, stays]) answers.push(await give(round, one, 'DONE'));
    await correctWorker(gone, { lifeStatus: 'DEAD' });
    await correctWorker(left, { serviceRegion: outside });
    await correctWorker(back, { activity: 'NONE' });
    await correctWorker(moved, { serviceRegion: there });
    // What is settled stays where it was asked; whether the person still belongs is told of everybody.
    expect(await counted(round)).toEqual({ [here]: 5 });
    expect(await belonging(round)).toEqual(new Set([back, moved, stays]));
    for (const answer of answers) await takeBack(answer);
    expect((await again(round)).coverage).toMatchObject({ total: 3, done: 0, unreachable: 3 });
    expect(await counted(round)).toEqual({ [here]: 2, [there]: 1 });
    expect(await belonging(round)).toEqual(new Set([back, moved, stays]));
  });

  test('is told of whose answer is taken back while the person leaves or moves, whichever is written first', async () => {
    const [here, there] = [await place(), await place()];
    const [gone = '', moved = '', lost = '', gone2 = '', moved2 = ''] = await people(here, 5);
    const { id: round } = await open({ scope: [here, there] });
    const given = new Map<string, Answer>();
    for (const one of [gone, moved, gone2, moved2]) given.set(one, await give(round, one, 'DONE'));
    await give(round, lost, 'DONE');
    const leaves = `update worker set activity = 'RETIRED' where id = $1`;
    const moves = `update worker set service_region = '${there}', origin = '${there}' where id = $1`;
    const isTakenBack = `update survey_answer set outcome = 'UNREACHABLE' where worker_id = $1`;
    await whileOpen([leaves, gone], () => takeBack(given.get(gone) as Answer));
    await whileOpen([moves, moved], () => takeBack(given.get(moved) as Answer));
    await whileOpen([isTakenBack, gone2], () => correctWorker(gone2, { activity: 'RETIRED' }));
    await whileOpen([isTakenBack, moved2], () => correctWorker(moved2, { serviceRegion: there }));
    expect(await belonging(round)).toEqual(new Set([moved, moved2, lost]));
    expect(await counted(round)).toEqual({ [here]: 1, [there]: 2 });
  });

  test('is nobody who leaves the prefecture while it opens', async () => {
    const here = await place();
    const [one = '', two = ''] = await people(here, 2);
    const leaves = `update worker set service_region = '440604', origin = '440604' where id = $1`;
    const round = await whileOpen([leaves, one], () => open({ scope: [here] }));
    expect(await belonging(round.id)).toEqual(new Set([two]));
  });

  test('misses nobody who is registered while it opens', async () => {
    const here = await place();
    const [round] = await Promise.all([open({ scope: [here] }), people(here, 8)]);
    expect((await again(round.id)).coverage.total).toBe(8);
  });
});

describe('asking', () => {
  test('tries again who was not reached, once for each key, and DONE is final but for a correction', async () => {
    const here = await place();
    const [worker = ''] = await people(here, 1);
    const { id: round } = await open({ scope: [here] });
    const key = { idempotencyKey: 'answer-0001' };
    expect(await give(round, worker, 'UNREACHABLE', key)).toMatchObject({ attempts: 1 });
    expect(await give(round, worker, 'UNREACHABLE', key)).toMatchObject({ attempts: 1 });
    expect(await give(round, worker, 'UNREACHABLE')).toMatchObject({ attempts: 2 });
    expect((await again(round)).coverage).toMatchObject({ unreachable: 1, percent: 0 });
    const done = await give(round, worker, 'DONE', { note: '在家' });
    expect(done).toMatchObject({ outcome: 'DONE', attempts: 3 });
    expect(
      await county.refusal(GIVE, { i: { round, worker, outcome: 'REFUSED', method: 'PHONE' } }),
    ).toMatchObject({
      reason: 'SURVEY_ANSWER_STEP_NOT_ALLOWED',
    });
    const i = { id: done.id, outcome: 'REFUSED', method: 'VISIT', reason: '登记有误', version: done.version };
    const { correctSurveyAnswer: corrected } = await county.must<{ correctSurveyAnswer: { answer: Answer } }>(
      CORRECT,
      { i },
    );
    expect(corrected.answer).toMatchObject({ outcome: 'REFUSED', attempts: 3 });
    expect(await county.refusal(CORRECT, { i })).toMatchObject({ reason: 'CHANGED_MEANWHILE' });
    const said = await world.look(
      `select verb, after ->> 'outcome' as outcome from journal_entry where noun = 'survey_answer' and noun_id = $1 order by seq`,
      [keyIn(done.id)],
    );
    expect(said.map(({ verb, outcome }) => `${verb} ${outcome}`)).toEqual([
      'surveyRound.open NOT_ASKED',
      'survey.answer UNREACHABLE',
      'survey.answer UNREACHABLE',
      'survey.answer DONE',
      'surveyAnswer.correct REFUSED',
    ]);
  });

  test('takes one answer of two officers who write at once', async () => {
    const here = await place();
    const [worker = ''] = await people(here, 1);
    const { id: round } = await open({ scope: [here] });
    const said = await Promise.all(
      [county, officer].map((who) =>
        who.send(GIVE, { i: { round, worker, outcome: 'DONE', method: 'VISIT', work: { intent: 'LOCAL' } } }),
      ),
    );
    const reasons = said.map(({ errors }) => errors?.[0]?.extensions.reason ?? 'written');
    expect(reasons.toSorted()).toEqual(['SURVEY_ANSWER_STEP_NOT_ALLOWED', 'written']);
    expect(await world.look('select state from willingness where worker_id = $1', [keyIn(worker)])).toEqual([
      { state: 'ACTIVE' },
    ]);
  });

  test('records what is wanted in the same step: active from the person, only written down from a relative', async () => {
    const here = await place();
    const [one = '', two = ''] = await people(here, 2);
    const { id: round } = await open({ scope: [here] });
    const wishes = {
      work: { intent: 'GO_OUT', destinations: ['440600'], wageMin: 400000 },
      training: { trainingTopics: ['电焊'] },
    };
    await give(round, one, 'DONE', wishes);
    await give(round, two, 'DONE', { ...wishes, respondent: 'FAMILY' });
    const states = await world.look(
      'select worker_id, kind, state from willingness where worker_id = any($1) order by kind, state',
      [[keyIn(one), keyIn(two)]],
    );
    const of = (worker: string) =>
      states.filter((s) => s['worker_id'] === keyIn(worker)).map((s) => s['state']);
    expect([of(one), of(two)]).toEqual([
      ['ACTIVE', 'ACTIVE'],
      ['RECORDED', 'RECORDED'],
    ]);
  });

  test('leaves nothing behind when the wish is refused, and names the field within its input', async () => {
    const here = await place();
    const [worker = ''] = await people(here, 1);
    const { id: round } = await open({ scope: [here] });
    const said = { round, worker, outcome: 'DONE', method: 'VISIT' };
    for (const [more, reason, field] of [
      [
        { work: { intent: 'GO_OUT', destinations: ['522631003'] } },
        'REGION_OF_ANOTHER_LEVEL',
        'input.work.destinations',
      ],
      [
        { work: { intent: 'LOCAL', anyDestination: true } },
        'DESTINATION_WITHOUT_LEAVING',
        'input.work.anyDestination',
      ],
      [{ training: { validTo: '2020-01-01' } }, 'VALIDITY', 'input.training.validTo'],
      [{ outcome: 'REFUSED', training: {} }, 'WISH_WITHOUT_ANSWER', 'input.training'],
    ] as const)
      expect(await county.refusal(GIVE, { i: { ...said, ...more } })).toMatchObject({ reason, field });
    expect((await again(round)).coverage).toMatchObject({ notYet: 1 });
    const stranger = await registerWorker(other, { serviceRegion: '522633100', hukouRegion: '522633100' });
    expect(await county.refusal(GIVE, { i: { ...said, worker: stranger.id } })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const neighbour = await person('522631003');
    expect(await county.refusal(GIVE, { i: { ...said, worker: neighbour.id } })).toMatchObject({
      reason: 'NOT_IN_ROUND',
      field: 'input.worker',
    });
  });
});

describe('the next person to call', () => {
  test('is never the same for two officers, and each is given the own one again until it is written down', async () => {
    const here = await place();
    const all = await people(here, 12);
    const { id: round } = await open({ scope: [here] });
    const given = await Promise.all(
      Array.from({ length: 12 }, (_, i) => next(i % 2 ? county : officer, round, { another: true })),
    );
    expect(new Set(given.map(({ worker }) => worker.id))).toEqual(new Set(all));
    for (const who of [county, officer])
      expect(await who.refusal(NEXT, { i: { round, another: true } })).toMatchObject({
        reason: 'NOBODY_LEFT_TO_ASK',
      });
    const mine = await next(county, round);
    expect(await next(county, round)).toMatchObject({ id: mine.id });
    await give(round, mine.worker.id, 'DONE');
    expect((await next(county, round)).id).not.toBe(mine.id);
  });

  test('is who was not asked yet, then who was not reached on another day', async () => {
    const here = await place();
    const [one = '', two = ''] = await people(here, 2);
    const { id: round } = await open({ scope: [here] });
    await give(round, one, 'UNREACHABLE');
    expect((await next(county, round)).worker.id).toBe(two);
    await give(round, two, 'DONE');
    expect(await county.refusal(NEXT, { i: { round } })).toMatchObject({ reason: 'NOBODY_LEFT_TO_ASK' });
    await world.plant(`update survey_answer set last_tried_on = last_tried_on - 1 where worker_id = ?`, [
      keyIn(one),
    ]);
    expect((await next(officer, round)).worker.id).toBe(one);
    expect(await county.refusal(NEXT, { i: { round } })).toMatchObject({ reason: 'NOBODY_LEFT_TO_ASK' });
    await world.plant(
      `update survey_answer set held_until = now() - interval '1 second' where worker_id = ?`,
      [keyIn(one)],
    );
    expect((await next(county, round)).worker.id).toBe(one);
  });
});

describe('a round goes by its days', () => {
  test('planned ahead, opened and closed by the clock; closed it stands still and asks nobody', async () => {
    const here = await place();
    await people(here, 2);
    const planned = await open({ scope: [here], windowFrom: inDays(2) });
    expect(planned).toMatchObject({ state: 'PLANNED', coverage: { total: 0 } });
    const correct = mutation('correctSurveyRound', 'CorrectSurveyRoundInput', ROUND);
    await county.must(correct, {
      i: { id: planned.id, name: '推迟', windowFrom: inDays(0), version: planned.version },
    });
    await world.app.tick();
    const opened = await again(planned.id);
    expect(opened).toMatchObject({ state: 'OPEN', coverage: { total: 2 } });
    expect(await county.refusal(correct, { i: { id: planned.id, population: 'TARGET' } })).toMatchObject({
      reason: 'SURVEY_ROUND_BEGUN',
      field: 'input.population',
    });
    await world.plant(
      `update survey_round set window_from = window_from - 9, window_to = current_date - 2 where id = ?`,
      [keyIn(planned.id)],
    );
    await world.app.tick();
    const [worker = ''] = await people(here, 1);
    expect(await again(planned.id)).toMatchObject({ state: 'CLOSED', coverage: { total: 2, notYet: 2 } });
    for (const [query, i] of [
      [GIVE, { round: planned.id, worker, outcome: 'DONE', method: 'SMS' }],
      [NEXT, { round: planned.id }],
    ] as const)
      expect(await county.refusal(query, { i })).toMatchObject({
        reason: 'SURVEY_ROUND_NOT_OPEN',
        field: 'input.round',
      });
    const close = mutation('closeSurveyRound', 'IdInput', ROUND);
    expect(await county.refusal(close, { i: { id: planned.id } })).toMatchObject({
      reason: 'SURVEY_ROUND_STEP_NOT_ALLOWED',
    });
  });
});

describe('a round is its county’s', () => {
  test('another county does not know of it, other sides may not ask, and an observer has counts alone', async () => {
    const [here, there] = [await place(), await place()];
    const all = await people(here, 7);
    await people(there, 3);
    const round = await open({ scope: [here, there] });
    const answer = await give(round.id, all[0] ?? '', 'DONE');
    const i = { round: round.id, worker: all[1], outcome: 'DONE', method: 'VISIT' };
    expect(await other.refusal(GIVE, { i })).toMatchObject({ code: 'NOT_FOUND', field: 'input.round' });
    expect(await other.refusal(NEXT, { i: { round: round.id } })).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await other.refusal(OPEN, { i: { name: '越界', kind: 'FULL', windowTo: inDays(1), scope: [here] } }),
    ).toMatchObject({ reason: 'NOT_YOUR_SIDE', field: 'input.scope' });
    const rounds = '{ surveyRounds { totalCount nodes { id } } }';
    expect(await other.must(rounds)).toMatchObject({ surveyRounds: { totalCount: 0 } });
    for (const handle of ['station@foshan', 'employer@foshan', 'observer@province', 'admin@platform']) {
      const client = await world.as(handle);
      for (const [query, variables] of [
        [GIVE, { i }],
        [NEXT, { i: { round: round.id } }],
        ['query($r: ID!) { surveyAnswers(round: $r) { totalCount } }', { r: round.id }],
      ] as const)
        expect(await client.refusal(query, variables)).toMatchObject({
          code: 'FORBIDDEN',
          reason: 'NOT_ALLOWED',
        });
      if (handle === 'observer@province') continue;
      expect(await client.refusal(rounds)).toMatchObject({ code: 'FORBIDDEN' });
      expect(
        await client.refusal('query($id: ID!) { node(id: $id) { id } }', { id: round.id }),
      ).toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    const observer = await world.as('observer@province');
    const seen = await again(round.id, observer);
    expect(seen.coverage).toMatchObject({ total: 5, done: null, notYet: 5, percent: 0 });
    expect(
      await observer.refusal('query($id: ID!) { node(id: $id) { id } }', { id: answer.id }),
    ).toMatchObject({
      code: 'NOT_FOUND',
    });
    const byPlace = `query($id: ID!, $level: SurveyCoverageLevel) { node(id: $id) { ... on SurveyRound { coverageByPlace(level: $level) { region { code } coverage { total notYet } } } } }`;
    expect(await observer.must(byPlace, { id: round.id })).toEqual({
      node: {
        coverageByPlace: [
          { region: { code: here }, coverage: { total: 5, notYet: 5 } },
          { region: { code: there }, coverage: { total: null, notYet: null } },
        ],
      },
    });
    expect(await observer.refusal(byPlace, { id: round.id, level: 'VILLAGE' })).toMatchObject({
      reason: 'FILTER_NOT_YOURS',
    });
    expect(await county.must(byPlace, { id: round.id, level: 'VILLAGE' })).toMatchObject({
      node: {
        coverageByPlace: [{ coverage: { total: 7, notYet: 6 } }, { coverage: { total: 3, notYet: 3 } }],
      },
    });
  });
});

describe('whatever happens', () => {
  const OUTCOMES = ['DONE', 'UNREACHABLE', 'REFUSED', 'MOVED', 'DECEASED'];

  test('a coverage is what a count from scratch says', async () => {
    const [here, there, outside] = [await place(), await place(), await place()];
    const workers = [...(await people(here, 6)), ...(await people(there, 4)), ...(await people(outside, 2))];
    const { id: round } = await open({ scope: [here, there] });
    const chance = dice(7);
    const steps = process.env['LONG'] ? 1_000 : 40;
    for (let step = 0; step < steps; step += 1) {
      const worker = chance.pick(workers);
      const what = chance.int(0, 9);
      if (what < 5)
        await county.send(GIVE, { i: { round, worker, outcome: chance.pick(OUTCOMES), method: 'PHONE' } });
      else if (what < 7) await correctWorker(worker, { serviceRegion: chance.pick([here, there, outside]) });
      else if (what < 9) await correctWorker(worker, { workAbility: chance.pick(['FULL', 'NONE']) });
      else workers.push((await person(chance.pick([here, there, outside]))).id);
    }
    const [truth] = await world.look(
      `select count(*) filter (where outcome = 'DONE')::int as done, count(*) filter (where outcome = 'UNREACHABLE')::int as unreachable,
         count(*) filter (where outcome = 'REFUSED')::int as refused, count(*) filter (where outcome in ('MOVED', 'DECEASED'))::int as "left",
         count(*) filter (where outcome = 'NOT_ASKED')::int as "notYet"
       from (select w.id, coalesce(a.outcome, 'NOT_ASKED') as outcome,
               (w.life_status = 'ALIVE' and w.work_ability <> 'NONE' and w.service_region = any ($2)) as member
             from worker w left join survey_answer a on a.worker_id = w.id and a.round_id = $1) x
       where member or outcome not in ('NOT_ASKED', 'UNREACHABLE')`,
      [keyIn(round), [here, there]],
    );
    const { total, percent, ...counts } = (await again(round)).coverage;
    expect(counts).toEqual(truth);
    expect(total).toBe(Object.values(counts).reduce((sum, n) => sum + n, 0));
    expect(percent).toBeLessThanOrEqual(100);
    const { node } = await county.must<{
      node: { coverageByPlace: { region: { code: string }; coverage: { total: number } }[] };
    }>(
      'query($id: ID!) { node(id: $id) { ... on SurveyRound { coverageByPlace(level: VILLAGE) { region { code } coverage { total } } } } }',
      { id: round },
    );
    expect(node.coverageByPlace.reduce((sum, { coverage }) => sum + coverage.total, 0)).toBe(total);
  }, 300_000);
});
