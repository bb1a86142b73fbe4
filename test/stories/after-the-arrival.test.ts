/** What follows in the city and after: an employer refuses, a worker withdraws, another post is found. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { keyIn } from '../support/planted.js';
import { mutation, type OnTheWay, received, Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let way: Way;
let elsewhere: Client;
let elsewhereEmployer: Client;
beforeAll(async () => {
  world = await openWorld();
  way = await Way.in(world);
  [elsewhere, elsewhereEmployer] = await Promise.all([
    world.as('station@hangzhou'),
    world.as('employer@other'),
  ]);
});
afterAll(() => world?.close());

const REASON = '岗位临时取消，未予录用';

async function inCity(headcount?: number): Promise<OnTheWay> {
  const found = await way.departed(headcount);
  await way.step(way.station, 'checkInArrival', 'IdInput', { id: found.arrival });
  return found;
}
const refuse = (id: string, who = way.employer): Promise<string> =>
  way.step(who, 'refuseArrival', 'ReasonInput', { id, reason: REASON });
const no = (who: Client, field: string, type: string, i: object) =>
  who.refusal(mutation(field, type, 'arrival { id }'), { i });
const refusal = async (...asked: Parameters<typeof no>) => (await no(...asked)).reason;
const code = async (...asked: Parameters<typeof no>) => (await no(...asked)).code;

/** The states of everything that hangs on a way, and the places of its posting. */
async function stands(on: OnTheWay): Promise<unknown> {
  const [row] = await world.look(
    `select a.state as arrival, d.state as dispatch, r.state as referral, p.state as posting, p.held, p.filled,
       (select string_agg(w.state, ',') from willingness w where w.worker_id = a.worker_id) as wish,
       s.in_demand, s.in_flight_to, s.referrals
     from arrival a join dispatch_order d on d.id = a.dispatch_id join referral r on r.id = d.referral_id
       join job_posting p on p.id = a.posting_id join standing s on s.worker_id = a.worker_id where a.id = $1`,
    [keyIn(on.arrival)],
  );
  return row;
}

/** An accepted referral of the person to another posting of the city. */
async function accepted(worker: string): Promise<string> {
  const referral = await way.offered(worker, await way.posting(1));
  return way.accept(referral);
}

const waiting = async (who: Client): Promise<string[]> => {
  const { arrivals } = await who.must<{ arrivals: { totalCount: number; nodes: { id: string }[] } }>(
    '{ arrivals(first: 200, filter: { states: [REFUSED, WITHDREW] }) { totalCount nodes { id } } }',
  );
  expect(arrivals.totalCount).toBe(arrivals.nodes.length);
  return arrivals.nodes.map(({ id }) => id);
};

