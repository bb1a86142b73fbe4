/**
 * What a socket may do and when it is ended: the words of graphql-transport-ws, rights and their end, and how many
 * there may be. Longer than 200 lines because these are one list of promises.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '../support/client.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED, type Published } from '../support/stream-reader.js';
import { Way } from '../support/way.js';
import { openWorld, type World } from '../support/world.js';

let world: World;
let county: Client;
let token: string;
beforeAll(async () => {
  world = await openWorld();
  county = await world.as('county@liping');
  token = county.token ?? '';
});
afterAll(() => world?.close());

/** A number of /metrics. */
async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${world.baseUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1]);
}

/** Waits until it holds; fails after five seconds. */
async function soon(holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 5_000; !(await holds()); )
    if (Date.now() > until) throw new Error('it did not come about');
}

/** As soon as a subscription is heard of by the server, it is told of everything. */
async function watching(handle: string): Promise<SocketTalk> {
  const before = await metric('labor_bridge_subscriptions');
  const talk = await SocketTalk.in(world.baseUrl, await world.token(handle));
  talk.subscribe('1', PUBLISHED);
  await soon(async () => (await metric('labor_bridge_subscriptions')) > before);
  return talk;
}

/** The codes and reasons by which it is ended. */
async function ended(talk: SocketTalk, patienceMs = 5_000): Promise<string> {
  const late = new Promise<never>((_, fail) =>
    setTimeout(() => fail(new Error('still open')), patienceMs).unref(),
  );
  const { code, reason } = await Promise.race([talk.closed, late]);
  return `${code} ${reason}`;
}

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
    for (const origin of ['https://example.org', 'null', world.baseUrl.replace('127.0.0.1', 'localhost')])
      await expect(SocketTalk.open(world.baseUrl, { origin })).rejects.toThrow('403');
    const own = await SocketTalk.open(world.baseUrl, { origin: world.baseUrl });
    await own.hangUp();
    await expect(SocketTalk.open(world.baseUrl, { path: '/other' })).rejects.toThrow('404');
  });
});

