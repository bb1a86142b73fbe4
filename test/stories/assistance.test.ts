import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { inDays, registerWorker } from '../support/people.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let officer: Client;
beforeAll(async () => {
  world = await openWorld();
  [county, officer] = (await Promise.all(
    ['county@liping', 'officer@liping'].map((one) => world.as(one)),
  )) as [Client, Client];
});
afterAll(() => world.close());

const PLAN = `id state owner barriers goal nextDue overdue outcome outcomeNote closedOn version
  measures { id kind text state dueOn doneOn result overdue }`;
interface Plan {
  id: string;
  state: string;
  owner: string;
  nextDue: string | null;
  overdue: boolean;
  version: number;
  measures: { id: string; state: string; text: string; overdue: boolean; result: string | null }[];
}
type Payload = Record<string, { plan: Plan; position: string }>;
const say = (field: string, type: string) =>
  `mutation($i: ${type}!) { ${field}(input: $i) { plan { ${PLAN} } position } }`;
const OPEN = say('openAssistancePlan', 'OpenAssistancePlanInput');
const CORRECT = say('correctAssistancePlan', 'CorrectAssistancePlanInput');
const CLOSE = say('closeAssistancePlan', 'CloseAssistancePlanInput');
const ADD = say('planMeasure', 'PlanMeasureInput');
const FINISH = say('finishMeasure', 'FinishMeasureInput');
const DROP = say('dropMeasure', 'ReasonInput');

const done = async (client: Client, document: string, i: object): Promise<Plan> => {
  const [payload] = Object.values(await client.must<Payload>(document, { i }));
  if (!payload) throw new Error('no payload');
  return payload.plan;
};
const refused = (client: Client, document: string, i: object) => client.refusal(document, { i });
const measure = (text: string, days: number) => ({ kind: 'TRAINING', text, dueOn: inDays(days) });
const planFor = async (client: Client, more: object = {}): Promise<Plan> => {
  const { id: worker } = await registerWorker(client);
  return done(client, OPEN, { worker, barriers: ['ABILITY', 'SKILL'], goal: '在家门口就业', ...more });
};

