import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import WebSocket from 'ws';
import {
  createLive,
  type Live,
  LiveList,
  type LiveSettings,
  type WatchedList,
} from '../../client/src/index.js';
import { digestOf, type Edit } from '../support/list-model.js';
import { LiveServer, refusal } from '../support/live-server.js';
import { until } from '../support/until.js';

const THINGS: WatchedList = { field: 'watchThings', name: 'Thing', args: { filter: 'ThingFilter' } };
const set = (...ids: number[]): Edit[] => ids.map((id) => ({ id, value: id * 10 }));

let server: LiveServer;
let live: Live;
let lists: LiveList<{ value: number }>[];
beforeEach(async () => {
  server = await LiveServer.open();
  server.model.edit(set(1, 2, 3, 4));
  lists = [];
});
afterEach(async () => {
  for (const list of lists) list.close();
  live.close();
  await server.close();
});

function connect(more: Partial<LiveSettings> = {}): void {
  live = createLive({
    url: server.url,
    token: () => 'good',
    webSocketImpl: WebSocket,
    baseMs: 5,
    mostMs: 20,
    ...more,
  });
}

function watch(
  more: { silenceMs?: number; resumeMs?: number; args?: Record<string, unknown> } = {},
): LiveList<{ value: number }> {
  const list = new LiveList<{ value: number }>(live, { list: THINGS, node: 'value', ...more });
  lists.push(list);
  return list;
}

const isLive = (list: LiveList<{ value: number }>) => until(() => list.state.name === 'live');
const held = (list: LiveList<{ value: number }>) =>
  [...list.rows].map(([id, { version, node }]) => [id, version, node.value]).toSorted();
const truth = () => [...server.model.truth].map(([id, { version, node }]) => [id, version, node]).toSorted();

