import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient } from 'graphql-sse';
import type { Client } from '../support/client.js';
import { EventReader, type Heard, type StreamAsk } from '../support/event-reader.js';
import { subscriptions, within } from '../support/gauges.js';
import { type Frame, framesOf, ListMirror } from '../support/list-mirror.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { PUBLISHED, type Published } from '../support/stream-reader.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(60_000);

const WATCH = `subscription($after: Position) { watchPostings(after: $after) { ${framesOf('Posting', 'title')} } }`;
const PICTURE = `subscription($after: Position) {
  pictureChanged(origin: "522631", destination: "440600", after: $after) { position fourCounts { suitablePosts } } }`;

let world: World;
let county: Client;
let token: string;
beforeAll(async () => {
  world = await openWorld({ env: { STREAMS_PER_ACCOUNT: '60', SOCKETS_PER_ACCOUNT: '20' } });
  county = await world.as('county@liping');
  token = county.token ?? '';
});
afterAll(() => world?.close());
// Whoever has hung up is kept no longer.
afterEach(() => within(5_000, async () => (await subscriptions(world)) === 0));

/** Opens a stream that is told of everything from now on. */
async function listen(ask: StreamAsk, by = token): Promise<EventReader> {
  const before = await subscriptions(world);
  const reader = await EventReader.open(world.baseUrl, by, ask);
  await within(5_000, async () => (await subscriptions(world)) > before);
  return reader;
}

async function here(): Promise<string> {
  const query = '{ picture(origin: "522631", destination: "440600") { position } }';
  return (await county.must<{ picture: { position: string } }>(query)).picture.position;
}

const published = ({ data }: Heard): Published =>
  (JSON.parse(data) as { data: { postingPublished: Published } }).data.postingPublished;

/** Reads postings as an EventSource does that is cut after every `each` events, until this one comes. */
async function readResuming(from: string, last: string, each: number, after?: string): Promise<string[]> {
  const titles: string[] = [];
  for (let lastEventId = from; ; ) {
    const variables = after === undefined ? {} : { after };
    const reader = await EventReader.open(world.baseUrl, token, { query: PUBLISHED, variables, lastEventId });
    for (let i = 0; i < each; i += 1) {
      const event = await reader.next();
      lastEventId = String(event.id);
      titles.push(published(event).posting.title);
      if (titles.at(-1) !== last) continue;
      reader.cut();
      return titles;
    }
    reader.cut();
  }
}