describe('a county helps one of its people', () => {
  test('with a plan that is due when its earliest measure is, until it is closed with what came of it', async () => {
    const plan = await planFor(county, { measures: [measure('学缝纫', 40), measure('推荐两个岗位', 10)] });
    expect(plan).toMatchObject({
      state: 'OPEN',
      owner: 'county@liping',
      barriers: ['SKILL', 'ABILITY'],
      nextDue: inDays(10),
      overdue: false,
      measures: [{ text: '推荐两个岗位' }, { text: '学缝纫' }],
    });
    const [first, second] = plan.measures;
    const finished = await done(county, FINISH, { id: first?.id, result: '推荐了三个' });
    expect(finished).toMatchObject({
      nextDue: inDays(40),
      measures: [{ state: 'DONE', doneOn: inDays(0) }, {}],
    });
    expect(await done(county, ADD, { id: plan.id, ...measure('接送孩子', 5) })).toMatchObject({
      nextDue: inDays(5),
    });
    const dropped = await done(county, DROP, { id: second?.id, reason: '本人不愿学' });
    expect(dropped.measures.map(({ state }) => state)).toEqual(['PLANNED', 'DONE', 'DROPPED']);
    const closed = await done(county, CLOSE, {
      id: plan.id,
      outcome: 'WORKS_NEARBY',
      note: '到社区工厂上班',
    });
    expect(closed).toMatchObject({
      state: 'CLOSED',
      outcome: 'WORKS_NEARBY',
      nextDue: null,
      closedOn: inDays(0),
    });
    expect(closed.measures.map(({ state }) => state)).toEqual(['DROPPED', 'DONE', 'DROPPED']);
    expect(await refused(county, ADD, { id: plan.id, ...measure('再试', 3) })).toMatchObject({
      reason: 'PLAN_STEP_NOT_ALLOWED',
      field: 'input.id',
    });
  });

  test('by one open plan at a time, whoever of two is first', async () => {
    const { id: worker } = await registerWorker(county);
    const input = { worker, barriers: ['SKILL'], goal: '学会一门手艺' };
    const both = await Promise.all([county, officer].map((one) => one.send(OPEN, { i: input })));
    const reasons = both.map(({ errors }) => errors?.[0]?.extensions.reason);
    expect(reasons.toSorted()).toEqual(['ASSISTANCE_PLAN_ALREADY_OPEN', undefined]);
    const { worker: shown } = await county.must<{ worker: { assistancePlans: Plan[] } }>(
      `query($id: ID!) { worker: node(id: $id) { ... on Worker { assistancePlans { ${PLAN} } } } }`,
      { id: worker },
    );
    expect(shown.assistancePlans).toHaveLength(1);
    await done(county, CLOSE, {
      id: shown.assistancePlans[0]?.id,
      outcome: 'NOT_ACHIEVED',
      note: '暂无意愿',
    });
    await done(officer, OPEN, input);
  });

  test('as long as the person is here: what is planned for who has died or moved out is dropped', async () => {
    const of = `query($id: ID!) { worker: node(id: $id) { ... on Worker { assistancePlans { ${PLAN} } } } }`;
    const record = 'mutation($i: RecordLifeEventInput!) { recordLifeEvent(input: $i) { lifeEvent { id } } }';
    const plansAfter = async (kind: string) => {
      const { id: worker } = await registerWorker(county);
      await done(county, OPEN, {
        worker,
        barriers: ['SKILL'],
        goal: '外出就业',
        measures: [measure('学电焊', 9)],
      });
      await county.must(record, { i: { id: worker, kind, reason: '家属告知' } });
      const shown = await county.must<{ worker: { assistancePlans: Plan[] } }>(of, { id: worker });
      return shown.worker.assistancePlans;
    };
    for (const kind of ['DIED', 'MOVED_OUT'])
      expect(await plansAfter(kind)).toMatchObject([
        { state: 'CLOSED', outcome: 'LEFT_BASE', nextDue: null, measures: [{ state: 'DROPPED' }] },
      ]);
    // Whoever only rests from work may need help all the more.
    expect(await plansAfter('LOST_ABILITY')).toMatchObject([{ state: 'OPEN' }]);
  });

  test('and the same order again changes nothing', async () => {
    const { id: worker } = await registerWorker(county);
    const input = {
      worker,
      barriers: ['SKILL'],
      goal: '外出就业',
      idempotencyKey: `plan-${worker.slice(-20)}`,
    };
    const [once, again] = [await done(county, OPEN, input), await done(county, OPEN, input)];
    expect(again).toEqual(once);
  });

  test('two who finish measures of one plan at once leave the day that is true', async () => {
    const plan = await planFor(county, { measures: [1, 2, 3, 4].map((n) => measure(`第${n}项`, n)) });
    await Promise.all(
      plan.measures.slice(0, 3).map(({ id }, n) => done(n % 2 ? officer : county, FINISH, { id })),
    );
    const { node } = await county.must<{ node: Plan }>(
      `query($id: ID!) { node(id: $id) { ... on AssistancePlan { ${PLAN} } } }`,
      { id: plan.id },
    );
    expect(node).toMatchObject({ nextDue: inDays(4) });
  });

  test('who answers for it is handed over to an officer of the county, and to nobody else', async () => {
    const plan = await planFor(county);
    expect(await done(county, CORRECT, { id: plan.id, owner: 'officer@liping' })).toMatchObject({
      owner: 'officer@liping',
    });
    for (const owner of ['county@congjiang', 'station@foshan', 'nobody@nowhere'])
      expect(await refused(county, CORRECT, { id: plan.id, owner })).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason: 'NOT_AN_OFFICER',
        field: 'input.owner',
      });
    expect(
      await refused(county, CORRECT, { id: plan.id, goal: '旧的', version: plan.version }),
    ).toMatchObject({ reason: 'CHANGED_MEANWHILE' });
  });
});

