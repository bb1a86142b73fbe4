import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, businessDay } from '#kernel/business-day.js';
import { openGround as openWideGround } from '#ground.js';
import { takeDownPosting } from '#posting/take-down-posting.js';
import { acceptReferral } from '#referral/accept-referral.js';
import { answerReferral } from '#referral/answer-referral.js';
import { cancelReferral } from '#referral/cancel-referral.js';
import { cancelReferralsOf } from '#referral/cancel-referrals-of.js';
import { declineOffer } from '#referral/decline-offer.js';
import { interviewReferral } from '#referral/interview-referral.js';
import { rejectReferral } from '#referral/reject-referral.js';
import { releaseHolds } from '#referral/release-holds.js';
import { sendReferral } from '#referral/send-referral.js';
import { submitReferral } from '#referral/submit-referral.js';
import { openOperation } from '#store/open-operation.js';
import { openGround, type TestGround, SECRETS } from '../support/ground.js';
import { Journey, keyIn } from '../support/journey.js';
import { refusalOf } from '../support/refusals.js';

let world: TestGround;
let way: Journey;
/** The day of the story; a story moves it to let time pass. */
let clock = new Date();
beforeAll(async () => {
  world = await openGround({ now: () => clock });
  way = new Journey(world, businessDay(clock));
});
afterAll(() => world.close());

