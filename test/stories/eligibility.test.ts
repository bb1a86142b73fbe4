/** Only the labour base is put forward, and who leaves it is taken off the way, in one transaction. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { businessDay } from '#kernel/business-day.js';
import { outsideLabourBase, type Person } from '#worker/eligible.rules.js';
import type { Client } from '../support/client.js';
import { keyIn } from '../support/journey.js';
import { inventedIdNumber, registerWorker, wishesToGo } from '../support/people.js';
import { aTrip, cleared, mutation, received, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let way: Way;
let county: Client;

beforeAll(async () => {
  world = await openWorld({ env: { RATE_COST_PER_MINUTE: '10000000' } });
  way = await Way.in(world);
  ({ county } = way);
});
afterAll(() => world?.close());

const CREATE = mutation('createReferral', 'CreateReferralInput', 'referral { id }');
const CORRECT = mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }');
const OFFER = mutation('offerReferral', 'IdInput', 'referral { id }');
const ACCEPT = mutation('acceptReferral', 'IdInput', 'referral { id }');
const CLEAR = mutation('clearDispatch', 'ClearDispatchInput', 'dispatch { id }');

/** YYYYMMDD of somebody who is so old today, or turns so old in `inDays`. */
function born(age: number, inDays = 0): string {
  const at = new Date(Date.now() + 8 * 3_600_000 + inDays * 86_400_000);
  at.setUTCFullYear(at.getUTCFullYear() - age);
  return at.toISOString().slice(0, 10).replaceAll('-', '');
}
const aged = (age: number, inDays = 0, sex: 1 | 2 = 1) => ({
  idNumber: inventedIdNumber(born(age, inDays), sex),
});

async function row(table: string, id: string): Promise<Record<string, unknown>> {
  return (await world.look(`select * from ${table} where id = $1`, [keyIn(id)]))[0] ?? {};
}
const correct = (id: string, more: object) => county.must(CORRECT, { i: { id, ...more } });
/** Changes a person behind the doors' back, as a file from before this rule would have it. */
const plant = (id: string, set: string) => world.plant(`update worker set ${set} where id = ?`, [keyIn(id)]);

