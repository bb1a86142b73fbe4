import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ended, sockets, subscriptions, watching, within } from '../support/gauges.js';
import { plantOpen } from '../support/open-postings.js';
import { startServing } from '../support/serving.js';
import { SocketTalk } from '../support/socket-talk.js';
import { PUBLISHED } from '../support/stream-reader.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let token: string;
beforeAll(async () => {
  world = await openWorld();
  token = await world.token('county@liping');
});
afterAll(() => world?.close());

describe('a socket that does not keep the protocol is ended', () => {
  test('4408 when it never says who it is', async () => {
    const talk = await SocketTalk.open(world.baseUrl);
    expect(await ended(talk)).toBe('4408 Connection initialisation timeout');
    expect((await talk.closed).ms).toBeLessThan(4_000);
  });

  test('4401 when it subscribes before it was let in, 4429 when it says twice who it is', async () => {
    const early = await SocketTalk.open(world.baseUrl);
    early.subscribe('1', PUBLISHED);
    expect(await ended(early)).toBe('4401 Unauthorized');
    const twice = await SocketTalk.in(world.baseUrl, token);
    twice.init(token);
    expect(await ended(twice)).toBe('4429 Too many initialisation requests');
  });

  test('4409 when it uses a name twice, 4400 when it says no message', async () => {
    const same = await SocketTalk.in(world.baseUrl, token);
    same.subscribe('1', PUBLISHED);
    same.subscribe('1', PUBLISHED);
    expect(await ended(same)).toBe('4409 Subscriber for 1 already exists');
    for (const said of ['{', '[]', '{"type":"subscribe"}', '{"type":"hack"}']) {
      const odd = await SocketTalk.in(world.baseUrl, token);
      odd.say(said);
      expect([said, await ended(odd)]).toEqual([said, '4400 Invalid message received']);
    }
  });

  test('4403 when its token is none or nobody’s', async () => {
    for (const [said, reason] of [
      ['', 'TOKEN_MALFORMED'],
      ['x.y.z', 'TOKEN_MALFORMED'],
    ] as const) {
      const talk = await SocketTalk.open(world.baseUrl);
      talk.init(said);
      expect(await ended(talk)).toBe(`4403 ${reason}`);
    }
    const silent = await SocketTalk.open(world.baseUrl);
    silent.say({ type: 'connection_init' });
    expect(await ended(silent)).toBe('4403 NO_TOKEN');
  });

  test('1009 when it says more than a frame holds', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    talk.say({ type: 'ping', payload: { text: 'x'.repeat(70_000) } });
    expect((await talk.closed).code).toBe(1009);
  });
});

describe('a handshake', () => {
  test('of a foreign page is refused, of our own page and of a program not', async () => {
    const { port } = new URL(world.baseUrl);
    for (const origin of [
      'https://example.org',
      'null',
      `https://localhost:${port}`,
      'http://localhost:1',
      `http://localhost.example:${port}`,
    ])
      await expect(SocketTalk.open(world.baseUrl, { origin })).rejects.toThrow('403');
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const own = await SocketTalk.open(world.baseUrl, { origin: `http://${name}:${port}` });
      await own.hangUp();
    }
    await expect(SocketTalk.open(world.baseUrl, { path: '/other' })).rejects.toThrow('404');
  });

  test('that is refused says why, in both languages', async () => {
    const refused = (path: string, origin?: string) =>
      new Promise<{ status: number | undefined; type: string | undefined; body: string }>((done, fail) => {
        const asked = request(`${world.baseUrl}${path}`, {
          headers: {
            connection: 'Upgrade',
            upgrade: 'websocket',
            'sec-websocket-version': '13',
            'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
            ...(origin ? { origin } : {}),
          },
        });
        asked.once('error', fail).once('response', (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => (body += text));
          response.once('end', () =>
            done({ status: response.statusCode, type: response.headers['content-type'], body }),
          );
        });
        asked.end();
      });
    for (const [status, reason, path, origin] of [
      [403, 'FOREIGN_ORIGIN', '/graphql', 'https://example.org'],
      [404, 'NO_SUCH_PATH', '/other', undefined],
    ] as const) {
      const answer = await refused(path, origin);
      expect([answer.status, answer.type]).toEqual([status, 'application/json; charset=utf-8']);
      expect(JSON.parse(answer.body)).toMatchObject({
        errors: [
          {
            extensions: {
              reason,
              text: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) },
            },
          },
        ],
      });
    }
  });

  test('of production is not let in by the names of the machine', async () => {
    const production = await startServing(world);
    try {
      const origin = production.url.replace('127.0.0.1', 'localhost');
      await expect(SocketTalk.open(production.url, { origin })).rejects.toThrow('403');
    } finally {
      await production.stop();
    }
  });
});