describe('the last places of a posting', () => {
  test('64 clients accept the last 10 at once: exactly 10 succeed, the others are told it is full', async () => {
    const posting = await way.openPosting(12);
    const [first] = await world.look('select id from job_posting where id = $1', [keyIn(posting)]);
    const workers = await Promise.all(
      Array.from({ length: 66 }, () => way.willingWorker({ willing: false })),
    );
    // The way to an offer is told elsewhere; here 66 offers simply lie on the table.
    await world.plant(
      `insert into referral (worker_id, posting_id, employer_id, origin, destination, state, targeted, submitted_at)
       select w::uuid, p.id, p.employer_id, '522631003', p.destination, 'OFFERED', true, now()
       from job_posting p, unnest(string_to_array(?, ',')) w where p.id = ?`,
      [workers.map(keyIn).join(','), first?.['id']],
    );
    const offers = await world.look('select id from referral where posting_id = $1 order by id', [
      keyIn(posting),
    ]);
    const ids = offers.map((o) => Buffer.from(`Referral:${o['id']}`).toString('base64url'));
    for (const id of ids.slice(0, 2)) await way.accept(id);

    const wide = await openWideGround({
      url: world.url,
      pool: 24,
      secrets: SECRETS,
    });
    try {
      const { viewer } = await world.as('county@liping');
      const all = await Promise.allSettled(
        ids
          .slice(2)
          .map((id) =>
            openOperation(wide.ground, viewer).write('referral.accept', {}, (op) =>
              acceptReferral(op, { id }),
            ),
          ),
      );
      const refusals = all.flatMap((a) =>
        a.status === 'rejected' ? [`${a.reason.code}/${a.reason.reason}`] : [],
      );
      expect(all.length - refusals.length).toBe(10);
      expect(new Set(refusals)).toEqual(new Set(['CONFLICT/POSTING_FULL']));
    } finally {
      await wide.close();
    }
    expect(await way.row('job_posting', posting)).toMatchObject({ state: 'FILLED', held: 12, filled: 0 });
    const [taken] = await world.look(
      `select count(*)::int as n from referral where posting_id = $1 and state = 'ACCEPTED'`,
      [keyIn(posting)],
    );
    expect(taken).toEqual({ n: 12 });
  }, 60_000);

  test('the database itself refuses a place too many', async () => {
    const posting = await way.openPosting(1);
    await expect(
      world.plant('update job_posting set held = 2 where id = ?', [keyIn(posting)]),
    ).rejects.toMatchObject({ code: 'CONFLICT', reason: 'POSTING_FULL' });
  });

  test('a full posting takes no more referrals, and opens again when the worker withdraws', async () => {
    const { posting, referral } = await way.accepted({ headcount: 1 });
    const another = await way.willingWorker();
    expect(await refusalOf(way.refer(another, posting))).toBe('CONFLICT/POSTING_FULL');
    await way.run('county@liping', 'referral.cancel', 'Referral', (op) =>
      cancelReferral(op, { id: referral, reason: '不去了' }),
    );
    expect(await way.row('job_posting', posting)).toMatchObject({ state: 'OPEN', held: 0 });
    await way.refer(another, posting);
  });

  test('a quota is taken by its origin, and given back', async () => {
    const worker = await way.willingWorker();
    const second = await way.willingWorker();
    const posting = await way.openPosting(5, { allocations: [{ origin: '522631', quota: 1 }] });
    const offered = await way.offer(await way.refer(worker, posting));
    const other = await way.offer(await way.refer(second, posting));
    await way.accept(offered);
    expect((await way.row('job_posting', posting))['allocations']).toMatchObject([{ quota: 1, used: 1 }]);
    expect(await refusalOf(way.accept(other))).toBe('CONFLICT/POSTING_FULL');
    expect(await refusalOf(way.refer(await way.willingWorker(), posting))).toBe('CONFLICT/POSTING_FULL');
    await way.run('county@liping', 'referral.cancel', 'Referral', (op) =>
      cancelReferral(op, { id: offered, reason: '不去了' }),
    );
    expect((await way.row('job_posting', posting))['allocations']).toMatchObject([{ quota: 1, used: 0 }]);
    await way.accept(other);
  });

  test('a hold lapses after seven days, unless a dispatch is open; the posting opens again', async () => {
    const waiting = await way.accepted({ headcount: 1 });
    const travelling = await way.accepted({ headcount: 1 });
    await way.plan(travelling.referral);
    const tick = () => world.system('clock').transact('clock.releaseHolds', releaseHolds);
    const before = clock;
    try {
      clock = new Date(`${addDays(way.today, 6)}T04:00:00Z`);
      await tick();
      expect(await way.row('referral', waiting.referral)).toMatchObject({ state: 'ACCEPTED' });
      clock = new Date(`${addDays(way.today, 7)}T04:00:00Z`);
      expect(await tick()).toBeGreaterThanOrEqual(1);
      expect(await tick()).toBe(0);
    } finally {
      clock = before;
    }
    expect(await way.row('referral', waiting.referral)).toMatchObject({ state: 'OFFER_EXPIRED' });
    expect(await way.row('job_posting', waiting.posting)).toMatchObject({ state: 'OPEN', held: 0 });
    expect(await way.row('referral', travelling.referral)).toMatchObject({ state: 'ACCEPTED' });
    expect(await way.row('job_posting', travelling.posting)).toMatchObject({ state: 'FILLED', held: 1 });
  });

  test('a posting taken down cancels its open referrals and holds no place any more', async () => {
    const { posting, referral } = await way.accepted({ headcount: 3 });
    const waiting = await way.refer(await way.willingWorker(), posting);
    await way.run('station@foshan', 'posting.takeDown', 'JobPosting', async (op) => {
      const it = await takeDownPosting(op, { id: posting, reason: '虚假信息' });
      await cancelReferralsOf(op, it, it.stateReason ?? '');
      return it;
    });
    for (const id of [referral, waiting])
      expect(await way.row('referral', id)).toMatchObject({ state: 'CANCELLED', state_reason: '虚假信息' });
    expect(await way.row('job_posting', posting)).toMatchObject({ state: 'TAKEN_DOWN', held: 0 });
  });
});