describe('nobody is put forward', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['who is twelve', { idNumber: inventedIdNumber('20140301') }, 'WORKER_BELOW_16'],
    ['who turns sixteen tomorrow', aged(16, 1), 'WORKER_BELOW_16'],
    ['who is sixteen, where nobody asked for the young', aged(16), 'MINOR_NOT_ASKED_FOR'],
    ['who turns sixty today', aged(60), 'WORKER_PAST_AGE_LIMIT'],
    ['a woman who turns fifty-five today', aged(55, 0, 2), 'WORKER_PAST_AGE_LIMIT'],
    ['who is not able to work', { workAbility: 'NONE' }, 'WORKER_UNABLE'],
    ['who studies', { activity: 'STUDENT' }, 'WORKER_STUDENT'],
    ['who serves', { activity: 'SERVICE' }, 'WORKER_IN_SERVICE'],
    ['who is in custody', { activity: 'CUSTODY' }, 'WORKER_IN_CUSTODY'],
  ])('%s', async (_name, person, reason) => {
    const worker = await way.willing(person);
    const posting = await way.posting(3);
    const refused = await county.refusal(CREATE, { i: { worker, posting } });
    expect(refused).toMatchObject({ code: 'CONFLICT', reason, field: 'input.worker' });
    expect(await world.look('select from referral where worker_id = $1', [keyIn(worker)])).toEqual([]);
  });

  test.each<[string, string]>([
    [`life_status = 'DEAD'`, 'WORKER_DEAD'],
    [`life_status = 'MOVED_OUT'`, 'WORKER_MOVED_OUT'],
    ['merged_into = id', 'WORKER_MERGED'],
  ])('of whom the file says %s, nor is a wish written down', async (set, reason) => {
    const worker = await way.willing();
    const posting = await way.posting(3);
    await plant(worker, set);
    expect(await county.refusal(CREATE, { i: { worker, posting } })).toMatchObject({
      code: 'CONFLICT',
      reason,
    });
    const RECORD = mutation('recordWillingness', 'RecordWillingnessInput', 'willingness { id }');
    const i = { worker, kind: 'TRAINING', method: 'VISIT' };
    expect(await county.refusal(RECORD, { i })).toMatchObject({
      code: 'CONFLICT',
      reason,
      field: 'input.worker',
    });
  });

  test('outside of the posting’s ages; within them everybody is', async () => {
    const worker = await way.willing(aged(30));
    const young = await way.willing(aged(17));
    const older = await way.posting(3, { ageMin: 31 });
    const younger = await way.posting(3, { ageMax: 29 });
    for (const posting of [older, younger])
      expect((await county.refusal(CREATE, { i: { worker, posting } })).reason).toBe('AGE_OUTSIDE_POSTING');
    await county.must(CREATE, { i: { worker, posting: await way.posting(3, { ageMin: 30, ageMax: 30 }) } });
    await county.must(CREATE, { i: { worker: young, posting: await way.posting(3, { ageMin: 16 }) } });
    const grown = await way.posting(3, { ageMin: 18 });
    expect((await county.refusal(CREATE, { i: { worker: young, posting: grown } })).reason).toBe(
      'AGE_OUTSIDE_POSTING',
    );
  });

  test('and the rule says of everybody what the database says', async () => {
    for (const [age, inDays, sex] of [
      [16, 0, 1],
      [16, 1, 2],
      [60, 0, 1],
      [60, 1, 1],
      [55, 0, 2],
      [55, 1, 2],
      [55, 0, 1],
    ] as const)
      await registerWorker(county, { ...aged(age, inDays, sex), tags: [] });
    const everybody = await world.look(
      `select w.life_status, w.merged_into, w.birth_date::text as birth_date, w.sex_code, w.work_ability, w.activity, s.in_base
       from worker w join standing s on s.worker_id = w.id`,
    );
    const today = businessDay(new Date());
    const differ = everybody.filter((w) => {
      const person = {
        lifeStatus: w['life_status'],
        mergedInto: w['merged_into'],
        birthDate: w['birth_date'],
        sexCode: w['sex_code'],
        workAbility: w['work_ability'],
        activity: w['activity'],
      } as Person;
      return (outsideLabourBase(person, today) === null) !== w['in_base'];
    });
    expect(differ).toEqual([]);
    expect(new Set(everybody.map((w) => w['in_base']))).toEqual(new Set([true, false]));
  });
});