describe('a live list', () => {
  test('comes whole, is live once it is proven, and follows every change', async () => {
    connect();
    const list = watch();
    const told = new Map<string, number>();
    const states: string[] = [];
    list.subscribe(({ changes, state }) => {
      if (states.at(-1) !== state.name) states.push(state.name);
      for (const change of changes)
        if (change.op === 'LEAVE') told.delete(change.id);
        else told.set(change.id, change.node.value);
    });
    expect([list.state.name, list.rows.size, list.position]).toEqual(['connecting', 0, undefined]);
    await isLive(list);
    expect(held(list)).toEqual(truth());
    server.edit(...set(5), { id: 1, value: 11 }, { id: 2, value: null });
    server.merge(...set(6), ...set(6), { id: 3, value: null });
    await until(() => list.digest === digestOf(server.model.truth));
    expect(held(list)).toEqual(truth());
    expect([...told].toSorted()).toEqual(held(list).map(([id, , value]) => [id, value]));
    expect(server.model.truthAt(list.position)).toEqual(server.model.truth);
    await isLive(list);
    expect(states).toEqual(['catching up', 'live', 'catching up', 'live']);
    expect(list.repairs).toMatchObject({ repeated: 0, resyncs: 0 });
  });

  test('shares one socket with the others, each with its own arguments', async () => {
    connect();
    const two = [watch({ args: { filter: { color: 'red' } } }), watch()];
    await Promise.all(two.map(isLive));
    expect(server.tokens).toEqual(['good']);
    expect(server.wanted.map(({ color }) => color)).toEqual(['red', undefined]);
  });

  test('is stale since it was last proven when its socket is cut, and goes on where it was', async () => {
    connect({ baseMs: 80, mostMs: 80, random: () => 1 });
    const list = watch();
    await isLive(list);
    const { position, provenAt } = list;
    server.cut();
    await until(() => list.state.name === 'stale');
    expect(list.state.since).toEqual(provenAt);
    expect(list.rows.size).toBe(4);
    server.edit(...set(7, 8));
    await isLive(list);
    expect(held(list)).toEqual(truth());
    expect(server.wanted.map(({ after }) => after)).toEqual([undefined, position]);
    expect(list.repairs.resyncs).toBe(0);
  });

  test('is read anew when it was away for too long to hear all that it missed', async () => {
    connect({ baseMs: 80, mostMs: 80, random: () => 1 });
    const list = watch({ resumeMs: 40 });
    await isLive(list);
    const states: [string, number][] = [];
    list.subscribe(({ state }) => states.push([state.name, list.rows.size]));
    server.cut();
    server.edit(...set(7, 8));
    await until(() => list.state.name === 'stale');
    await isLive(list);
    expect(held(list)).toEqual(truth());
    expect(server.wanted.map(({ after }) => after)).toEqual([undefined, undefined]);
    // Until the new rows are whole the old ones are shown.
    expect(states.map(([, rows]) => rows)).toEqual(states.map(([name]) => (name === 'stale' ? 4 : 6)));
    expect(list.repairs).toMatchObject({ repeated: 0, resyncs: 0 });
  });

  test.each(['RIGHTS_CHANGED', 'TOO_OLD'] as const)(
    'keeps its old rows, called stale, until the new ones have come when it must start again (%s)',
    async (reason) => {
      connect();
      const list = watch();
      await isLive(list);
      const sizes: [string, number][] = [];
      list.subscribe(({ state }) => sizes.push([state.name, list.rows.size]));
      server.model.edit([...set(5, 6, 7), { id: 1, value: null }]);
      server.model.forget(reason);
      server.cut();
      await until(() => list.state.name === 'stale');
      await isLive(list);
      expect(sizes).toEqual([
        ['stale', 4],
        ['catching up', 6],
        ['live', 6],
      ]);
      expect(held(list)).toEqual(truth());
      expect(list.repairs.resyncs).toBe(1);
    },
  );

  test('throws away what a frame on the way made wrong, counts it, and is right again', async () => {
    connect();
    const list = watch();
    await isLive(list);
    server.wire = (frame) => (frame.kind === 'Changes' ? [] : [frame]);
    server.edit(...set(5));
    server.wire = (frame) => [frame];
    server.beat();
    await until(() => list.repairs.broken.EVENTS === 1);
    expect(list.state.name).not.toBe('live');
    await isLive(list);
    expect(held(list)).toEqual(truth());
    server.wire = (frame) => (frame.kind === 'Changes' ? [{ ...frame, digest: 'feedfeedfeed' }] : [frame]);
    server.edit(...set(6));
    server.wire = (frame) => [frame];
    await until(() => list.repairs.broken.DIGEST === 1);
    await isLive(list);
    expect(held(list)).toEqual(truth());
    expect(server.wanted.map(({ after }) => after)).toEqual([undefined, undefined, undefined]);
  });

  test('is never live on a server whose digests are wrong, and asks it ever less often', async () => {
    server.wire = (frame) => (frame.kind === 'CaughtUp' ? [{ ...frame, digest: 'feedfeedfeed' }] : [frame]);
    connect();
    const list = watch();
    const states = new Set<string>();
    list.subscribe(({ state }) => states.add(state.name));
    await until(() => list.repairs.broken.DIGEST >= 2);
    expect([...states].toSorted()).toEqual(['catching up', 'connecting']);
    expect(server.tokens).toHaveLength(1);
  });

  test('takes no notice of frames that come twice', async () => {
    server.wire = (frame) => [frame, frame];
    connect();
    const list = watch();
    await isLive(list);
    server.edit(...set(5));
    server.merge(...set(6), ...set(6));
    server.beat();
    await until(() => list.rows.size === 6);
    expect(held(list)).toEqual(truth());
    expect(Object.values(list.repairs.broken)).toEqual([0, 0, 0, 0, 0]);
    expect(list.repairs.repeated).toBeGreaterThanOrEqual(5);
  });

  test('is stale when nothing is heard for two heartbeats, and asks again', async () => {
    connect();
    const list = watch({ silenceMs: 120 });
    await isLive(list);
    const states: string[] = [];
    list.subscribe(({ state }) => states.push(state.name));
    await until(() => states.includes('stale'));
    await isLive(list);
    expect(server.wanted.at(-1)?.after).toBeDefined();
  });

  test('says that it is behind when the server says so', async () => {
    connect();
    const list = watch();
    await isLive(list);
    server.beat(true);
    await until(() => list.state.name === 'stale');
    expect(Date.now() - list.state.since.getTime()).toBeGreaterThanOrEqual(2_900);
    server.beat();
    await isLive(list);
  });

  test('asks again when the server ends its stream', async () => {
    connect();
    const list = watch();
    await isLive(list);
    server.complete();
    await until(() => list.state.name === 'stale');
    server.edit(...set(9));
    await isLive(list);
    expect(held(list)).toEqual(truth());
  });

  test('stops when it is refused, and says why in the server’s words', async () => {
    server.refusal = ({ color }) => (color ? refusal('BAD_USER_INPUT', 'LIST_TOO_LARGE') : undefined);
    connect();
    const [refused, other] = [watch({ args: { filter: { color: 'red' } } }), watch()];
    const told: unknown[] = [];
    refused.subscribe(() => told.push(refused.fault?.reason));
    await until(() => refused.fault !== undefined);
    expect(refused.fault).toMatchObject({
      kind: 'REFUSED',
      code: 'BAD_USER_INPUT',
      reason: 'LIST_TOO_LARGE',
    });
    expect(told).toEqual(['LIST_TOO_LARGE']);
    await isLive(other);
    expect(server.wanted).toHaveLength(2);
  });

  test('waits as long as it is told to when there is too much at once', async () => {
    let refusals = 0;
    server.refusal = () =>
      refusals++ === 0
        ? refusal('SERVICE_UNAVAILABLE', 'TOO_MUCH_WAITING', { retryAfterSeconds: 0.3 })
        : undefined;
    connect();
    const before = Date.now();
    const list = watch();
    await isLive(list);
    expect(Date.now() - before).toBeGreaterThanOrEqual(290);
    expect(list.fault).toBeUndefined();
  });

  test('starts again with a snapshot when the server does not know its position', async () => {
    server.refusal = ({ after }) =>
      after ? refusal('BAD_USER_INPUT', 'POSITION_FROM_THE_FUTURE') : undefined;
    connect();
    const list = watch();
    await isLive(list);
    server.cut();
    await until(() => server.wanted.length === 3);
    await isLive(list);
    expect([list.fault, held(list)]).toEqual([undefined, truth()]);
  });

  test('stays as it is once it is closed', async () => {
    connect();
    const list = watch();
    await isLive(list);
    list.close();
    expect([list.state.name, list.rows.size]).toEqual(['stale', 4]);
    server.edit(...set(5));
    const other = watch();
    await isLive(other);
    expect([list.rows.size, other.rows.size]).toEqual([4, 5]);
  });
});
