/** Many at once on the last of something, each over HTTP with a connection of its own. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer, Client } from '../support/client.js';
import { inDays, inventedIdNumber, ownOrganization, registerWorker, wishesToGo } from '../support/people.js';
import { cleared, mutation, Way } from '../support/way.js';
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

/** How often each outcome came: `ok`, or the code and reason of the refusal. */
function tally(answers: readonly Answer<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { errors } of answers) {
    const { code, reason } = errors?.[0]?.extensions ?? {};
    const outcome = errors ? `${code}/${reason}` : 'ok';
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** Starts all of them in one turn. */
function atOnce<T>(count: number, ask: (i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => ask(i)));
}

const ACCEPT = mutation('acceptReferral', 'IdInput', 'referral { id state }');
const REGISTER = mutation('registerWorker', 'RegisterWorkerInput', 'worker { id name }');
const person = (more: object = {}) => ({
  idNumber: inventedIdNumber(),
  name: '测试甲',
  serviceRegion: '522631',
  hukouRegion: '522631',
  education: 'NONE',
  workAbility: 'FULL',
  verifyMethod: 'ID_CARD_SEEN',
  ...more,
});

test('of 64 who accept the last 10 places of a posting at once, exactly 10 have one', async () => {
  const posting = await way.posting(12);
  for (const referral of await offers(posting, 2)) await way.accept(referral);
  const referrals = await offers(posting, 64);
  const answers = await atOnce(64, (i) => county.send(ACCEPT, { i: { id: referrals[i] } }));
  expect(tally(answers)).toEqual({ ok: 10, 'CONFLICT/POSTING_FULL': 54 });
  const [row] = await world.look(
    `select state, held, filled, headcount, (select count(*)::int from referral r where r.posting_id = p.id and r.state = 'ACCEPTED') as accepted
     from job_posting p where id = $1`,
    [keyIn(posting)],
  );
  expect(row).toEqual({ state: 'FILLED', held: 12, filled: 0, headcount: 12, accepted: 12 });
}, 90_000);

/** So many workers with an offer of this posting; made side by side, as the making is not what is tried. */
async function offers(posting: string, count: number): Promise<string[]> {
  const referrals: string[] = [];
  while (referrals.length < count)
    referrals.push(
      ...(await atOnce(Math.min(8, count - referrals.length), async () =>
        way.offered(await way.willing(), posting),
      )),
    );
  return referrals;
}