describe('the rule is asked again', () => {
  test('at the offer, the acceptance and the clearance; a destination is not told what befell the person', async () => {
    const posting = await way.posting(5);
    const worker = await way.willing();
    const referral = await way.submitted(worker, posting);
    await plant(worker, `activity = 'CUSTODY'`);
    const other = await way.posting(5);
    expect((await way.station.refusal(CREATE, { i: { worker, posting: other } })).reason).toBe(
      'WORKER_NOT_ELIGIBLE',
    );
    const offer = await way.employer.refusal(OFFER, { i: { id: referral } });
    expect(offer).toMatchObject({ code: 'CONFLICT', reason: 'WORKER_NOT_ELIGIBLE', field: 'input.id' });
    expect(await row('referral', referral)).toMatchObject({ state: 'SUBMITTED' });

    await plant(worker, `activity = 'NONE'`);
    await way.employer.must(OFFER, { i: { id: referral } });
    await plant(worker, `activity = 'CUSTODY'`);
    expect(await county.refusal(ACCEPT, { i: { id: referral } })).toMatchObject({
      code: 'CONFLICT',
      reason: 'WORKER_IN_CUSTODY',
    });
    expect(await row('job_posting', posting)).toMatchObject({ held: 0, state: 'OPEN' });

    await plant(worker, `activity = 'NONE'`);
    await way.accept(referral);
    const dispatch = await way.plan(referral);
    await plant(worker, `work_ability = 'NONE'`);
    expect((await county.refusal(CLEAR, { i: cleared(dispatch) })).reason).toBe('WORKER_UNABLE');
    await plant(worker, `work_ability = 'WEAK', birth_date = '2014-03-01'`);
    expect((await county.refusal(CLEAR, { i: cleared(dispatch) })).reason).toBe('WORKER_BELOW_16');
    expect(await row('dispatch_order', dispatch)).toMatchObject({ state: 'PLANNED', agreement_ref: null });
    expect(await world.look('select from arrival where dispatch_id = $1', [keyIn(dispatch)])).toEqual([]);
    await plant(worker, `birth_date = '1990-01-01'`);
    await way.clear(dispatch);
  });

  test('of the ages too, where they were changed meanwhile; an offer measures nobody’s age', async () => {
    const posting = await way.posting(5);
    const referral = await way.submitted(await way.willing(aged(30)), posting);
    await world.plant('update job_posting set age_min = 31 where id = ?', [keyIn(posting)]);
    await way.employer.must(OFFER, { i: { id: referral } });
    expect((await county.refusal(ACCEPT, { i: { id: referral } })).reason).toBe('AGE_OUTSIDE_POSTING');
    await world.plant('update job_posting set age_min = 30 where id = ?', [keyIn(posting)]);
    await way.accept(referral);
    const dispatch = await way.plan(referral);
    await world.plant('update job_posting set age_max = 29, age_min = null where id = ?', [keyIn(posting)]);
    expect((await county.refusal(CLEAR, { i: cleared(dispatch) })).reason).toBe('AGE_OUTSIDE_POSTING');
  });

  test('a station learns no age finer than the band by asking', async () => {
    const worker = await way.willing(aged(37));
    for (const [ages, refused] of [
      [{ ageMin: 40 }, true],
      [{ ageMax: 34 }, true],
      [{ ageMin: 39 }, false],
      [{ ageMax: 35 }, false],
    ] as const) {
      const { errors } = await way.station.send(CREATE, {
        i: { worker, posting: await way.posting(3, ages) },
      });
      expect([ages, errors?.[0]?.extensions.reason]).toEqual([
        ages,
        refused ? 'AGE_OUTSIDE_POSTING' : undefined,
      ]);
    }
  });
});

