import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { businessDay } from '#kernel/business-day.js';
import { readConnection } from '#kernel/page.js';
import { takeDownPosting } from '#posting/take-down-posting.js';
import { cancelReferral } from '#referral/cancel-referral.js';
import { cancelReferralsOf } from '#referral/cancel-referrals-of.js';
import { announceTrip } from '#trip/announce-trip.js';
import { boardTrip } from '#trip/board-trip.js';
import { dispatchPayload } from '#trip/dispatch.list.js';
import { lockTrip } from '#trip/lock-trip.js';
import { loadPassengers, tripList } from '#trip/trip.list.js';
import { openGround, type TestGround } from '../support/ground.js';
import { Journey, keyIn } from '../support/journey.js';
import { refusalOf } from '../support/refusals.js';

let world: TestGround;
let way: Journey;
beforeAll(async () => {
  world = await openGround();
  way = new Journey(world, businessDay(new Date()));
});
afterAll(() => world.close());

/** A worker cleared to go by charter. */
async function cleared(): Promise<{ referral: string; dispatch: string }> {
  const { referral } = await way.accepted();
  return { referral, dispatch: await way.clear(await way.plan(referral, 'CHARTER')) };
}

const lock = (id: string, escorts?: number) =>
  way.run('county@liping', 'trip.lock', 'Trip', (op) => lockTrip(op, { id, escorts }));
const announce = (id: string) =>
  way.run('county@liping', 'trip.announce', 'Trip', (op) => announceTrip(op, { id }));
const board = (id: string) => way.run('county@liping', 'trip.board', 'Trip', (op) => boardTrip(op, { id }));

describe('a dispatch', () => {
  test('is not cleared without an identity check, and then nobody is expected', async () => {
    const { referral } = await way.accepted({ verified: false });
    const dispatch = await way.plan(referral);
    expect(await refusalOf(way.clear(dispatch))).toBe('CONFLICT/IDENTITY_NOT_VERIFIED');
    expect(await way.row('dispatch_order', dispatch)).toMatchObject({
      state: 'PLANNED',
      agreement_ref: null,
    });
    expect(await world.look('select from arrival where dispatch_id = $1', [keyIn(dispatch)])).toEqual([]);
    expect(await refusalOf(way.depart(dispatch))).toBe('CONFLICT/DISPATCH_STEP_NOT_ALLOWED');
  });

  test('follows an accepted offer only, one at a time', async () => {
    const offered = await way.offer(await way.refer(await way.willingWorker(), await way.openPosting(2)));
    expect(await refusalOf(way.plan(offered))).toBe('CONFLICT/REFERRAL_NOT_ACCEPTED');
    const worker = await way.willingWorker();
    const one = await way.offer(await way.refer(worker, await way.openPosting(2)));
    const two = await way.offer(await way.refer(worker, await way.openPosting(2)));
    await way.accept(one);
    await way.accept(two);
    await way.plan(one);
    expect(await refusalOf(way.plan(two))).toBe('CONFLICT/DISPATCH_ALREADY_OPEN');
  });

  test('has a number of its own even when many are planned at once', async () => {
    const walkers = [];
    for (let i = 0; i < 8; i += 1) walkers.push(await way.accepted());
    await Promise.all(walkers.map(({ referral }) => way.plan(referral)));
    const rows = await world.look(`select dispatch_no from dispatch_order order by dispatch_no`);
    const prefix = `522631-${way.today.replaceAll('-', '')}-`;
    expect(rows.map((r) => r['dispatch_no'])).toEqual(
      rows.map((_, i) => `${prefix}${String(i + 1).padStart(4, '0')}`),
    );
  });

  test('that is cancelled expects nobody, and holds the place for another seven days', async () => {
    const { referral } = await way.accepted();
    const dispatch = await way.clear(await way.plan(referral));
    const withdraw = way.run('county@liping', 'referral.cancel', 'Referral', (op) =>
      cancelReferral(op, { id: referral, reason: '不去了' }),
    );
    expect(await refusalOf(withdraw)).toBe('CONFLICT/DISPATCH_OPEN');
    await way.cancelDispatch(dispatch);
    expect(await way.row('arrival', await way.arrivalOf(dispatch))).toMatchObject({ state: 'NO_SHOW' });
    const held = await way.row('referral', referral);
    expect([held['state'], held['hold_until'] !== null]).toEqual(['ACCEPTED', true]);
    await way.plan(referral);
  });

  test('does not depart to an employer whose posting was taken down', async () => {
    const { referral, posting } = await way.accepted();
    const dispatch = await way.clear(await way.plan(referral));
    await way.book(dispatch);
    await way.run('station@foshan', 'posting.takeDown', 'JobPosting', async (op) => {
      const it = await takeDownPosting(op, { id: posting, reason: '虚假信息' });
      await cancelReferralsOf(op, it, '虚假信息');
      return it;
    });
    expect(await refusalOf(way.depart(dispatch))).toBe('CONFLICT/REFERRAL_NOT_ACCEPTED');
    await way.cancelDispatch(dispatch);
    expect(await way.row('referral', referral)).toMatchObject({ state: 'CANCELLED', hold_until: null });
  });

  test('does not depart to a city without a station', async () => {
    const { dispatch } = await way.accepted().then(async ({ referral }) => ({
      dispatch: await way.clear(await way.plan(referral)),
    }));
    await way.book(dispatch);
    await world.plant(`update organization set status = 'CLOSED' where type = 'STATION' and path = '4406'`);
    try {
      expect(await refusalOf(way.depart(dispatch))).toBe('CONFLICT/NO_DESTINATION_STATION');
    } finally {
      await world.plant(`update organization set status = 'ACTIVE' where type = 'STATION'`);
    }
    await way.depart(dispatch);
  });

  test('shows its employer who comes and when, not what the county checked', async () => {
    const { dispatch } = await cleared();
    const employer = (await dispatchPayload(await world.as('employer@foshan'), keyIn(dispatch))).dispatch;
    expect([employer.agreementRef, employer.healthCheckedOn, employer.identityCheckedOn]).toEqual([
      null,
      null,
      null,
    ]);
    expect(employer.plannedOn).toBe(way.today);
    const county = (await dispatchPayload(await world.as('county@liping'), keyIn(dispatch))).dispatch;
    expect([county.agreementRef, county.healthCheckedOn]).toEqual(['协议-1', way.today]);
  });
});

