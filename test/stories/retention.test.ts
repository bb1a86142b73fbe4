import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Client as Database } from 'pg';
import { firstUnseen } from '#journal/retention.js';
import { parseSnapshot, snapshotOf } from '#journal/position.js';
import { openAside } from '#store/aside.js';
import { LookLine } from '#store/look-line.js';
import type { Client } from '../support/client.js';
import { EventReader } from '../support/event-reader.js';
import {
  eraseWhile,
  forgetOnce,
  forgetUpTo,
  forgotten,
  positionBelow,
  writeWhile,
} from '../support/forgetting.js';
import { framesOf, type Frame } from '../support/list-mirror.js';
import { ListReader } from '../support/list-reader.js';
import { plantOpen } from '../support/open-postings.js';
import { registerWorker } from '../support/people.js';
import { Receiver } from '../support/receiver.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED } from '../support/stream-reader.js';
import { logOf, NEAR, newWebhook, standing, step } from '../support/webhooks.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
/** How long everything happens at once. */
const LEAST_MS = process.env['LONG'] ? 60_000 : 1_500;
const LIST = `subscription($after: Position, $snapshot: SnapshotWish) {
  watchPostings(after: $after, snapshot: $snapshot) { ${framesOf('Posting', 'title')} } }`;
const PAIR = 'origin: "522631", destination: "440600"';
const PICTURE = `subscription($after: Position) { watchPicture(${PAIR}, after: $after) { ${framesOf('Picture', 'picture { position }')} } }`;
const CHANGED = `subscription($after: Position) { pictureChanged(${PAIR}, after: $after) { position } }`;
const CHANGES = `query($after: Position!, $first: Int) { postingChanges(after: $after, first: $first) {
  hasMore resync { reason oldestAvailable } changes { to changes { node { title } } } } }`;
const REPLAY = 'mutation($i: ReplayWebhookInput!) { replayWebhook(input: $i) { position } }';

interface Page {
  readonly hasMore: boolean;
  readonly resync: { readonly reason: string; readonly oldestAvailable: string } | null;
  readonly changes: Frame | null;
}

let world: World;
let county: Client;
let receiver: Receiver;
/** From the oldest place that can be continued, and from one transaction before it. */
let justAfter: string;
let justBefore: string;
let webhook: string;
let oldMessage: string;

beforeAll(async () => {
  world = await openWorld({ env: { ...NEAR, JOURNAL_DAYS: '1', RATE_COST_PER_MINUTE: '10000000' } });
  county = await world.as('county@liping');
  receiver = await Receiver.open();
  await registerWorker(county);
  webhook = (await newWebhook(county, receiver.url)).id;
  await publish('旧一');
  [{ id: oldMessage = '' } = {}] = await receiver.count(1);
  await standing(county, webhook, ({ position }) => position === receiver.got[0]?.body.position);
  await step(county, 'pauseWebhook', { id: webhook });
  await publish('旧二');
  const here = await now();
  const oldest = await forgetUpTo(world, here);
  justAfter = positionBelow(oldest, here);
  justBefore = positionBelow(oldest - 1n, here);
  await publish('新一');
});
afterAll(async () => {
  await receiver?.close();
  await world?.close();
});

/** Not suitable for anybody: judgements of suitability lapse, and the clock would write of each. */
const publish = (title: string) => plantOpen(world, { title, suitable: false });
const now = async () =>
  (await county.must<{ jobPostings: { position: string } }>('{ jobPostings(first: 1) { position } }'))
    .jobPostings.position;
const page = async (after: string, first = 50) =>
  (await county.must<{ postingChanges: Page }>(CHANGES, { after, first })).postingChanges;
const titlesOf = (frames: readonly (Frame | null)[]) =>
  frames.flatMap((frame) => frame?.changes ?? []).map(({ node }) => node?.['title']);

async function reader(field: string, query: string, more: Record<string, unknown>): Promise<ListReader> {
  const list = new ListReader(world.baseUrl, county.token ?? '', field, query);
  await list.connect(more);
  return list;
}
const caughtUp = ({ frames }: ListReader) => frames.some((f) => f.__typename === 'CaughtUp');

/**
 * A position at which this transaction runs and none that is older: those of other suites have ended by then.
 * A position that an older one reaches under is forgotten with it, and would show nothing.
 */
