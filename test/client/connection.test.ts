import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import {
  type CountsEvent,
  createLive,
  type ListEvent,
  type Live,
  LiveCounts,
  LiveList,
  type LiveSettings,
  type WatchedList,
} from '../../client/src/index.js';
import { freePort } from '../support/free-port.js';
import { LiveServer } from '../support/live-server.js';
import { until } from '../support/until.js';

const THINGS: WatchedList = { field: 'watchThings', name: 'Thing', args: {} };

let server: LiveServer;
let live: Live | undefined;
let list: LiveList<{ value: number }> | undefined;
beforeEach(async () => {
  server = await LiveServer.open();
  server.model.edit([{ id: 1, value: 1 }]);
});
afterEach(async () => {
  list?.close();
  live?.close();
  await server.close();
});

/** Opens a connection with one list on it. */
function open(more: Partial<LiveSettings> = {}): { live: Live; list: LiveList<{ value: number }> } {
  live = createLive({
    url: server.url,
    token: () => 'good',
    webSocketImpl: WebSocket,
    baseMs: 5,
    mostMs: 20,
    ...more,
  });
  list = new LiveList<{ value: number }>(live, { list: THINGS, node: 'value' });
  return { live, list };
}

describe('the connection', () => {
  test('asks for a fresh token each time, and is let in again after its token has ended', async () => {
    let asked = 0;
    const { list } = open({ token: async () => `token ${++asked}` });
    await until(() => list.state.name === 'live');
    server.cut(4403, 'TOKEN_EXPIRED');
    await until(() => list.state.name === 'stale');
    await until(() => list.state.name === 'live');
    expect(server.tokens).toEqual(['token 1', 'token 2']);
    expect(server.wanted.at(-1)?.after).toBeDefined();
  });

  test('asks for a new token when the first is refused at the door, and stops when the second is', async () => {
    server.door = (token) => (token === 'good' ? undefined : [4403, 'TOKEN_EXPIRED']);
    let tokens = ['old', 'good'];
    const { live, list } = open({ token: () => tokens.shift() ?? 'none' });
    await until(() => list.state.name === 'live');
    tokens = ['bad', 'worse'];
    server.cut();
    await until(() => live.status === 'stopped');
    expect(live.fault).toMatchObject({ kind: 'TOKEN_REFUSED', reason: 'TOKEN_EXPIRED' });
    expect([list.fault, list.state.name]).toEqual([live.fault, 'stale']);
    expect(server.tokens).toEqual(['old', 'good', 'bad', 'worse']);
    tokens = ['good'];
    live.reconnect();
    await until(() => list.state.name === 'live');
    expect([live.fault, list.fault]).toEqual([undefined, undefined]);
  });

  test('does not knock a second time with the token that was refused', async () => {
    server.door = () => [4403, 'WRONG_AUDIENCE'];
    const { live, list } = open();
    const told: unknown[] = [];
    list.subscribe(({ lost, fault }) => told.push([lost?.reason, fault?.reason]));
    await until(() => live.status === 'stopped');
    const [once, forGood] = [
      ['WRONG_AUDIENCE', undefined],
      ['WRONG_AUDIENCE', 'WRONG_AUDIENCE'],
    ];
    expect([server.tokens, told]).toEqual([['good'], [once, forGood]]);
  });

  test('goes on knocking when nobody could look at the token', async () => {
    let left = 3;
    server.door = () => (left-- > 0 ? [4403, 'ISSUER_UNREACHABLE'] : undefined);
    const { list } = open();
    await until(() => list.state.name === 'live');
    expect(server.tokens).toHaveLength(4);
  });

  test('goes on when the token cannot be had for a while', async () => {
    let left = 3;
    const token = async () => {
      if (left-- > 0) throw new Error('no sign-in today');
      return 'good';
    };
    const { list } = open({ token });
    await until(() => list.state.name === 'live');
    expect(server.tokens).toEqual(['good']);
  });

  test('comes back after a normal closure too, and from where it was', async () => {
    const { list } = open();
    await until(() => list.state.name === 'live');
    const { position } = list;
    server.cut(1000, 'bye');
    await until(() => list.state.name === 'stale');
    await until(() => list.state.name === 'live');
    expect(server.wanted.map(({ after }) => after)).toEqual([undefined, position]);
  });

  test('stays away as long as the server asks it to', async () => {
    const { list } = open();
    await until(() => list.state.name === 'live');
    const before = Date.now();
    server.cut(1013, 'retryAfter=0.3');
    await until(() => list.state.name === 'stale');
    await until(() => list.state.name === 'live');
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
  });

  test('says why it waits: that an account has as many sockets as it may, and how many', async () => {
    server.door = () => [4429, 'TOO_MANY_SOCKETS limit=5 retryAfter=0.01'];
    const { live } = open();
    await until(() => live.lost !== undefined);
    expect(live.status).not.toBe('stopped');
    expect(live.lost).toMatchObject({ code: 4429, reason: 'TOO_MANY_SOCKETS', limit: 5 });
    expect(live.lost?.again.getTime()).toBeGreaterThan(Date.now() - 1_000);
    server.door = () => undefined;
    await until(() => live.status === 'open');
    expect(live.lost).toBeUndefined();
  });

  test('tells whoever listens that nobody answers, from the first attempt on, and when it is tried again', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}/graphql`;
    const { live, list } = open({ url: nobody });
    const counts = new LiveCounts(live, { origin: '522631', destination: '440600' });
    const told: ListEvent<unknown>[] = [];
    const counted: CountsEvent<unknown>[] = [];
    list.subscribe((event) => told.push(event));
    counts.subscribe((event) => counted.push(event));
    await until(() => told.length > 1 && counted.length > 1);
    for (const { state, lost, fault } of [...told, ...counted]) {
      expect([state.name, lost?.code, lost?.reason, fault]).toEqual([
        'connecting',
        1006,
        'UNREACHABLE',
        undefined,
      ]);
      expect(lost?.again.getTime()).toBeGreaterThan(Date.now() - 10_000);
    }
    counts.close();
  });

  test('tells whoever listens that there is no token, and what it failed with, until there is one', async () => {
    let signedIn = false;
    const trouble = new Error('no sign-in today');
    const token = () => (signedIn ? Promise.resolve('good') : Promise.reject(trouble));
    const { list } = open({ token });
    const told: ListEvent<unknown>[] = [];
    list.subscribe((event) => told.push(event));
    await until(() => told.length > 1);
    expect(told[0]).toMatchObject({ state: { name: 'connecting' }, lost: { code: 0, reason: 'NO_TOKEN' } });
    expect(told[0]?.lost?.cause).toBe(trouble);
    signedIn = true;
    await until(() => list.state.name === 'live');
    expect(told.at(-1)).toMatchObject({ state: { name: 'live' }, lost: undefined });
  });

  test('gives up a socket on which no ping is answered', async () => {
    const { list } = open({ patienceMs: 60 });
    await until(() => list.state.name === 'live');
    for (const socket of server.sockets) socket.pause();
    await until(() => list.state.name === 'stale');
    await until(() => list.state.name === 'live');
    expect(server.tokens).toHaveLength(2);
  });

  test('stops where there is no server of its protocol', async () => {
    server.door = () => [4406, 'Subprotocol not acceptable'];
    const { live } = open();
    await until(() => live.status === 'stopped');
    expect(live.fault).toMatchObject({ kind: 'PROTOCOL', reason: 'Subprotocol not acceptable' });
  });

  test('opens no socket before there is something to watch, and none once it is closed', async () => {
    const alone = createLive({ url: server.url, token: () => 'good', webSocketImpl: WebSocket });
    await new Promise((done) => setTimeout(done, 30));
    expect([alone.status, server.tokens]).toEqual(['waiting', []]);
    const { live, list } = open();
    await until(() => list.state.name === 'live');
    live.close();
    expect([live.status, list.state.name]).toEqual(['closed', 'stale']);
    await until(() => server.sockets.length === 0);
    live.reconnect();
    await new Promise((done) => setTimeout(done, 60));
    expect(server.tokens).toEqual(['good']);
  });

  test('is closed while it is opened, without a fault', async () => {
    const { live } = open();
    live.close();
    await new Promise((done) => setTimeout(done, 60));
    expect([live.status, server.sockets.length]).toEqual(['closed', 0]);
  });

  test('gives a server up that takes the call and never answers, without a fault that nobody hears of', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const { live } = open({ url: `ws://127.0.0.1:${port}`, patienceMs: 40 });
    const lost = new Set<number>();
    live.onStatus(() => live.lost && lost.add(live.lost.code));
    await until(() => lost.size > 0);
    expect([...lost]).toEqual([4499]);
    await until(() => live.status === 'connecting');
    live.close();
    // What is nobody's is thrown a moment later.
    await new Promise((done) => setTimeout(done, 60));
    expect(live.status).toBe('closed');
    silent.close();
  });

  test('refuses an address that is none at once', () => {
    expect(() => createLive({ url: 'nowhere', token: () => '' })).toThrow('Invalid URL');
  });
});
