import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { businessDay } from '#kernel/business-day.js';
import { readConnection } from '#kernel/page.js';
import { arrivalList, arrivalNode, arrivalPayload, loadArrivals } from '#arrival/arrival.list.js';
import { dispatchList } from '#trip/dispatch.list.js';
import { referralList } from '#referral/referral.list.js';
import { createReferral } from '#referral/create-referral.js';
import { offerReferral } from '#referral/offer-referral.js';
import { verifyArrival } from '#arrival/verify-arrival.js';
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

describe('from a wish to a verified arrival', () => {
  test('each side takes its step, and only the last one counts', async () => {
    const worker = await way.willingWorker();
    const posting = await way.openPosting(1);
    const referral = await way.refer(worker, posting);
    const employer = await world.as('employer@foshan');
    expect(
      (await readConnection(employer, referralList(employer, {}), {}, { total: true, cursors: true }))
        .totalCount,
    ).toBe(0);

    await way.offer(referral);
    const later = await world.as('employer@foshan');
    const shown = await readConnection(later, referralList(later, {}), {}, { total: true, cursors: true });
    expect(shown.nodes.map((n) => [n.id, n.state])).toEqual([[referral, 'OFFERED']]);
    expect((await shown.nodes[0]?.worker)?.id).toBe(worker);

    await way.accept(referral);
    expect(await way.row('job_posting', posting)).toMatchObject({ state: 'FILLED', held: 1, filled: 0 });

    const dispatch = await way.clear(await way.plan(referral));
    const numbered = await way.row('dispatch_order', dispatch);
    expect(numbered['dispatch_no']).toBe(`522631-${way.today.replaceAll('-', '')}-0001`);
    expect(numbered).toMatchObject({ state: 'CLEARED', origin: '522631003', destination: '440604' });
    const arrival = await way.arrivalOf(dispatch);
    expect(await way.row('arrival', arrival)).toMatchObject({ state: 'EXPECTED', occupation: '装配工' });

    await way.book(dispatch);
    await way.depart(dispatch);
    await way.checkIn(arrival);
    expect(await way.row('dispatch_order', dispatch)).toMatchObject({ state: 'ARRIVED' });
    await way.receipt(arrival);
    // The receipt alone moves nothing: no placement, no employment, the wish still open.
    expect(await way.row('job_posting', posting)).toMatchObject({ held: 1, filled: 0 });
    expect(await way.row('worker', worker)).toMatchObject({ employment_form: null });

    await way.verify(arrival);
    expect(await way.row('arrival', arrival)).toMatchObject({ state: 'VERIFIED', receipt_no: '回执-1' });
    expect(await way.row('dispatch_order', dispatch)).toMatchObject({ state: 'ON_POST' });
    expect(await way.row('referral', referral)).toMatchObject({ state: 'PLACED' });
    expect(await way.row('job_posting', posting)).toMatchObject({ state: 'FILLED', held: 0, filled: 1 });
    expect(await way.row('worker', worker)).toMatchObject({
      employment_form: 'CONTRACT',
      employment_region: '440604',
      employment_path: '440604',
    });
    const [wish] = await world.look('select state from willingness where worker_id = $1', [keyIn(worker)]);
    expect(wish).toEqual({ state: 'SATISFIED' });
    const [standing] = await world.look('select in_demand from standing where worker_id = $1', [
      keyIn(worker),
    ]);
    expect(standing).toEqual({ in_demand: false });
  });

  test('every change of the last step stands in the journal under the verifier’s name', async () => {
    const { arrival } = await way.departed();
    await way.checkIn(arrival);
    await way.receipt(arrival);
    const op = await world.as('station@foshan');
    await op.write('arrival.verify', {}, (inside) => verifyArrival(inside, { id: arrival }));
    const entries = await world.look(
      `select distinct noun from journal_entry where verb = 'arrival.verify' and actor = $1
       and xid = (select max(xid::text::bigint)::text::xid8 from journal_entry where verb = 'arrival.verify')`,
      [op.viewer.accountId],
    );
    expect(entries.map((e) => e['noun']).sort()).toEqual([
      'arrival',
      'dispatch_order',
      'job_posting',
      'referral',
      'standing',
      'willingness',
      'worker',
    ]);
  });

  test('the same arrival is read from its row and from its image in the journal', async () => {
    const { arrival } = await way.departed();
    await way.checkIn(arrival);
    await way.receipt(arrival);
    await way.verify(arrival);
    const [entry] = await world.look(
      `select after from journal_entry where noun = 'arrival' and noun_id = $1 order by seq desc limit 1`,
      [keyIn(arrival)],
    );
    for (const handle of ['county@liping', 'station@foshan', 'employer@foshan'] as const) {
      const op = await world.as(handle);
      const read = (await arrivalPayload(op, keyIn(arrival))).arrival;
      const told = arrivalNode(op, entry?.['after'] as Record<string, unknown>);
      expect([told.id, told.state, told.onPostOn, told.receiptNo]).toEqual([
        read.id,
        'VERIFIED',
        way.today,
        '回执-1',
      ]);
      expect(new Date(told.verifiedAt as string).getTime()).toBe(
        new Date(read.verifiedAt as string).getTime(),
      );
      expect(told.origin.code).toBe('522631');
      expect((await told.employer)?.name).toBe((await read.employer)?.name);
      expect((await told.worker)?.id).toBe((await read.worker)?.id);
      expect((await (await told.dispatch)?.referral)?.state).toBe('PLACED');
    }
  });
});