describe('what is overdue', () => {
  const LIST = `query($f: AssistancePlanFilter, $after: String) { assistancePlans(filter: $f, first: 2, after: $after) {
    totalCount nodes { ${PLAN} } pageInfo { hasNextPage endCursor } } }`;
  type List = {
    assistancePlans: {
      totalCount: number;
      nodes: Plan[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };

  test('is a list, the oldest first, exact and by pages, of each officer', async () => {
    const owner = 'officer@liping';
    const plans: Plan[] = [];
    for (const days of [3, 1, 2]) plans.push(await planFor(officer, { measures: [measure('走访', days)] }));
    await world.plant(
      `update assistance_measure set due_on = due_on - 10;
       update assistance_plan x set next_due = (select min(due_on) from assistance_measure m where m.plan_id = x.id and m.state = 'PLANNED')`,
    );
    const found: Plan[] = [];
    for (let after: string | null = null; ; ) {
      const { assistancePlans: page }: List = await officer.must<List>(LIST, {
        f: { dueBefore: inDays(0), owner },
        after,
      });
      expect(page.totalCount).toBe(3);
      found.push(...page.nodes);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(found.map(({ id }) => id)).toEqual([1, 2, 0].map((n) => plans[n]?.id));
    expect(found.every(({ overdue, measures }) => overdue && measures[0]?.overdue)).toBe(true);
  });
});

describe('what is refused', () => {
  test.each([
    ['barriers', { barriers: [] }, 'BARRIER_MISSING', 'input.barriers'],
    ['goal', { goal: ' ' }, 'TEXT_LENGTH', 'input.goal'],
    ['day gone by', { measures: [measure('昨天', -1)] }, 'DUE_DAY', 'input.measures.0.dueOn'],
    ['day far away', { measures: [measure('三年后', 1100)] }, 'DUE_DAY', 'input.measures.0.dueOn'],
    [
      'too many',
      { measures: Array.from({ length: 21 }, () => measure('走访', 1)) },
      'TOO_MANY_MEASURES',
      'input.measures',
    ],
  ])('%s', async (_, more, reason, field) => {
    const { id: worker } = await registerWorker(county);
    const input = { worker, barriers: ['SKILL'], goal: '外出就业', ...more };
    expect(await refused(county, OPEN, input)).toMatchObject({ code: 'BAD_USER_INPUT', reason, field });
  });

  test('a measure is done once, on a day since the plan began', async () => {
    const { measures } = await planFor(county, { measures: [measure('走访', 3)] });
    const [{ id } = { id: '' }] = measures;
    expect(await refused(county, FINISH, { id, doneOn: inDays(1) })).toMatchObject({
      reason: 'DONE_DAY',
      field: 'input.doneOn',
    });
    await done(county, FINISH, { id });
    expect(await refused(county, DROP, { id, reason: '不做了' })).toMatchObject({
      reason: 'MEASURE_STEP_NOT_ALLOWED',
    });
  });

  test('nobody but the county plans, and nobody else learns that there is a plan', async () => {
    const plan = await planFor(county, { measures: [measure('走访', 3)] });
    const foreign = await world.as('county@congjiang');
    for (const [document, input] of [
      [CORRECT, { id: plan.id, goal: '别人的' }],
      [CLOSE, { id: plan.id, outcome: 'TRAINED', note: '别人的' }],
      [FINISH, { id: plan.measures[0]?.id }],
    ] as const)
      expect(await refused(foreign, document, input)).toMatchObject({ code: 'NOT_FOUND' });
    for (const handle of ['station@foshan', 'employer@foshan', 'observer@province'])
      expect(await (await world.as(handle)).refusal('{ assistancePlans { totalCount } }')).toMatchObject({
        code: 'FORBIDDEN',
      });
    const { assistancePlans } = await foreign.must<{ assistancePlans: { totalCount: number } }>(
      '{ assistancePlans { totalCount } }',
    );
    expect(assistancePlans.totalCount).toBe(0);
  });
});
