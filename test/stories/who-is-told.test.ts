import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addDays, businessDay } from '#kernel/business-day.js';
import { Client } from '../support/client.js';
import { ended, sockets, subscriptions, watching, within } from '../support/gauges.js';
import { plantOpen } from '../support/open-postings.js';
import { SocketTalk } from '../support/socket-talk.js';
import { nextPublished, PUBLISHED } from '../support/stream-reader.js';
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
    await within(5_000, async () => (await subscriptions(world)) === 6);
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
    await within(5_000, async () => (await sockets(world)) === 1);
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
    const talk = await watching(world, 'station@hangzhou');
    const other = await watching(world, 'county@liping');
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
    expect(await ended(talk, 1_000)).toBe('4403 ACCOUNT_REVOKED');
    expect(performance.now() - at).toBeLessThan(1_000);
    expect(talk.heard).toEqual([]);
    await within(5_000, async () => (await client.send('{ viewer { role } }')).status === 401);
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
    const station = await watching(world, 'station@foshan');
    const elsewhere = await watching(world, 'station@hangzhou');
    const employer = await watching(world, 'employer@foshan');
    await world.plant(`update pairing set valid_to = '2026-01-01'`);
    expect(await ended(station, 1_000)).toBe('4403 RIGHTS_CHANGED');
    await world.plant(`update pairing set valid_to = null`);
    await world.plant(`update account set role = 'OBSERVER' where handle = 'station@hangzhou'`);
    expect(await ended(elsewhere, 1_000)).toBe('4403 RIGHTS_CHANGED');
    await plantOpen(world, '换岗之后');
    expect((await nextPublished(employer)).posting.title).toBe('换岗之后');
    expect([...station.heard, ...elsewhere.heard]).toEqual([]);
    await employer.hangUp();
    await back('station@hangzhou');
    await (await watching(world, 'station@hangzhou')).hangUp();
  });

  test('a pairing that ends with the day ends the socket of whoever lost it, without any change', async () => {
    let ahead = 0;
    const turning = await openWorld({ clock: () => new Date(Date.now() + ahead) });
    try {
      const tomorrow = addDays(businessDay(new Date()), 1);
      await turning.plant(`update pairing set valid_to = ?`, [tomorrow]);
      const station = await SocketTalk.in(turning.baseUrl, await turning.token('station@foshan'));
      const other = await SocketTalk.in(turning.baseUrl, await turning.token('station@hangzhou'));
      ahead = 86_400_000;
      expect(await ended(station, 8_000)).toBe('4403 RIGHTS_CHANGED');
      other.subscribe('1', '{ __typename }');
      await other.hear('next', '1');
      await other.hangUp();
    } finally {
      await turning.close();
    }
  });

  test('a token that ends closes its socket, and nothing is told after', async () => {
    const skew = 2;
    const short = await openWorld({ tokenSeconds: 2, env: { OIDC_CLOCK_SKEW_SECONDS: String(skew) } });
    try {
      const theirs = await short.token('county@liping');
      const { exp } = JSON.parse(Buffer.from(theirs.split('.')[1] ?? '', 'base64url').toString()) as {
        exp: number;
      };
      const end = (exp + skew) * 1_000;
      const http = new Client(short.baseUrl, theirs);
      const talk = await SocketTalk.in(short.baseUrl, theirs);
      const told: number[] = [];
      talk.ws.on('message', (said) => String(said).includes('"next"') && told.push(Date.now()));
      talk.subscribe('1', PUBLISHED);
      let open = true;
      void talk.closed.then(() => {
        open = false;
      });
      for (let i = 0; open; i++) {
        await plantOpen(short, `到期${i}`);
        // By the issuer's clock it has ended; for both doors it has not until the difference of clocks is over.
        if (Date.now() > exp * 1_000 && Date.now() < end - 500) {
          expect((await http.send('{ viewer { handle } }')).status).toBe(200);
          expect(open).toBe(true);
        }
      }
      await plantOpen(short, '到期之后');
      expect(await ended(talk)).toBe('4403 TOKEN_EXPIRED');
      expect(told.length).toBeGreaterThan(0);
      expect(Math.max(...told)).toBeGreaterThan(exp * 1_000 + 500);
      expect(Math.max(...told)).toBeLessThan(end + 100);
      expect(Date.now()).toBeLessThan(end + 2_000);
      expect(await http.refusal('{ viewer { handle } }')).toMatchObject({ reason: 'TOKEN_EXPIRED' });
      const late = await SocketTalk.open(short.baseUrl);
      late.init(theirs);
      expect(await ended(late)).toBe('4403 TOKEN_EXPIRED');
      expect(late.heard.filter((m) => m.type !== 'connection_ack')).toEqual([]);
    } finally {
      await short.close();
    }
  });
});