describe('how many there may be', () => {
  test('five sockets of an account; one more may come when one has gone, however it went', async () => {
    const inside = [];
    for (let i = 0; i < 5; i++) inside.push(await watching('station@hangzhou'));
    const theirs = await world.token('station@hangzhou');
    const sixth = await SocketTalk.open(world.baseUrl);
    sixth.init(theirs);
    expect(await ended(sixth)).toBe('4429 Too many sockets for this account');
    // Others are not concerned.
    await (await SocketTalk.in(world.baseUrl, token)).hangUp();
    for (const talk of inside.splice(0, 2)) await talk.hangUp();
    for (let i = 0; i < 20; i++) {
      const hasty = await SocketTalk.open(world.baseUrl);
      hasty.init(theirs);
      await hasty.hangUp();
    }
    await soon(async () => {
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
    await soon(async () => (await metric('labor_bridge_sockets')) === 0);
    expect(await metric('labor_bridge_subscriptions')).toBe(0);
  });

  test('twenty subscriptions on a socket; one more may begin when one has ended', async () => {
    const talk = await SocketTalk.in(world.baseUrl, token);
    for (let i = 0; i < 20; i++) talk.subscribe(`s${i}`, PUBLISHED);
    await soon(async () => (await metric('labor_bridge_subscriptions')) === 20);
    talk.subscribe('more', PUBLISHED);
    const { payload } = await talk.hear('error', 'more');
    expect(payload).toMatchObject([
      { extensions: { code: 'RATE_LIMITED', reason: 'TOO_MANY_SUBSCRIPTIONS' } },
    ]);
    talk.say({ type: 'complete', id: 's0' });
    await soon(async () => (await metric('labor_bridge_subscriptions')) === 19);
    talk.subscribe('more', PUBLISHED);
    await soon(async () => (await metric('labor_bridge_subscriptions')) === 20);
    await talk.hangUp();
    await soon(async () => (await metric('labor_bridge_subscriptions')) === 0);
  });
});

describe('who is told', () => {
  test('of an arrival: the worker’s county, the city’s station and the employer, and nobody else', async () => {
    const way = await Way.in(world);
    const { arrival } = await way.onPost();
    const query = 'subscription { workerArrived { position arrival { id state } } }';
    const talks = new Map<string, SocketTalk>();
    const sides = ['county@liping', 'station@foshan', 'employer@foshan'];
    const others = ['county@congjiang', 'station@hangzhou', 'employer@other'];
    for (const handle of [...sides, ...others]) {
      const talk = await SocketTalk.in(world.baseUrl, await world.token(handle));
      talk.subscribe('1', query);
      talks.set(handle, talk);
    }
    await soon(async () => (await metric('labor_bridge_subscriptions')) === 6);
    await way.step(way.station, 'verifyArrival', 'VerifyArrivalInput', { id: arrival });
    for (const handle of sides)
      expect((await talks.get(handle)?.hear('next', '1'))?.payload).toMatchObject({
        data: { workerArrived: { arrival: { id: arrival, state: 'VERIFIED' } } },
      });
    for (const [handle, talk] of talks) {
      talk.subscribe('2', '{ __typename }');
      await talk.hear('next', '2');
      expect([handle, talk.heard.filter((m) => m.id === '1')]).toEqual([handle, []]);
      await talk.hangUp();
    }
    const observer = await SocketTalk.in(world.baseUrl, await world.token('observer@province'));
    observer.subscribe('1', query);
    await observer.hear('complete', '1');
    expect(JSON.stringify(observer.heard)).toContain('FORBIDDEN');
    await observer.hangUp();
  });

  test('of a picture: absolute numbers, equal to the picture at that position', async () => {
    const FOUR = 'position fourCounts { laborBase intentToDestination trainingWilling suitablePosts }';
    type Picture = { position: string; fourCounts: Record<string, number> };
    const pair = '(origin: "522631", destination: "440600"';
    const query = `query($p: Position) { picture${pair}, atLeast: $p) { ${FOUR} } }`;
    const stream = `subscription($p: Position) { pictureChanged${pair}, after: $p) { ${FOUR} } }`;
    const now = async (p?: string) => (await county.must<{ picture: Picture }>(query, { p })).picture;
    const talk = await SocketTalk.in(world.baseUrl, token);
    const heard = async (id: string): Promise<Picture> =>
      ((await talk.hear('next', id)).payload as { data: { pictureChanged: Picture } }).data.pictureChanged;
    const start = await now();
    talk.subscribe('1', stream, { p: start.position });
    await soon(async () => (await metric('labor_bridge_sockets')) === 1);
    let posts = start.fourCounts['suitablePosts'] ?? 0;
    for (const headcount of [3, 40, 500]) {
      await plantOpen(world, { title: '计数', headcount });
      const told = await heard('1');
      posts += headcount;
      expect(told.fourCounts).toEqual({ ...start.fourCounts, suitablePosts: posts });
      expect((await now(told.position)).fourCounts).toEqual(told.fourCounts);
    }
    // Who resumes gets the present picture, once; who has missed nothing gets none.
    talk.subscribe('2', stream, { p: start.position });
    const present = await heard('2');
    expect(present.fourCounts['suitablePosts']).toBe(posts);
    talk.subscribe('3', stream, { p: present.position });
    talk.subscribe('4', '{ __typename }');
    await talk.hear('next', '4');
    expect(talk.heard.filter((m) => m.id === '3')).toEqual([]);
    await talk.hangUp();
  });
});

describe('rights are today’s', () => {
  const back = (handle: string) =>
    world.plant(`update account set status = 'ACTIVE', role = 'STATION_LIAISON' where handle = ?`, [handle]);

  test('a revoked account’s socket is closed within a second and told nothing of that moment or later', async () => {
    const talk = await watching('station@hangzhou');
    const other = await watching('county@liping');
    const client = await world.as('station@hangzhou');
    await client.must('{ viewer { role } }');
    // In one transaction: nobody can say which of the two came first.
    await world.plant(
      `with gone as (update account set status = 'REVOKED' where handle = 'station@hangzhou' returning id)
       insert into job_posting (employer_id, title, work_region, destination, headcount, state, valid_to, opened_at)
       select a.organization_id, '撤销之时', '440604', '440604', 1, 'OPEN', '2099-01-01', now()
       from account a, gone where a.handle = 'employer@foshan'`,
    );
    const at = performance.now();
    await plantOpen(world, '撤销之后');
    expect(await ended(talk, 1_000)).toBe('4403 Rights changed');
    expect(performance.now() - at).toBeLessThan(1_000);
    expect(talk.heard).toEqual([]);
    await soon(async () => (await client.send('{ viewer { role } }')).status === 401);
    expect(await client.refusal('{ viewer { role } }')).toMatchObject({ reason: 'ACCOUNT_REVOKED' });
    const again = await SocketTalk.open(world.baseUrl);
    again.init(client.token ?? '');
    expect(await ended(again)).toBe('4403 ACCOUNT_REVOKED');
    expect((await nextPublished(other)).posting.title).toBe('撤销之时');
    expect((await nextPublished(other)).posting.title).toBe('撤销之后');
    await other.hangUp();
    await back('station@hangzhou');
  });

  test('who gets another role, or loses a pairing, is shown out and may come in anew; others stay', async () => {
    const station = await watching('station@foshan');
    const elsewhere = await watching('station@hangzhou');
    const employer = await watching('employer@foshan');
    await world.plant(`update pairing set valid_to = '2026-01-01'`);
    expect(await ended(station, 1_000)).toBe('4403 Rights changed');
    await world.plant(`update pairing set valid_to = null`);
    await world.plant(`update account set role = 'OBSERVER' where handle = 'station@hangzhou'`);
    expect(await ended(elsewhere, 1_000)).toBe('4403 Rights changed');
    await plantOpen(world, '换岗之后');
    expect((await nextPublished(employer)).posting.title).toBe('换岗之后');
    expect([...station.heard, ...elsewhere.heard]).toEqual([]);
    await employer.hangUp();
    await back('station@hangzhou');
    await (await watching('station@hangzhou')).hangUp();
  });

  test('a token that ends closes its socket, and nothing is told after', async () => {
    const short = await openWorld({ tokenSeconds: 2 });
    try {
      const theirs = await short.token('county@liping');
      const { exp } = JSON.parse(Buffer.from(theirs.split('.')[1] ?? '', 'base64url').toString()) as {
        exp: number;
      };
      const talk = await SocketTalk.in(short.baseUrl, theirs);
      const told: number[] = [];
      talk.ws.on('message', (said) => String(said).includes('"next"') && told.push(Date.now()));
      talk.subscribe('1', PUBLISHED);
      let open = true;
      void talk.closed.then(() => {
        open = false;
      });
      for (let i = 0; open; i++) await plantOpen(short, `到期${i}`);
      await plantOpen(short, '到期之后');
      expect(await ended(talk)).toBe('4403 Token expired');
      expect(told.length).toBeGreaterThan(0);
      expect(Math.max(...told)).toBeLessThan(exp * 1_000 + 100);
      expect(Date.now()).toBeLessThan(exp * 1_000 + 2_000);
      const late = await SocketTalk.open(short.baseUrl);
      late.init(theirs);
      // By its own clock, or by the allowance for other clocks and then by the end of the token.
      expect(await ended(late)).toMatch(/^4403 (TOKEN_EXPIRED|Token expired)$/);
      expect(late.heard.filter((m) => m.type !== 'connection_ack')).toEqual([]);
    } finally {
      await short.close();
    }
  });
});

test('who stops is told by the sockets’ end, 1001, within five seconds, also if one does not answer', async () => {
  const polite = await watching('county@liping');
  const deaf = await watching('employer@foshan');
  deaf.ws.pause();
  const at = performance.now();
  await world.app.stop();
  expect(performance.now() - at).toBeLessThan(5_000);
  expect((await polite.closed).code).toBe(1001);
  deaf.ws.resume();
  expect([1001, 1006]).toContain((await deaf.closed).code);
  expect([...polite.heard, ...deaf.heard] as Partial<Published>[]).toEqual([]);
});