describe('an event stream', () => {
  test.each([false, true])(
    'tells of a posting as it is opened, with its place as id (GET: %s)',
    async (get) => {
      const reader = await listen({ query: PUBLISHED, get });
      expect([reader.status, reader.answer.headers['content-type']]).toEqual([
        200,
        'text/event-stream; charset=utf-8',
      ]);
      expect(reader.answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      expect(reader.answer.headers['content-encoding']).toBeUndefined();
      expect(reader.aside).toEqual([expect.stringMatching(/^retry: [1-5]\d{3}$/)]);
      await plantOpen(world, '甲');
      const event = await reader.next();
      expect(event.event).toBe('next');
      expect(published(event)).toMatchObject({ position: event.id, posting: { title: '甲' } });
      reader.cut();
    },
  );

  test('has its place as id also where the client did not ask for it', async () => {
    const reader = await listen({ query: 'subscription { postingPublished { posting { title } } }' });
    await plantOpen(world, '未问');
    const { id = '', data } = await reader.next();
    expect(data).toBe('{"data":{"postingPublished":{"posting":{"title":"未问"}}}}');
    await plantOpen(world, '此后');
    expect(await readResuming(id, '此后', 1)).toEqual(['此后']);
    reader.cut();
  });

  test('says something every twelve seconds', async () => {
    const reader = await listen({ query: PUBLISHED });
    await within(13_500, async () => reader.aside.includes(':'));
    expect(reader.heard).toEqual([]);
    reader.cut();
  });

  test('is what graphql-sse’s client understands', async () => {
    const client = createClient({
      url: `${world.baseUrl}/graphql/stream`,
      headers: { authorization: `Bearer ${token}` },
      retryAttempts: 0,
    });
    const frames = client.iterate<{ postingPublished: Published }>({ query: PUBLISHED });
    const first = frames.next();
    await within(5_000, async () => (await subscriptions(world)) === 1);
    await plantOpen(world, '客户端');
    expect((await first).value?.data?.postingPublished.posting.title).toBe('客户端');
    await frames.return?.();
    const wrong = client.iterate({ query: 'subscription { nothing }' });
    expect((await wrong.next()).value?.errors?.[0]?.extensions).toMatchObject({ reason: 'INVALID_DOCUMENT' });
    expect((await wrong.next()).done).toBe(true);
    client.dispose();
  });
});

describe('a stream that was cut', () => {
  test('goes on after its last event: nothing is lost and nothing comes twice, wherever it was cut', async () => {
    const start = await here();
    await plantOpen(world, '一甲', '一乙', '一丙', '一丁');
    await plantOpen(world, '二甲', '二乙', '二丙');
    const all = ['一甲', '一乙', '一丙', '一丁', '二甲', '二乙', '二丙'];
    for (const each of [1, 2, 3, 7]) expect(await readResuming(start, '二丙', each)).toEqual(all);
  });

  test('goes on after its last event and not where its document once began', async () => {
    const start = await here();
    await plantOpen(world, '早');
    const reader = await EventReader.open(world.baseUrl, token, {
      query: PUBLISHED,
      variables: { after: start },
    });
    const early = await reader.next();
    expect(published(early).posting.title).toBe('早');
    await plantOpen(world, '晚');
    expect(await readResuming(String(early.id), '晚', 1, start)).toEqual(['晚']);
    reader.cut();
  });

  test('resumes a watched list by the same ids, and what its reader holds stays right', async () => {
    const mirror = new ListMirror();
    const held = () => [...mirror.rows.values()].map((row) => row.node?.['title']);
    let lastEventId: string | undefined;
    const told: string[] = [];
    for (let round = 0; round < 13; round += 1) {
      const ask = { query: WATCH, ...(lastEventId === undefined ? {} : { lastEventId }) };
      const reader = await EventReader.open(world.baseUrl, token, ask);
      const title = `清单${round}`;
      await plantOpen(world, title);
      // Cut after one, two or three frames; at first and at last it reads on until it holds what it shall.
      const whole = round === 0 || round === 12;
      for (let n = 0; whole ? !held().includes(title) || !mirror.ready : n < 1 + (round % 3); n += 1) {
        const { id, data } = await reader.next();
        const frame = (JSON.parse(data) as { data: { watchPostings: Frame } }).data.watchPostings;
        expect(id).toBe(frame.isLast === false ? undefined : (frame.to ?? frame.position));
        lastEventId = id ?? lastEventId;
        told.push(frame.__typename);
        mirror.take(frame);
      }
      mirror.ready = false;
      reader.cut();
    }
    expect([mirror.breaches, mirror.resyncs]).toEqual([[], []]);
    expect(told.filter((kind) => kind === 'PostingSnapshot')).toHaveLength(1);
    expect(held()).toEqual(expect.arrayContaining(Array.from({ length: 13 }, (_, i) => `清单${i}`)));
  });

  test('is answered with an error when its id is none, and told to start anew when it is another database’s', async () => {
    for (const lastEventId of ['x', '42', Buffer.from('1.a.b').toString('base64url'), 'A'.repeat(5_000)]) {
      const reader = await EventReader.open(world.baseUrl, token, { query: PUBLISHED, lastEventId });
      const { errors } = JSON.parse(await reader.text()) as { errors: { extensions: object }[] };
      expect([reader.status, errors[0]?.extensions]).toEqual([
        400,
        expect.objectContaining({ reason: 'NOT_A_POSITION', field: 'Last-Event-ID' }),
      ]);
    }
    const elsewhere = Buffer.from('1.00000000-0000-7000-8000-000000000000.5:5:').toString('base64url');
    const topic = await EventReader.open(world.baseUrl, token, { query: PUBLISHED, lastEventId: elsewhere });
    expect((await topic.next()).data).toContain('EPOCH_CHANGED');
    expect([(await topic.next()).event, await topic.ended]).toEqual(['complete', true]);
    const list = await EventReader.open(world.baseUrl, token, { query: WATCH, lastEventId: elsewhere });
    const resync = await list.next();
    expect(resync).toEqual({ event: 'next', data: expect.stringContaining('"reason":"EPOCH_CHANGED"') });
    list.cut();
  });
});

describe('beside sockets', () => {
  const hashOf = (frames: readonly string[]) => createHash('sha256').update(frames.join('\n')).digest('hex');

  test('tells the same, byte for byte, live and looking back', async () => {
    const start = await here();
    const talk = await SocketTalk.in(world.baseUrl, token);
    talk.subscribe('1', PUBLISHED);
    talk.subscribe('2', PICTURE);
    await within(5_000, async () => (await subscriptions(world)) === 1);
    const postings = await listen({ query: PUBLISHED });
    const picture = await EventReader.open(world.baseUrl, token, { query: PICTURE });
    const seven = Array.from({ length: 7 }, (_, i) => `同${i}`);
    for (const title of seven) await plantOpen(world, title);
    const bySocket: string[] = [];
    const byEvents: string[] = [];
    const byResuming: string[] = [];
    const past = await EventReader.open(world.baseUrl, token, { query: PUBLISHED, lastEventId: start });
    for (const _ of seven) {
      bySocket.push(JSON.stringify((await talk.hear('next', '1')).payload));
      byEvents.push((await postings.next()).data);
      byResuming.push((await past.next()).data);
    }
    expect(hashOf(byEvents)).toBe(hashOf(bySocket));
    // A place may be said in two ways: as one of a batch that was heard live, or of one that was read again.
    const told = (frames: string[]) => hashOf(frames.map((f) => f.replace(/"position":"[^"]+"/, '')));
    expect(told(byResuming)).toBe(told(bySocket));
    expect((await picture.next()).data).toBe(JSON.stringify((await talk.hear('next', '2')).payload));
    for (const reader of [postings, picture, past]) reader.cut();
    await talk.hangUp();
  });

  test('shares its frames with them, wherever each began: ten cost the database what one does', async () => {
    const query = `${PUBLISHED} # shared`;
    const statements = async (): Promise<number> =>
      Number(
        /^labor_bridge_sql_statements_total (\d+)$/m.exec(
          await (await fetch(`${world.baseUrl}/metrics`)).text(),
        )?.[1],
      );
    /** Statements that it takes to tell everybody of one posting. */
    const costOf = async (title: string, readers: EventReader[], talks: SocketTalk[]): Promise<number> => {
      const before = await statements();
      await plantOpen(world, title);
      for (const reader of readers) expect(published(await reader.next()).posting.title).toBe(title);
      for (const talk of talks) expect(JSON.stringify(await talk.hear('next', '1'))).toContain(title);
      return (await statements()) - before;
    };
    const readers = [await listen({ query })];
    const alone = await costOf('独听', readers, []);
    for (let i = 0; i < 5; i += 1) {
      const after = await here();
      await plantOpen(world, `之间${i}`);
      for (const reader of readers) await reader.next();
      readers.push(await EventReader.open(world.baseUrl, token, { query, variables: { after } }));
      await readers.at(-1)?.next();
    }
    const talks: SocketTalk[] = [];
    for (let i = 0; i < 4; i += 1) {
      const talk = await SocketTalk.in(world.baseUrl, token);
      talks.push(talk);
      talk.subscribe('1', query, i % 2 ? { after: await here() } : {});
    }
    await within(5_000, async () => (await subscriptions(world)) === 10);
    // Whoever joins a frame that another reads for is asked for once more: all of them in one statement.
    expect(await costOf('共听', readers, talks)).toBeLessThanOrEqual(alone + 2);
    for (const reader of readers) reader.cut();
    for (const talk of talks) await talk.hangUp();
  });
});