describe('an arrival is nobody else’s', () => {
  test('another city’s station does not find it, and counts none', async () => {
    const { arrival } = await way.departed();
    expect(await refusalOf(way.checkIn(arrival, 'station@hangzhou'))).toBe('NOT_FOUND/NOT_FOUND');
    await way.checkIn(arrival);
    await way.receipt(arrival);
    expect(await refusalOf(way.verify(arrival, 'station@hangzhou'))).toBe('NOT_FOUND/NOT_FOUND');
    const op = await world.as('station@hangzhou');
    expect(await op.batch(loadArrivals).load(keyIn(arrival))).toBeNull();
    expect(
      (await readConnection(op, arrivalList(op, {}), {}, { total: true, cursors: true })).totalCount,
    ).toBe(0);
    expect(
      (await readConnection(op, dispatchList(op, {}), {}, { total: true, cursors: true })).totalCount,
    ).toBe(0);
    expect(
      (await readConnection(op, referralList(op, {}), {}, { total: true, cursors: true })).totalCount,
    ).toBe(0);
  });

  test('another county and another employer do not find it', async () => {
    const { arrival, referral } = await way.departed();
    const county = await world.as('county@congjiang');
    expect(await county.batch(loadArrivals).load(keyIn(arrival))).toBeNull();
    await way.checkIn(arrival);
    expect(await refusalOf(way.receipt(arrival, 'employer@other'))).toBe('NOT_FOUND/NOT_FOUND');
    expect(
      await refusalOf(
        way.run('employer@other', 'referral.offer', 'Referral', (op) => offerReferral(op, { id: referral })),
      ),
    ).toBe('NOT_FOUND/NOT_FOUND');
  });

  test('an employer neither checks in nor verifies, a station gives no receipt, an observer nothing', async () => {
    const { arrival, worker, posting } = await way.departed();
    expect(await refusalOf(way.checkIn(arrival, 'employer@foshan'))).toBe('FORBIDDEN/NOT_ALLOWED');
    await way.checkIn(arrival);
    expect(await refusalOf(way.receipt(arrival, 'station@foshan'))).toBe('FORBIDDEN/NOT_ALLOWED');
    await way.receipt(arrival);
    for (const handle of ['employer@foshan', 'county@liping', 'observer@province', 'admin@platform'] as const)
      expect(await refusalOf(way.verify(arrival, handle))).toBe('FORBIDDEN/NOT_ALLOWED');
    expect(
      await refusalOf(
        way.run('employer@foshan', 'referral.create', 'Referral', (op) =>
          createReferral(op, { worker, posting }),
        ),
      ),
    ).toBe('FORBIDDEN/NOT_ALLOWED');
  });
});

describe('an arrival happens once', () => {
  test('checked in, receipted and verified a second time is CONFLICT and changes nothing', async () => {
    const { arrival, posting } = await way.departed();
    await way.checkIn(arrival);
    expect(await refusalOf(way.checkIn(arrival))).toBe('CONFLICT/ALREADY_IN_CITY');
    expect(await refusalOf(way.verify(arrival))).toBe('CONFLICT/RECEIPT_MISSING');
    await way.receipt(arrival);
    expect(await refusalOf(way.receipt(arrival))).toBe('CONFLICT/ALREADY_ON_POST');
    await way.verify(arrival);
    expect(await refusalOf(way.verify(arrival))).toBe('CONFLICT/ALREADY_VERIFIED');
    expect(await way.row('job_posting', posting)).toMatchObject({ held: 0, filled: 1 });
  });

  test('of two verifications at once one succeeds', async () => {
    const { arrival, posting } = await way.departed();
    await way.checkIn(arrival);
    await way.receipt(arrival);
    const both = await Promise.allSettled([way.verify(arrival), way.verify(arrival)]);
    expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await way.row('job_posting', posting)).toMatchObject({ held: 0, filled: 1 });
  });

  test('nobody arrives who has not departed', async () => {
    const { referral } = await way.accepted();
    const dispatch = await way.clear(await way.plan(referral));
    const arrival = await way.arrivalOf(dispatch);
    expect(await refusalOf(way.checkIn(arrival))).toBe('CONFLICT/DISPATCH_NOT_DEPARTED');
  });

  test('a day at work in the future is refused', async () => {
    const { arrival } = await way.departed();
    await way.checkIn(arrival);
    expect(await refusalOf(way.receipt(arrival, 'employer@foshan', '2999-01-01'))).toBe(
      'BAD_USER_INPUT/ON_POST_DAY',
    );
  });
});