describe('a trip', () => {
  test('carries who boarded; whoever did not come is NO_SHOW and keeps the place for seven days', async () => {
    const here = await cleared();
    const absent = await cleared();
    const trip = await way.planTrip(2);
    await way.book(here.dispatch, trip);
    await announce(trip);
    await way.book(absent.dispatch, trip);
    expect(await refusalOf(lock(trip))).toBe('CONFLICT/ESCORT_NEEDED');
    await lock(trip, 1);
    expect(await refusalOf(way.departTrip(trip, [here.dispatch]))).toBe('CONFLICT/TRIP_STEP_NOT_ALLOWED');
    await board(trip);
    const stranger = await cleared();
    expect(await refusalOf(way.departTrip(trip, [stranger.dispatch]))).toBe('BAD_USER_INPUT/NOT_ON_TRIP');
    await way.departTrip(trip, [here.dispatch]);
    expect(await way.row('trip', trip)).toMatchObject({ state: 'DEPARTED', booked: 2, boarded: 1 });
    expect(await way.row('dispatch_order', here.dispatch)).toMatchObject({ state: 'DEPARTED' });
    expect(await way.row('dispatch_order', absent.dispatch)).toMatchObject({ state: 'NO_SHOW' });
    expect(await way.row('arrival', await way.arrivalOf(absent.dispatch))).toMatchObject({
      state: 'NO_SHOW',
    });
    expect((await way.row('referral', absent.referral))['hold_until']).not.toBeNull();
    await way.checkIn(await way.arrivalOf(here.dispatch));
    const op = await world.as('station@foshan');
    const manifest = await op.batch(loadPassengers).load(keyIn(trip));
    expect(manifest?.map((p) => p.boardState)).toEqual(['ARRIVED', 'NO_SHOW']);
  });

  test('of two seats is taken by two of three who book at once', async () => {
    const walkers = [await cleared(), await cleared(), await cleared()];
    const trip = await way.planTrip(2);
    const all = await Promise.allSettled(walkers.map(({ dispatch }) => way.book(dispatch, trip)));
    const refusals = all.flatMap((a) => (a.status === 'rejected' ? [a.reason.reason] : []));
    expect(refusals).toEqual(['TRIP_FULL']);
    expect(await way.row('trip', trip)).toMatchObject({ booked: 2 });
    const booked = walkers.find((_, i) => all[i]?.status === 'fulfilled');
    const left = walkers.find((_, i) => all[i]?.status === 'rejected');
    await way.cancelDispatch(booked?.dispatch ?? '');
    await way.book(left?.dispatch ?? '', trip);
  });

  test('the database itself refuses a passenger without a seat', async () => {
    const trip = await way.planTrip(1);
    await expect(world.plant('update trip set booked = 2 where id = ?', [keyIn(trip)])).rejects.toMatchObject(
      {
        code: 'CONFLICT',
        reason: 'TRIP_FULL',
      },
    );
  });

  test('to another city takes nobody bound for this one; and a charter is not booked without a trip', async () => {
    const { dispatch } = await cleared();
    const elsewhere = await way.planTrip(10, '330100');
    expect(await refusalOf(way.book(dispatch, elsewhere))).toBe('CONFLICT/TRIP_ANOTHER_WAY');
    expect(await refusalOf(way.book(dispatch))).toBe('CONFLICT/TRIP_NEEDED');
    expect(await way.row('dispatch_order', dispatch)).toMatchObject({ state: 'CLEARED' });
  });

  test('is seen by its county and its city, and by nobody else', async () => {
    await way.planTrip(10);
    for (const [handle, sees] of [
      ['county@liping', true],
      ['station@foshan', true],
      ['county@congjiang', false],
    ] as const) {
      const op = await world.as(handle);
      const page = await readConnection(
        op,
        tripList(op, { destination: '440600' }),
        {},
        { total: true, cursors: true },
      );
      expect([handle, (page.totalCount ?? 0) > 0]).toEqual([handle, sees]);
    }
  });
});