describe('one noun', () => {
  test('edited by two officers at once keeps one edit, and the other officer is told', async () => {
    const CORRECT = mutation('correctWorker', 'CorrectWorkerInput', 'worker { id version education }');
    const officer = await world.as('officer@liping');
    for (let round = 0; round < 5; round += 1) {
      const { id, version } = await registerWorker(county, { tags: [] });
      const answers = await Promise.all([
        county.send(CORRECT, { i: { id, version, education: 'COLLEGE' } }),
        officer.send(CORRECT, { i: { id, version, education: 'PRIMARY' } }),
      ]);
      expect(tally(answers)).toEqual({ ok: 1, 'CONFLICT/CHANGED_MEANWHILE': 1 });
      const won = answers.find((a) => !a.errors)?.data as {
        correctWorker: { worker: { education: string } };
      };
      const [row] = await world.look('select education, version from worker where id = $1', [keyIn(id)]);
      expect(row).toEqual({ education: won.correctWorker.worker.education, version: version + 1 });
    }
  });

  test('edited by two officers at once without saying which version they read is never half of both', async () => {
    const CORRECT = mutation('correctWorker', 'CorrectWorkerInput', 'worker { id }');
    const officer = await world.as('officer@liping');
    const { id } = await registerWorker(county, { tags: [] });
    const edits = [
      [county, { education: 'COLLEGE', skills: ['焊工'] }],
      [officer, { education: 'PRIMARY', skills: ['电工'] }],
    ] as const;
    const answers = await atOnce(10, (i) => {
      const [who, edit] = edits[i % 2] ?? edits[0];
      return who.send(CORRECT, { i: { id, ...edit } });
    });
    const outcomes = tally(answers);
    expect(outcomes['ok']).toBeGreaterThan(0);
    expect((outcomes['ok'] ?? 0) + (outcomes['CONFLICT/CHANGED_MEANWHILE'] ?? 0)).toBe(10);
    const [row] = await world.look('select education, skills from worker where id = $1', [keyIn(id)]);
    expect(edits.map(([, edit]) => edit)).toContainEqual(row);
  });

  test('registered by ten at once is there once', async () => {
    const i = person();
    const before = await workers();
    const answers = await atOnce(10, () => county.send(REGISTER, { i }));
    expect(tally(answers)).toEqual({ ok: 1, 'CONFLICT/WORKER_ALREADY_REGISTERED': 9 });
    expect(await workers()).toBe(before + 1);
  });

  test('of two wishes confirmed at once, one is active', async () => {
    const CONFIRM = mutation('confirmWillingness', 'ConfirmWillingnessInput', 'willingness { id state }');
    for (let round = 0; round < 3; round += 1) {
      const { id } = await registerWorker(county, { tags: [] });
      const wishes = [
        await wishesToGo(county, id, ['440600'], { confirmed: false }),
        await wishesToGo(county, id, ['330100'], { confirmed: false }),
      ];
      const answers = await atOnce(2, (i) => county.send(CONFIRM, { i: { id: wishes[i] } }));
      expect(tally(answers)).toEqual({ ok: 1, 'CONFLICT/WILLINGNESS_ALREADY_ACTIVE': 1 });
      const [row] = await world.look(
        `select count(*)::int as n from willingness where worker_id = $1 and state = 'ACTIVE'`,
        [keyIn(id)],
      );
      expect(row?.['n']).toBe(1);
    }
  });

  test('an arrival verified twice at once is verified once', async () => {
    const VERIFY = mutation('verifyArrival', 'VerifyArrivalInput', 'arrival { id state }');
    const { arrival, posting } = await way.onPost();
    const answers = await atOnce(4, () => way.station.send(VERIFY, { i: { id: arrival } }));
    expect(tally(answers)).toEqual({ ok: 1, 'CONFLICT/ALREADY_VERIFIED': 3 });
    const [row] = await world.look('select filled, held from job_posting where id = $1', [keyIn(posting)]);
    expect(row).toEqual({ filled: 1, held: 0 });
    const [told] = await world.look(
      `select count(*)::int as n from journal_entry where noun = 'arrival' and noun_id = $1 and after ->> 'state' = 'VERIFIED'`,
      [keyIn(arrival)],
    );
    expect(told?.['n']).toBe(1);
  });

  test('a referral accepted and cancelled at once is one of both, and its place is counted so', async () => {
    const CANCEL = mutation('cancelReferral', 'ReasonInput', 'referral { id state }');
    for (let round = 0; round < 3; round += 1) {
      const posting = await way.posting(1);
      const id = await way.offered(await way.willing(), posting);
      const answers = await Promise.all([
        county.send(ACCEPT, { i: { id } }),
        county.send(CANCEL, { i: { id, reason: '家中有事' } }),
      ]);
      expect(tally(answers)['ok']).toBeGreaterThan(0);
      const [row] = await world.look(
        `select r.state, p.held, p.state as posting from referral r join job_posting p on p.id = r.posting_id where r.id = $1`,
        [keyIn(id)],
      );
      expect([
        { state: 'ACCEPTED', held: 1, posting: 'FILLED' },
        { state: 'CANCELLED', held: 0, posting: 'OPEN' },
      ]).toContainEqual(row);
    }
  });
});