describe('who leaves the labour base', () => {
  const DEAD = { lifeStatus: 'DEAD' };

  /** What is left of a way: states of its nouns, the seat, the places, the wishes. */
  async function left(at: { worker: string; posting: string }) {
    const [found] = await world.look(
      `select (select array_agg(r.state order by r.id) from referral r where r.worker_id = w.id) as referrals,
         (select d.state from dispatch_order d where d.worker_id = w.id) as dispatch,
         (select a.state from arrival a where a.worker_id = w.id) as arrival,
         (select s.board_state from trip_passenger s where s.worker_id = w.id) as seat,
         (select array_agg(x.state order by x.kind) from willingness x where x.worker_id = w.id) as wishes,
         p.held, p.filled, p.state as posting, s.in_demand, s.offered, s.in_flight_to, s.bound
       from worker w join standing s on s.worker_id = w.id, job_posting p where w.id = $1 and p.id = $2`,
      [keyIn(at.worker), keyIn(at.posting)],
    );
    return found;
  }
  const OFF = { in_demand: false, offered: false, in_flight_to: null, bound: [], wishes: ['EXPIRED'] };

  test.each<[string, object]>([
    ['died', DEAD],
    ['moved out', { lifeStatus: 'MOVED_OUT' }],
    ['is in custody', { activity: 'CUSTODY' }],
    ['serves', { activity: 'SERVICE' }],
    ['studies', { activity: 'STUDENT' }],
    ['lost the ability to work', { workAbility: 'NONE' }],
    ['turns out to be a child', { idNumber: inventedIdNumber('20140302') }],
  ])(
    'as one who %s is offered nothing more: wishes and referrals end, the place is free',
    async (_name, change) => {
      const worker = await way.willing();
      await wishesToGo(county, worker, [], { kind: 'TRAINING', intent: null, destinations: null });
      const posting = await way.posting(1);
      const referral = await way.offered(worker, posting);
      const second = await way.posting(2);
      await county.must(CREATE, { i: { worker, posting: second } });
      await way.accept(referral);
      await correct(worker, change);
      expect(await left({ worker, posting })).toMatchObject({
        ...OFF,
        referrals: ['CANCELLED', 'CANCELLED'],
        wishes: ['EXPIRED', 'EXPIRED'],
        held: 0,
        filled: 0,
        posting: 'OPEN',
      });
      expect((await row('referral', referral))['state_reason']).toMatch(/退出劳动力底数/);
      expect((await county.refusal(ACCEPT, { i: { id: referral } })).code).toBe('CONFLICT');
      expect((await county.refusal(CREATE, { i: { worker, posting } })).code).toBe('CONFLICT');
      // The place is another's now.
      await way.accept(await way.offered(await way.willing(), posting));
    },
  );

  test('before the journey: the dispatch is cancelled, nobody is expected, the seat is free', async () => {
    const worker = await way.willing();
    const posting = await way.posting(1);
    const referral = await way.offered(worker, posting);
    await way.accept(referral);
    const dispatch = await way.clear(await way.plan(referral));
    const trip = await way.trip(1);
    await way.step(county, 'bookDispatch', 'BookDispatchInput', { id: dispatch, trip });
    await correct(worker, DEAD);
    expect(await left({ worker, posting })).toEqual({
      ...OFF,
      referrals: ['CANCELLED'],
      dispatch: 'CANCELLED',
      arrival: 'NO_SHOW',
      seat: 'CANCELLED',
      held: 0,
      filled: 0,
      posting: 'OPEN',
    });
    expect(await row('trip', trip)).toMatchObject({ booked: 0 });
    expect((await row('dispatch_order', dispatch))['state_reason']).toMatch(/退出劳动力底数/);
    const another = await way.toBook();
    await way.step(county, 'bookDispatch', 'BookDispatchInput', { id: another, trip });
  });

  test.each(['PLANNED', 'CLEARED'])('with a dispatch that is %s is sent nowhere', async (state) => {
    const worker = await way.willing();
    const posting = await way.posting(2);
    const referral = await way.offered(worker, posting);
    await way.accept(referral);
    const dispatch = await way.plan(referral);
    if (state === 'CLEARED') await way.clear(dispatch);
    await correct(worker, { activity: 'CUSTODY' });
    expect(await left({ worker, posting })).toMatchObject({
      ...OFF,
      dispatch: 'CANCELLED',
      arrival: state === 'CLEARED' ? 'NO_SHOW' : null,
      held: 0,
    });
    expect((await county.refusal(CLEAR, { i: cleared(dispatch) })).code).toBe('CONFLICT');
  });

  test('on the journey is lost, and no station checks in who is not expected', async () => {
    const worker = await way.willing();
    const posting = await way.posting(2);
    const referral = await way.offered(worker, posting);
    await way.accept(referral);
    const dispatch = await way.clear(await way.plan(referral));
    const trip = await way.step(county, 'planTrip', 'PlanTripInput', aTrip(2));
    await way.step(county, 'bookDispatch', 'BookDispatchInput', { id: dispatch, trip });
    for (const [field, type] of [
      ['announceTrip', 'IdInput'],
      ['lockTrip', 'LockTripInput'],
      ['boardTrip', 'IdInput'],
    ] as const)
      await way.step(county, field, type, { id: trip });
    await way.step(county, 'departTrip', 'DepartTripInput', { id: trip, boarded: [dispatch] });
    const [arrival] = await world.look('select id from arrival where dispatch_id = $1', [keyIn(dispatch)]);
    await correct(worker, DEAD);
    expect(await left({ worker, posting })).toMatchObject({
      ...OFF,
      referrals: ['CANCELLED'],
      dispatch: 'LOST_CONTACT',
      arrival: 'NO_SHOW',
      seat: 'LEFT_EN_ROUTE',
      held: 0,
      filled: 0,
    });
    expect(await row('trip', trip)).toMatchObject({ booked: 1, boarded: 1 });
    const id = Buffer.from(`Arrival:${String(arrival?.['id'])}`).toString('base64url');
    const CHECK_IN = mutation('checkInArrival', 'IdInput', 'arrival { id }');
    expect((await way.station.refusal(CHECK_IN, { i: { id } })).code).not.toBe('INTERNAL_SERVER_ERROR');
    expect(await left({ worker, posting })).toMatchObject({ arrival: 'NO_SHOW' });
  });

  test('in the city has gone again; and after the receipt nothing is verified any more', async () => {
    const inCity = await way.departed();
    await way.step(way.station, 'checkInArrival', 'IdInput', { id: inCity.arrival });
    await correct(inCity.worker, DEAD);
    expect(await left(inCity)).toMatchObject({
      ...OFF,
      referrals: ['CANCELLED'],
      dispatch: 'RETURNED',
      arrival: 'WITHDREW',
      held: 0,
      filled: 0,
    });
    const RECEIPT = mutation('receiptArrival', 'ReceiptArrivalInput', 'arrival { id }');
    expect((await way.employer.send(RECEIPT, { i: received(inCity.arrival) })).errors).toHaveLength(1);

    const onPost = await way.onPost();
    await correct(onPost.worker, DEAD);
    expect(await left(onPost)).toMatchObject({
      referrals: ['CANCELLED'],
      dispatch: 'RETURNED',
      arrival: 'ON_POST',
      held: 0,
      filled: 0,
    });
    const VERIFY = mutation('verifyArrival', 'VerifyArrivalInput', 'arrival { id }');
    expect((await way.station.refusal(VERIFY, { i: { id: onPost.arrival } })).code).toBe('CONFLICT');
    expect(await left(onPost)).toMatchObject({ arrival: 'ON_POST', filled: 0 });
  });

  test('after a verified arrival keeps the placement: it has happened', async () => {
    const placed = await way.onPost();
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id: placed.arrival });
    await correct(placed.worker, DEAD);
    expect(await left(placed)).toMatchObject({
      referrals: ['PLACED'],
      dispatch: 'ON_POST',
      arrival: 'VERIFIED',
      filled: 1,
      wishes: ['SATISFIED'],
    });
  });

  test('leaves in one transaction, under the name of who wrote it down; destinations are not told why', async () => {
    const { worker, referral, dispatch } = await way.departed();
    await correct(worker, { activity: 'CUSTODY' });
    const [last] = await world.look(
      `select after, xid::text from journal_entry where noun = 'worker' and noun_id = $1 order by seq desc limit 1`,
      [keyIn(worker)],
    );
    const together = await world.look(
      `select distinct noun, verb from journal_entry where xid::text = $1 order by noun`,
      [last?.['xid']],
    );
    expect(together).toEqual(
      ['arrival', 'dispatch_order', 'job_posting', 'referral', 'standing', 'willingness', 'worker'].map(
        (noun) => ({
          noun,
          verb: 'worker.correct',
        }),
      ),
    );
    const READ = `query($r: ID!, $d: ID!) { r: node(id: $r) { ... on Referral { state stateReason } }
      d: node(id: $d) { ... on DispatchOrder { state stateReason } } }`;
    for (const who of [way.station, way.employer]) {
      const told = JSON.stringify(await who.must(READ, { r: referral, d: dispatch }));
      expect(told).toMatch(/CANCELLED/);
      expect(told).not.toMatch(/CUSTODY|羁押|custody/);
    }
  });

  test('by another correction nobody leaves, nor by one that is refused', async () => {
    const worker = await way.willing();
    const posting = await way.posting(2);
    const referral = await way.offered(worker, posting);
    await way.accept(referral);
    await correct(worker, { education: 'COLLEGE', workAbility: 'WEAK', phone: null });
    const refused = await county.refusal(CORRECT, { i: { id: worker, version: 1, lifeStatus: 'DEAD' } });
    expect(refused.reason).toBe('CHANGED_MEANWHILE');
    expect(await left({ worker, posting })).toMatchObject({
      referrals: ['ACCEPTED'],
      wishes: ['ACTIVE'],
      held: 1,
    });
    // Who was out already keeps what was written down meanwhile.
    const student = await way.willing({ activity: 'STUDENT' });
    await correct(student, { education: 'COLLEGE' });
    const [wish] = await world.look('select state from willingness where worker_id = $1', [keyIn(student)]);
    expect(wish).toEqual({ state: 'ACTIVE' });
    await correct(student, DEAD);
    const [ended] = await world.look('select state from willingness where worker_id = $1', [keyIn(student)]);
    expect(ended).toEqual({ state: 'EXPIRED' });
  });

  test('and who comes back says anew what is wanted', async () => {
    const worker = await way.willing();
    const posting = await way.posting(2);
    await correct(worker, { activity: 'CUSTODY' });
    await correct(worker, { activity: 'NONE' });
    expect((await county.refusal(CREATE, { i: { worker, posting } })).reason).toBe('WORKER_NOT_WILLING');
    await wishesToGo(county, worker);
    await county.must(CREATE, { i: { worker, posting } });
  });

  test('at the moment in which the offer is accepted holds no place', async () => {
    for (let round = 0; round < 5; round += 1) {
      const worker = await way.willing();
      const posting = await way.posting(1);
      const referral = await way.offered(worker, posting);
      const [death, accepted] = await Promise.all([
        county.send(CORRECT, { i: { id: worker, lifeStatus: 'DEAD' } }),
        county.send(ACCEPT, { i: { id: referral } }),
      ]);
      expect(death.errors).toBeUndefined();
      if (accepted.errors) expect(accepted.errors[0]?.extensions.code).toBe('CONFLICT');
      expect(await left({ worker, posting })).toMatchObject({
        ...OFF,
        referrals: ['CANCELLED'],
        held: 0,
        posting: 'OPEN',
      });
    }
  });
});