async function positionFrom(xid: bigint, patienceMs = 20_000): Promise<string> {
  for (const until = Date.now() + patienceMs; ; ) {
    const position = await now();
    const oldest = firstUnseen(parseSnapshot(snapshotOf(position)));
    if (oldest === xid) return position;
    if (Date.now() > until) throw new Error(`${oldest} is the oldest that runs, not ${xid}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Days pass while a transaction has published this and not committed; then what has changed since it ran. */
async function slowTransaction(title: string): Promise<{ changes: Frame | null; xid: bigint }> {
  const slow = new Database({ connectionString: world.url });
  await slow.connect();
  try {
    await slow.query('begin');
    await slow.query(`select set_config('app.role', 'SYSTEM', true), set_config('app.actor', 'system:slow', true),
      set_config('app.verb', 'party.seed', true)`);
    await slow.query(
      `insert into job_posting (employer_id, title, work_region, destination, headcount, state, suitable, valid_to, opened_at)
       select employer_id, $1, work_region, destination, 1, state, false, valid_to, opened_at from job_posting where title = '新一'`,
      [title],
    );
    const [{ xid: own } = {}] = (await slow.query('select pg_current_xact_id()::text as xid')).rows;
    const xid = BigInt(String(own));
    const during = await positionFrom(xid);
    await publish('其后');
    // It is old by its clock, and far above it transactions have ended.
    for (let i = 0; i < 3; i += 1) await forgetOnce(world);
    await slow.query('commit');
    return { changes: (await page(during)).changes, xid };
  } finally {
    await slow.end();
  }
}

/** What a subscription is refused with, as its last word. */
async function refusal(query: string, after: string): Promise<unknown> {
  const talk = await SocketTalk.in(world.baseUrl, county.token ?? '');
  talk.subscribe('1', query, { after });
  const { payload } = await talk.hear('next', '1', 10_000);
  await talk.hear('complete', '1');
  await talk.hangUp();
  return (payload as { errors: { extensions: unknown }[] }).errors[0]?.extensions;
}

describe('from the oldest position on', () => {
  test('a watched list is continued, and says until when its position is kept', async () => {
    const list = await reader('watchPostings', LIST, { after: justAfter });
    await list.until(caughtUp);
    expect(list.frames.map((f) => f.__typename)).toEqual(['PostingChanges', 'Ready', 'CaughtUp']);
    expect(titlesOf(list.frames)).toEqual(['新一']);
    const ready = list.frames[1] as unknown as { promise: { retainedUntil: string } };
    const left = Date.parse(ready.promise.retainedUntil) - Date.now();
    expect([left > DAY_MS - 60_000, left <= DAY_MS]).toEqual([true, true]);
    await list.cut();
  });

  test('a topic, a picture and a page are continued', async () => {
    const talk = await SocketTalk.in(world.baseUrl, county.token ?? '');
    talk.subscribe('1', PUBLISHED, { after: justAfter });
    expect((await nextPublished(talk)).posting.title).toBe('新一');
    talk.subscribe('2', CHANGED, { after: justAfter });
    await talk.hear('next', '2', 10_000);
    await talk.hangUp();
    expect(await page(justAfter)).toMatchObject({ resync: null, hasMore: false });
    expect(titlesOf([(await page(justAfter)).changes])).toEqual(['新一']);
    const events = await EventReader.open(world.baseUrl, county.token, {
      query: PUBLISHED,
      lastEventId: justAfter,
    });
    expect((await events.next()).data).toContain('新一');
    events.cut();
  });
});

describe('from one transaction before it', () => {
  const TOO_OLD = { code: 'BAD_USER_INPUT', reason: 'TOO_OLD', field: 'after' };

  test('a watched list says so, tells the oldest position, and comes whole', async () => {
    for (const [field, query] of [
      ['watchPostings', LIST],
      ['watchPicture', PICTURE],
    ] as const) {
      const list = await reader(field, query, { after: justBefore });
      await list.until(caughtUp);
      expect(list.frames[0]).toMatchObject({ __typename: 'Resync', reason: 'TOO_OLD' });
      const { oldestAvailable } = list.frames[0] as unknown as { oldestAvailable: string };
      expect(Buffer.from(oldestAvailable, 'base64url').toString().split('.')[3]).toBe(snapshotOf(justAfter));
      expect(list.frames[1]?.__typename).toMatch(/Snapshot$/);
      expect(list.mirror.breaches).toEqual([]);
      await list.cut();
      // That position is one to go on from.
      const again = await reader(field, query, { after: oldestAvailable });
      await again.until(caughtUp);
      expect(again.frames[0]?.__typename).not.toBe('Resync');
      await again.cut();
    }
  });

  test('a watched list that wants no rows says so and ends', async () => {
    const talk = await SocketTalk.in(world.baseUrl, county.token ?? '');
    talk.subscribe('1', LIST, { after: justBefore, snapshot: 'NEVER' });
    await talk.hear('complete', '1', 10_000);
    expect(talk.heard.map(({ payload }) => payload)).toEqual([
      { data: { watchPostings: expect.objectContaining({ __typename: 'Resync', reason: 'TOO_OLD' }) } },
    ]);
    await talk.hangUp();
  });

  test('a topic and the picture’s are refused, with the oldest position', async () => {
    for (const query of [PUBLISHED, CHANGED])
      expect(await refusal(query, justBefore)).toMatchObject({
        ...TOO_OLD,
        details: { oldestAvailable: justAfter },
        text: { zh: expect.stringMatching(/位置/), en: expect.stringMatching(/position/) },
      });
  });

  test('an event stream says the same to the id that it is sent', async () => {
    const ask = { lastEventId: justBefore };
    const topic = await EventReader.open(world.baseUrl, county.token, { ...ask, query: PUBLISHED });
    expect((await topic.next(10_000)).data).toContain('"reason":"TOO_OLD"');
    expect([(await topic.next()).event, await topic.ended]).toEqual(['complete', true]);
    const list = await EventReader.open(world.baseUrl, county.token, { ...ask, query: LIST });
    const first = await list.next(10_000);
    expect([first.id, first.data]).toEqual([undefined, expect.stringContaining('"reason":"TOO_OLD"')]);
    list.cut();
  });

  test('a page says so', async () => {
    const { resync, ...rest } = await page(justBefore);
    expect([resync?.reason, rest]).toEqual(['TOO_OLD', { hasMore: false, changes: null }]);
  });
});

describe('a webhook that was held for longer', () => {
  test('is told of the gap first, then of all that is kept; nothing forgotten is promised again', async () => {
    receiver.got.length = 0;
    receiver.behave = (_received, answer) =>
      void answer.writeHead(receiver.got.length === 1 ? 500 : 204).end();
    await step(county, 'resumeWebhook', { id: webhook }, 'ResumeWebhookInput');
    await receiver.count(1);
    await standing(county, webhook, ({ failures }) => failures === 1);
    await world.look('update webhook_progress set next_at = now()');
    await publish('新二');
    const told = await receiver.count(4, 20_000);
    expect(told.map(({ body }) => body.data?.['postingPublished']?.['posting']?.['title'])).toEqual([
      undefined,
      undefined,
      '新一',
      '新二',
    ]);
    expect(told.slice(0, 2).map(({ id, body }) => [id, body])).toEqual(
      [0, 1].map(() => [
        told[0]?.id,
        { type: 'gap', timestamp: expect.any(String), position: justAfter, data: null },
      ]),
    );
    await standing(county, webhook, ({ position }) => position === told[3]?.body.position);
    const log = (await logOf(county, webhook)).map(({ kind, status }) => `${kind} ${status}`);
    expect(log.slice(0, 4)).toEqual(['CHANGE SUCCEEDED', 'CHANGE SUCCEEDED', 'GAP SUCCEEDED', 'GAP FAILED']);
    for (const [asked, field] of [
      [{ from: justBefore }, 'input.from'],
      [{ messages: [oldMessage] }, 'input.messages'],
    ] as const)
      expect(await county.refusal(REPLAY, { i: { id: webhook, ...asked } })).toMatchObject({
        code: 'BAD_USER_INPUT',
        reason: 'TOO_OLD',
        field,
      });
    // What is asked for now is forgotten while it waits: see below.
    await step(county, 'pauseWebhook', { id: webhook });
    await county.must(REPLAY, { i: { id: webhook, messages: [told[2]?.id] } });
    await county.must(REPLAY, { i: { id: webhook, from: justAfter } });
  });
});

describe('what is forgotten', () => {
  test('is what streams tell; who did what when is kept, and all else in full', async () => {
    const oldest = String(await forgotten(world));
    const [counts] = await world.look(
      `select count(*) filter (where noun = 'job_posting' and before is null and after is null)::int as emptied,
         count(*) filter (where noun in ('job_posting', 'arrival') and (before is not null or after is not null))::int as full,
         count(*) filter (where noun = 'standing')::int as standings,
         count(*) filter (where noun = 'worker' and after is not null)::int as workers,
         bool_and(actor <> '' and verb <> '' and noun_id <> '') as signed
       from journal_entry where xid < $1::xid8`,
      [oldest],
    );
    expect(counts).toMatchObject({ full: 0, standings: 0, signed: true });
    expect([Number(counts?.['emptied']) >= 2, Number(counts?.['workers']) >= 1]).toEqual([true, true]);
    const [kept] = await world.look(
      `select count(*)::int as n from journal_entry where xid >= $1::xid8 and before is null and after is null`,
      [oldest],
    );
    expect(kept).toEqual({ n: 0 });
  });

  test('is nothing that a slow transaction wrote before and committed after', async () => {
    const { changes, xid } = await slowTransaction('迟');
    expect(await forgotten(world)).toBeLessThanOrEqual(xid);
    expect(titlesOf([changes])).toEqual(expect.arrayContaining(['其后', '迟']));
  });

  test('breaks a chain of pages in the middle, and says so', async () => {
    const before = await now();
    await plantOpen(world, ...Array.from({ length: 600 }, (_, i) => ({ title: `页${i}`, suitable: false })));
    const here = await now();
    const first = await page(before, 2);
    expect(titlesOf([first.changes])).toEqual(['页0', '页1']);
    const [, epoch = ''] = Buffer.from(before, 'base64url').toString().split('.');
    const aside = openAside(world.url, epoch);
    const span = {
      from: snapshotOf(before),
      to: snapshotOf(here),
      noun: 'job_posting',
      enters: undefined,
      after: '0',
    };
    const pages = aside.pages('x', span, new AbortController().signal)[Symbol.asyncIterator]();
    expect((await pages.next()).value).toMatchObject({ more: true });
    expect([await aside.hasMoreThan('x', span, 599), await aside.hasMoreThan('x', span, 600)]).toEqual([
      true,
      false,
    ]);
    const log = { onFault: () => undefined, onNews: () => undefined };
    const line = new LookLine({ connectionString: world.url, role: 'labor_bridge_app', ...log }, 0);
    const stood = parseSnapshot(await line.position());
    expect((await line.since(stood, ['job_posting'], false)).changes).toEqual([]);
    await forgetUpTo(world, await now());
    // A process that stood still so long does not go on as if nothing were missing.
    await expect(line.since(stood, ['job_posting'], false)).rejects.toThrow(/start it anew/);
    await line.stop();
    await expect(pages.next()).rejects.toMatchObject({ reason: 'TOO_OLD' });
    await aside.stop();
    expect((await page(String(first.changes?.to))).resync?.reason).toBe('TOO_OLD');
    expect((await page(await now())).resync).toBeNull();
  });

  test('is said of every message that was asked for again and waited too long', async () => {
    receiver.got.length = 0;
    receiver.behave = (_received, answer) => void answer.writeHead(204).end();
    await step(county, 'resumeWebhook', { id: webhook }, 'ResumeWebhookInput');
    await receiver.count(3, 20_000);
    await publish('最后');
    const told = await receiver.count(4, 20_000);
    expect(told.map(({ body: { type, position } }) => [type, position !== null])).toEqual([
      ['gap', false],
      ['gap', true],
      ['gap', true],
      ['postingPublished', true],
    ]);
    expect(new Set(told.map(({ id }) => id)).size).toBe(4);
    expect(await world.look('select from webhook_errand where done_at is null')).toHaveLength(0);
  });

  test('is never missing in silence, while transactions overlap and everything is forgotten at once', async () => {
    const begun = Date.now();
    const told = { resumed: 0, resynced: 0 };
    // Until both have happened: without that it would show nothing, and others' transactions can hold up the forgetting.
    const going = () => {
      const ms = Date.now() - begun;
      return ms < LEAST_MS || (ms < LEAST_MS + 20_000 && (told.resumed === 0 || told.resynced === 0));
    };
    const rest = (ms: number) => new Promise((done) => setTimeout(done, Math.random() * ms));
    const forgetting = eraseWhile(world, async () => page(await now()), going);
    const writing = [0, 1, 2].map((nr) => writeWhile(world, String(nr), going));
    const reading = [0, 1, 2].map(async () => {
      const list = new ListReader(world.baseUrl, county.token ?? '', 'watchPostings', LIST);
      for (let last = false; !last; ) {
        last = !going();
        if (last) await Promise.all([...writing, forgetting]);
        list.frames.length = 0;
        const [came, resyncs] = [list.mirror.position !== undefined, list.mirror.resyncs.length];
        await list.connect();
        // Its digest says whether anything is missing.
        await list.until((r) => caughtUp(r) || r.mirror.breaches.length > 0, 20_000);
        if (came) told[list.mirror.resyncs.length > resyncs ? 'resynced' : 'resumed'] += 1;
        await list.cut();
        await rest(60);
      }
      return list.mirror;
    });
    const mirrors = await Promise.all(reading);
    const [row] = await world.look(
      `select count(*)::int as n, count(*) filter (where title like '交错%')::int as written from job_posting where state = 'OPEN'`,
    );
    for (const { breaches, rows } of mirrors) expect([breaches, rows.size]).toEqual([[], row?.['n']]);
    expect([told.resumed > 0, told.resynced > 0, Number(row?.['written']) > 10]).toEqual([true, true, true]);
  });

  test('is nothing of a database that was restored, whose transactions are numbered anew', async () => {
    await world.look('update deployment set epoch = uuidv7()');
    expect(await forgotten(world)).toBe(0n);
    expect(await world.look('select from journal_mark')).toHaveLength(0);
  });
});