describe('the last seat of a trip', () => {
  test('is one of two who book it at once', async () => {
    const BOOK = mutation('bookDispatch', 'BookDispatchInput', 'dispatch { id state }');
    const posting = await way.posting(10);
    const trip = await way.trip(3);
    const dispatches: string[] = [];
    for (let i = 0; i < 6; i += 1) dispatches.push(await way.toBook(posting));
    for (const id of dispatches.splice(0, 2)) await county.must(BOOK, { i: { id, trip } });
    const answers = await atOnce(4, (i) => county.send(BOOK, { i: { id: dispatches[i], trip } }));
    expect(tally(answers)).toEqual({ ok: 1, 'CONFLICT/TRIP_FULL': 3 });
    const [row] = await world.look(
      `select booked, seats, (select count(*)::int from trip_passenger p where p.trip_id = t.id and p.board_state = 'LISTED') as listed from trip t where id = $1`,
      [keyIn(trip)],
    );
    expect(row).toEqual({ booked: 3, seats: 3, listed: 3 });
  }, 60_000);

  test('and one dispatch booked twice at once takes one seat', async () => {
    const BOOK = mutation('bookDispatch', 'BookDispatchInput', 'dispatch { id state }');
    const id = await way.toBook();
    const trip = await way.trip(10);
    const answers = await atOnce(4, () => county.send(BOOK, { i: { id, trip } }));
    expect(tally(answers)['ok']).toBe(1);
    const [row] = await world.look('select booked from trip where id = $1', [keyIn(trip)]);
    expect(row).toEqual({ booked: 1 });
    const CLEAR = mutation('clearDispatch', 'ClearDispatchInput', 'dispatch { id }');
    expect((await county.send(CLEAR, { i: cleared(id) })).errors?.[0]?.extensions.reason).toBe(
      'DISPATCH_STEP_NOT_ALLOWED',
    );
  });
});

describe('an idempotency key', () => {
  test('of 20 equal calls at once has one effect and equal answers', async () => {
    const i = person({ idempotencyKey: 'twenty-at-once' });
    const before = await workers();
    const answers = await atOnce(20, () =>
      county.send<{ registerWorker: { worker: object } }>(REGISTER, { i }),
    );
    expect(tally(answers)).toEqual({ ok: 20 });
    expect(new Set(answers.map((a) => JSON.stringify(a.data.registerWorker.worker))).size).toBe(1);
    expect(await workers()).toBe(before + 1);
  });

  test('of two different calls at once belongs to one of them', async () => {
    const answers = await atOnce(2, () =>
      county.send(REGISTER, { i: person({ idempotencyKey: 'two-of-a-kind' }) }),
    );
    expect(tally(answers)).toEqual({ ok: 1, 'CONFLICT/IDEMPOTENCY_KEY_REUSED': 1 });
  });

  test('of one account is not another’s', async () => {
    const DRAFT = mutation('draftPosting', 'DraftPostingInput', 'posting { id }');
    const other = await world.as('employer@other');
    expect(await ownOrganization(other)).not.toBe(way.factory);
    const content = { title: '装配工', workRegion: '440604', headcount: 1, validTo: inDays(30) };
    const i = { content, idempotencyKey: 'the-same-key' };
    const answers = await atOnce(6, (n) =>
      (n % 2 ? other : way.employer).send<{ draftPosting: { posting: { id: string } } }>(DRAFT, { i }),
    );
    expect(tally(answers)).toEqual({ ok: 6 });
    const made = answers.map((a) => a.data.draftPosting.posting.id);
    expect(new Set(made).size).toBe(2);
    expect(new Set(made.filter((_, n) => n % 2)).size).toBe(1);
  });
});

async function workers(): Promise<number> {
  const [row] = await world.look('select count(*)::int as n from worker');
  return Number(row?.['n']);
}

/** The key inside a global id. */
function keyIn(id: string): string {
  return Buffer.from(id, 'base64url').toString().split(':')[1] ?? '';
}