describe('an employer who does not take a worker', () => {
  test('gives the place back; the wish stands, and the person is to be referred again', async () => {
    const on = await inCity();
    expect(await stands(on)).toMatchObject({ held: 1, in_flight_to: expect.any(String) });
    await refuse(on.arrival);
    expect(await stands(on)).toEqual({
      arrival: 'REFUSED',
      dispatch: 'REFUSED_BY_EMPLOYER',
      referral: 'CANCELLED',
      posting: 'OPEN',
      held: 0,
      filled: 0,
      wish: 'ACTIVE',
      in_demand: true,
      in_flight_to: null,
      referrals: 0,
    });
    expect(await waiting(way.station)).toContain(on.arrival);
    expect(await waiting(way.county)).toContain(on.arrival);
  });

  test('opens a posting whose last place it was', async () => {
    const on = await inCity(1);
    expect(await stands(on)).toMatchObject({ posting: 'FILLED' });
    await refuse(on.arrival);
    expect(await stands(on)).toMatchObject({ posting: 'OPEN', held: 0 });
  });

  test('does so once, and at the same moment as the receipt only one of both', async () => {
    const on = await inCity();
    const i = { id: on.arrival, reason: REASON };
    const tries = await Promise.allSettled([
      refuse(on.arrival),
      way.step(way.employer, 'receiptArrival', 'ReceiptArrivalInput', received(on.arrival)),
      refuse(on.arrival, way.station),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(way.employer, 'refuseArrival', 'ReasonInput', i)).toBe('ARRIVAL_STEP_NOT_ALLOWED');
    expect(await stands(on)).toMatchObject({ held: expect.any(Number), filled: 0 });
  });

  test('sent again with its key changes nothing more', async () => {
    const on = await inCity();
    const input = { id: on.arrival, reason: REASON, idempotencyKey: 'refused-once' };
    const first = await way.step(way.employer, 'refuseArrival', 'ReasonInput', input);
    const before = await stands(on);
    expect(await way.step(way.employer, 'refuseArrival', 'ReasonInput', input)).toBe(first);
    expect(await stands(on)).toEqual(before);
  });
});

describe('whoever does not belong to the arrival', () => {
  test('refuses and reassigns nobody: another city, another employer, the county', async () => {
    const on = await inCity();
    const i = { id: on.arrival, reason: REASON };
    expect(await code(elsewhere, 'refuseArrival', 'ReasonInput', i)).toBe('NOT_FOUND');
    expect(await code(elsewhere, 'withdrawArrival', 'ReasonInput', i)).toBe('NOT_FOUND');
    expect(await code(elsewhere, 'returnArrival', 'IdInput', { id: on.arrival })).toBe('NOT_FOUND');
    expect(await code(elsewhereEmployer, 'refuseArrival', 'ReasonInput', i)).toBe('NOT_FOUND');
    expect(await code(way.county, 'refuseArrival', 'ReasonInput', i)).toBe('FORBIDDEN');
    expect(await code(way.employer, 'withdrawArrival', 'ReasonInput', i)).toBe('FORBIDDEN');
    const to = { id: on.arrival, referral: on.referral, agreementRef: 'BZ-2' };
    expect(await code(way.county, 'reassignArrival', 'ReassignArrivalInput', to)).toBe('FORBIDDEN');
    expect(await stands(on)).toMatchObject({ arrival: 'IN_CITY', dispatch: 'ARRIVED', held: 1 });
  });

  test('reads no reason as an employer; station and county do', async () => {
    const on = await inCity();
    await way.step(way.county, 'withdrawArrival', 'ReasonInput', { id: on.arrival, reason: REASON });
    const read = 'query($id: ID!) { node(id: $id) { ... on Arrival { state stateReason } } }';
    const told = await Promise.all(
      [way.employer, way.station, way.county].map((who) =>
        who.must<{ node: object }>(read, { id: on.arrival }),
      ),
    );
    expect(told.map(({ node }) => node)).toEqual(
      [null, REASON, REASON].map((stateReason) => ({ state: 'WITHDREW', stateReason })),
    );
    expect(await stands(on)).toMatchObject({ dispatch: 'RETURNED', referral: 'CANCELLED', held: 0 });
  });
});

describe('another post in the city', () => {
  const reassign = (id: string, referral: string) =>
    way.step(way.station, 'reassignArrival', 'ReassignArrivalInput', { id, referral, agreementRef: 'BZ-2' });

  test('is taken by an accepted referral, without a second journey, up to a verified arrival', async () => {
    const on = await inCity();
    await refuse(on.arrival);
    const referral = await accepted(on.worker);
    const arrival = await reassign(on.arrival, referral);
    expect(await waiting(way.station)).not.toContain(on.arrival);
    const { node } = await way.county.must<{ node: object }>(
      'query($id: ID!) { node(id: $id) { ... on Arrival { state reassignedTo { id state dispatch { state } } } } }',
      { id: on.arrival },
    );
    expect(node).toEqual({
      state: 'REASSIGNED',
      reassignedTo: { id: arrival, state: 'IN_CITY', dispatch: { state: 'ARRIVED' } },
    });
    expect(await stands({ ...on, arrival })).toMatchObject({ in_flight_to: expect.any(String), held: 1 });
    await way.step(way.employer, 'receiptArrival', 'ReceiptArrivalInput', received(arrival));
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id: arrival });
    expect(await stands({ ...on, arrival })).toMatchObject({
      arrival: 'VERIFIED',
      dispatch: 'ON_POST',
      referral: 'PLACED',
      held: 0,
      filled: 1,
      wish: 'SATISFIED',
    });
  });

  test('is sent from where the person is at home now, and for no season that is over', async () => {
    const on = await inCity();
    await refuse(on.arrival);
    await world.plant(
      `update dispatch_order set kind = 'SEASONAL', season_ends_on = current_date - 2 where id = '${keyIn(on.dispatch)}'`,
    );
    await way.county.must(mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }'), {
      i: { id: on.worker, serviceRegion: '522631101' },
    });
    const arrival = await reassign(on.arrival, await accepted(on.worker));
    expect(
      await world.look(
        `select d.origin_region, d.season_ends_on from arrival a join dispatch_order d on d.id = a.dispatch_id where a.id = $1`,
        [keyIn(arrival)],
      ),
    ).toEqual([{ origin_region: '522631101', season_ends_on: null }]);
  });

  test('is not taken twice, not by another person’s referral, not without the worker’s acceptance', async () => {
    const [on, other] = [await inCity(), await inCity()];
    const to = (referral: string, more = {}) => ({ id: on.arrival, referral, agreementRef: 'BZ-2', ...more });
    const refused = (i: object) => refusal(way.station, 'reassignArrival', 'ReassignArrivalInput', i);
    expect(await refused(to(other.referral))).toBe('ARRIVAL_STEP_NOT_ALLOWED');
    await refuse(on.arrival);
    expect(await refused(to(other.referral))).toBe('ANOTHER_PERSONS_REFERRAL');
    expect(await refused(to(on.referral))).toBe('REFERRAL_NOT_ACCEPTED');
    const referral = await way.offered(on.worker, await way.posting(1));
    expect(await refused(to(referral))).toBe('REFERRAL_NOT_ACCEPTED');
    await way.accept(referral);
    expect(await refused(to(referral, { agreementRef: ' ' }))).toBe('AGREEMENT_REF');
    const tries = await Promise.allSettled([reassign(on.arrival, referral), reassign(on.arrival, referral)]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('is sought no more for whoever goes home, and whoever was placed once may be sent again', async () => {
    const on = await inCity();
    await refuse(on.arrival);
    await way.step(way.station, 'returnArrival', 'IdInput', { id: on.arrival });
    expect(await waiting(way.station)).not.toContain(on.arrival);
    const placed = await way.onPost();
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id: placed.arrival });
    await way.step(way.county, 'correctWorker', 'CorrectWorkerInput', {
      id: placed.worker,
      employment: null,
    });
    await way.plan(await accepted(placed.worker), 'SELF');
    expect(
      await world.look('select state from dispatch_order where worker_id = $1 order by id', [
        keyIn(placed.worker),
      ]),
    ).toEqual([{ state: 'CLOSED' }, { state: 'PLANNED' }]);
  });
});