describe('how many there may be', () => {
  test('five sockets of an account; one more may come when one has gone, however it went', async () => {
    const inside = [];
    for (let i = 0; i < 5; i++) inside.push(await watching(world, 'station@hangzhou'));
    const theirs = await world.token('station@hangzhou');
    const sixth = await SocketTalk.open(world.baseUrl);
    sixth.init(theirs);
    expect(await ended(sixth)).toMatch(/^4429 TOO_MANY_SOCKETS limit=5 retryAfter=[12]$/);
    // Others are not concerned.
    await (await SocketTalk.in(world.baseUrl, token)).hangUp();
    for (const talk of inside.splice(0, 2)) await talk.hangUp();
    for (let i = 0; i < 20; i++) {
      const hasty = await SocketTalk.open(world.baseUrl);
      hasty.init(theirs);
      await hasty.hangUp();
    }
    await within(5_000, async () => {
      const talk = await SocketTalk.open(world.baseUrl);
      talk.init(theirs);
      const let_in = await talk.hear('connection_ack').then(
        () => true,
        () => false,
      );
      await talk.hangUp();
      return let_in;
    });
    for (const talk of inside) await talk.hangUp();
    await within(5_000, async () => (await sockets(world)) === 0);
    expect(await subscriptions(world)).toBe(0);
  });

  test('twenty subscriptions on a socket; one more may begin when one has ended', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    for (let i = 0; i < 20; i++) talk.subscribe(`s${i}`, PUBLISHED);
    await within(5_000, async () => (await subscriptions(world)) === 20);
    talk.subscribe('more', PUBLISHED);
    const { payload } = await talk.hear('error', 'more');
    expect(payload).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', reason: 'TOO_MANY_SUBSCRIPTIONS' } },
    ]);
    talk.say({ type: 'complete', id: 's0' });
    await within(5_000, async () => (await subscriptions(world)) === 19);
    talk.subscribe('more', PUBLISHED);
    await within(5_000, async () => (await subscriptions(world)) === 20);
    await talk.hangUp();
    await within(5_000, async () => (await subscriptions(world)) === 0);
  });

  /** The subscriptions that were refused, once so many run. */
  async function refusedOf(talk: SocketTalk, running: number): Promise<string[]> {
    await within(5_000, async () => (await subscriptions(world)) === running);
    await new Promise((done) => setTimeout(done, 100));
    expect(await subscriptions(world)).toBe(running);
    expect(talk.heard.map(({ type }) => type)).toEqual(talk.heard.map(() => 'error'));
    return talk.heard.map(({ id }) => String(id));
  }

  test.each([21, 22, 45])('of %i that come at once exactly those beyond twenty are refused', async (all) => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    const ids = Array.from({ length: all }, (_, i) => `s${i}`);
    for (const id of ids) talk.subscribe(id, PUBLISHED);
    expect(await refusedOf(talk, 20)).toEqual(ids.slice(20));
    await talk.hangUp();
    await within(5_000, async () => (await subscriptions(world)) === 0);
  });

  test('who ends some while others come in is refused just what is too many', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    for (let i = 0; i < 20; i++) talk.subscribe(`s${i}`, PUBLISHED);
    for (let i = 0; i < 5; i++) {
      talk.say({ type: 'complete', id: `s${i}` });
      talk.subscribe(`t${i}`, PUBLISHED);
    }
    talk.subscribe('more', PUBLISHED);
    expect(await refusedOf(talk, 20)).toEqual(['more']);
    await talk.hangUp();
    await within(5_000, async () => (await subscriptions(world)) === 0);
  });

  test('a name that is ended and begun again in one breath is told to the one that was begun', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    talk.subscribe('same', PUBLISHED);
    for (let i = 0; i < 20; i++) {
      await within(5_000, async () => (await subscriptions(world)) === 1);
      talk.say({ type: 'complete', id: 'same' });
      talk.subscribe('same', PUBLISHED);
    }
    expect(await refusedOf(talk, 1)).toEqual([]);
    await plantOpen(world, '再来');
    expect((await talk.hear('next', 'same')).payload).toMatchObject({
      data: { postingPublished: { posting: { title: '再来' } } },
    });
    await talk.hangUp();
    await within(5_000, async () => (await subscriptions(world)) === 0);
  });

  test('nobody gets more by beginning and ending one name over and over', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    for (let i = 0; i < 100; i++) {
      talk.subscribe('same', PUBLISHED);
      talk.say({ type: 'complete', id: 'same' });
    }
    talk.subscribe('same', PUBLISHED);
    for (let i = 1; i < 21; i++) talk.subscribe(`s${i}`, PUBLISHED);
    expect(await refusedOf(talk, 20)).toEqual(['s20']);
    await talk.hangUp();
    await within(5_000, async () => (await subscriptions(world)) === 0);
  });
});

test('who stops is told by the sockets’ end, 1001, within five seconds, also if one does not answer', async () => {
  const polite = await watching(world, 'county@liping');
  const deaf = await watching(world, 'employer@foshan');
  deaf.ws.pause();
  const at = performance.now();
  await world.app.stop();
  expect(performance.now() - at).toBeLessThan(5_000);
  expect((await polite.closed).code).toBe(1001);
  deaf.ws.resume();
  expect([1001, 1006]).toContain((await deaf.closed).code);
  expect([...polite.heard, ...deaf.heard]).toEqual([]);
});