describe('a worker is put forward', () => {
  test('only willing, only once to one posting, and not while on the way', async () => {
    const posting = await way.openPosting(9);
    const silent = await way.willingWorker({ willing: false });
    expect(await refusalOf(way.refer(silent, posting))).toBe('CONFLICT/WORKER_NOT_WILLING');
    const worker = await way.willingWorker();
    await way.refer(worker, posting);
    expect(await refusalOf(way.refer(worker, posting))).toBe('CONFLICT/REFERRAL_ALREADY_ACTIVE');
    const gone = await way.departed();
    expect(await refusalOf(way.refer(gone.worker, posting))).toBe('CONFLICT/WORKER_IN_FLIGHT');
    expect(await refusalOf(way.refer(gone.worker, posting, 'station@foshan'))).toBe(
      'CONFLICT/WORKER_IN_FLIGHT',
    );
  });

  test('by the county or the paired city’s station; for others there is no such worker', async () => {
    const posting = await way.openPosting(9);
    const worker = await way.willingWorker();
    expect(await refusalOf(way.refer(worker, posting, 'county@congjiang'))).toBe('NOT_FOUND/NOT_FOUND');
    expect(await refusalOf(way.refer(worker, posting, 'station@hangzhou'))).toBe('NOT_FOUND/NOT_FOUND');
    const referral = await way.refer(worker, posting, 'station@foshan');
    expect(await way.row('referral', referral)).toMatchObject({ state: 'CREATED', origin: '522631003' });
  });

  test('the worker’s no is recorded with its reason, and the employer’s too', async () => {
    const posting = await way.openPosting(9);
    const decline = await way.refer(await way.willingWorker(), posting);
    await way.run('county@liping', 'referral.send', 'Referral', (op) =>
      sendReferral(op, { id: decline, channel: 'SMS' }),
    );
    const answer = (reason?: string) =>
      way.run('county@liping', 'referral.answer', 'Referral', (op) =>
        answerReferral(op, { id: decline, answer: 'DECLINED', reason }),
      );
    expect(await refusalOf(answer())).toBe('BAD_USER_INPUT/REASON');
    await answer('路太远');
    expect(await way.row('referral', decline)).toMatchObject({ state: 'DECLINED', state_reason: '路太远' });
    const steps = await world.look(
      `select after ->> 'state' as state from journal_entry where noun = 'referral' and noun_id = $1 order by seq`,
      [keyIn(decline)],
    );
    expect(steps.map((s) => s['state'])).toEqual(['CREATED', 'SENT', 'VIEWED', 'DECLINED']);

    const refused = await way.refer(await way.willingWorker(), posting);
    await way.run('county@liping', 'referral.send', 'Referral', (op) =>
      sendReferral(op, { id: refused, channel: 'SMS' }),
    );
    await way.run('county@liping', 'referral.answer', 'Referral', (op) =>
      answerReferral(op, { id: refused, answer: 'INTERESTED' }),
    );
    const early = way.run('employer@foshan', 'referral.interview', 'Referral', (op) =>
      interviewReferral(op, { id: refused }),
    );
    expect(await refusalOf(early)).toBe('NOT_FOUND/NOT_FOUND');
    await way.run('station@foshan', 'referral.submit', 'Referral', (op) =>
      submitReferral(op, { id: refused }),
    );
    await way.run('employer@foshan', 'referral.interview', 'Referral', (op) =>
      interviewReferral(op, { id: refused }),
    );
    await way.run('employer@foshan', 'referral.reject', 'Referral', (op) =>
      rejectReferral(op, { id: refused, reason: '技能不符' }),
    );
    expect(await way.row('referral', refused)).toMatchObject({ state: 'REJECTED', state_reason: '技能不符' });
  });

  test('an offer that is not taken holds no place', async () => {
    const posting = await way.openPosting(1);
    const referral = await way.offer(await way.refer(await way.willingWorker(), posting));
    await way.run('county@liping', 'referral.decline', 'Referral', (op) =>
      declineOffer(op, { id: referral, reason: '另有安排' }),
    );
    expect(await way.row('job_posting', posting)).toMatchObject({ state: 'OPEN', held: 0 });
    expect(await refusalOf(way.accept(referral))).toBe('CONFLICT/REFERRAL_STEP_NOT_ALLOWED');
  });
});