describe('a posting that is withdrawn', () => {
  const WITHDRAW = mutation('withdrawPosting', 'IdInput', 'posting { id state }');

  test('cancels its open referrals with a reason and gives the places back; who is on the way is still taken', async () => {
    const posting = await way.posting(3);
    const waiting = await way.step(county, 'createReferral', 'CreateReferralInput', {
      worker: await way.willing(),
      posting,
    });
    const accepted = await way.offered(await way.willing(), posting);
    await way.accept(accepted);
    const travelling = await way.offered(await way.willing(), posting);
    await way.accept(travelling);
    const dispatch = await way.plan(travelling, 'SELF');
    const declined = await way.offered(await way.willing(), posting);
    await way.step(county, 'declineOffer', 'ReasonInput', { id: declined, reason: '另有安排' });

    await way.employer.must(WITHDRAW, { i: { id: posting } });
    for (const id of [waiting, accepted]) {
      const { state, state_reason } = await row('referral', id);
      expect([state, state_reason]).toEqual(['CANCELLED', expect.stringMatching(/撤回/)]);
    }
    expect(await row('referral', declined)).toMatchObject({
      state: 'OFFER_DECLINED',
      state_reason: '另有安排',
    });
    expect(await row('referral', travelling)).toMatchObject({ state: 'ACCEPTED', state_reason: null });
    expect(await row('job_posting', posting)).toMatchObject({ state: 'WITHDRAWN', held: 1, filled: 0 });

    await way.clear(dispatch);
    await way.step(county, 'bookDispatch', 'BookDispatchInput', { id: dispatch });
    await way.step(county, 'departDispatch', 'IdInput', { id: dispatch });
    const [found] = await world.look('select id from arrival where dispatch_id = $1', [keyIn(dispatch)]);
    const id = Buffer.from(`Arrival:${String(found?.['id'])}`).toString('base64url');
    await way.step(way.station, 'checkInArrival', 'IdInput', { id });
    await way.step(way.employer, 'receiptArrival', 'ReceiptArrivalInput', received(id));
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id });
    expect(await row('job_posting', posting)).toMatchObject({ state: 'WITHDRAWN', held: 0, filled: 1 });
  });
});
