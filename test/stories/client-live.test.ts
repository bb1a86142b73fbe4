import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createServer, type Server, type Socket, connect } from 'node:net';
import WebSocket from 'ws';
import { createLive, type Live, LiveCounts, LiveList, POSTINGS } from '../../client/src/index.js';
import type { Client } from '../support/client.js';
import { type Fate, FrameProxy } from '../support/frame-proxy.js';
import { plantOpen } from '../support/open-postings.js';
import { until } from '../support/until.js';
import { openWorld, type World } from '../support/world.js';

jest.setTimeout(120_000);

const CHANGES = process.env['LONG'] ? 2_000 : 200;
const PAIR = { origin: '522631', destination: '440600' };
const LIST = `query($filter: PostingFilter, $after: String) {
  jobPostings(filter: $filter, orderBy: CREATED, first: 200, after: $after) {
    nodes { id version title headcount } pageInfo { hasNextPage endCursor } } }`;
const COUNTS = `query($origin: RegionCode!, $destination: RegionCode!) {
  picture(origin: $origin, destination: $destination) {
    fourCounts { laborBase intentToDestination trainingWilling suitablePosts } } }`;

interface Posting {
  readonly title: string;
  readonly headcount: number;
}
interface Page {
  readonly nodes: readonly (Posting & { readonly id: string; readonly version: number })[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

let world: World;
let county: Client;
let door: CuttingDoor;
const connections: Live[] = [];
const proxies: FrameProxy[] = [];
beforeAll(async () => {
  world = await openWorld({ env: { SOCKETS_PER_ACCOUNT: '100', RATE_COST_PER_MINUTE: '10000000' } });
  county = await world.as('county@liping');
  door = await CuttingDoor.before(world.baseUrl);
});
afterAll(async () => {
  for (const live of connections) live.close();
  for (const proxy of proxies) await proxy.close();
  await door?.close();
  await world?.close();
});

/** A proxy of plain bytes whose cables can be cut. */
class CuttingDoor {
  private readonly cables = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async before(url: string): Promise<CuttingDoor> {
    const { hostname, port } = new URL(url);
    const server = createServer((near) => {
      const far = connect(Number(port), hostname);
      near.pipe(far).pipe(near);
      for (const cable of [near, far]) {
        made.cables.add(cable);
        cable
          .on('error', () => undefined)
          .on('close', () => {
            made.cables.delete(cable);
            near.destroy();
            far.destroy();
          });
      }
    });
    const made = new CuttingDoor(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return made;
  }

  get url(): string {
    const address = this.server.address();
    return typeof address === 'object' ? `http://127.0.0.1:${address?.port}/graphql` : '';
  }

  cut(): void {
    for (const cable of this.cables) cable.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}

function open(handle = 'county@liping'): Live {
  const live = createLive({
    url: door.url,
    token: () => world.token(handle),
    webSocketImpl: WebSocket,
    baseMs: 10,
    mostMs: 200,
  });
  connections.push(live);
  return live;
}

async function listNow(filter: Record<string, unknown>): Promise<Map<string, unknown>> {
  const rows = new Map<string, unknown>();
  for (let after: string | null = null; ; ) {
    const { jobPostings }: { jobPostings: Page } = await county.must(LIST, { filter, after });
    for (const { id, version, title, headcount } of jobPostings.nodes)
      rows.set(id, { version, node: { title, headcount } });
    if (!jobPostings.pageInfo.hasNextPage) return rows;
    after = jobPostings.pageInfo.endCursor;
  }
}

/** The same numbers from 0 to 1 in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** One change of the postings, of those kinds that move a list. */
async function change(kind: number, nth: number): Promise<void> {
  const one = `id = (select id from job_posting order by md5(id::text || '${nth}') limit 1)`;
  // Not suitable: the clock's verbs have nothing to do with it, and hold no lock on thousands of them.
  if (kind < 3) await plantOpen(world, { title: `岗位${nth}`, suitable: false });
  else if (kind < 6) await world.plant(`update job_posting set headcount = headcount % 50 + 1 where ${one}`);
  else {
    const state = kind < 8 ? 'PAUSED' : kind < 9 ? 'FILLED' : 'OPEN';
    await world.plant(`update job_posting set state = '${state}' where ${one} and state <> '${state}'`);
  }
}

describe('the client package, against the real server', () => {
  test(`mirrors the open postings through ${CHANGES} random changes, its socket cut again and again`, async () => {
    const filter = { workRegion: '440600' };
    const list = new LiveList<Posting>(open(), { list: POSTINGS, args: { filter }, node: 'title headcount' });
    const replayed = new Map<string, Posting>();
    let wasWrong: unknown;
    list.subscribe(({ changes, state }) => {
      for (const change of changes)
        if (change.op === 'LEAVE') replayed.delete(change.id);
        else replayed.set(change.id, change.node);
      if (state.name === 'live' && list.fault) wasWrong = list.fault;
    });
    const kinds = fc.sample(fc.nat(10), CHANGES);
    for (const [nth, kind] of kinds.entries()) {
      await change(kind, nth);
      if (nth % 23 === 7) door.cut();
    }
    await plantOpen(world, '最后');
    const isLast = () => [...list.rows.values()].some(({ node }) => node.title === '最后');
    await until(() => list.state.name === 'live' && isLast(), 20_000);
    const now = await listNow(filter);
    expect(new Map(list.rows)).toEqual(now);
    expect(replayed).toEqual(new Map([...list.rows].map(([id, { node }]) => [id, node])));
    expect([list.unreadable, wasWrong]).toEqual([0, undefined]);
    // A socket that is cut loses nothing: every position could be resumed, and no frame was wrong.
    expect(list.repairs).toEqual({
      repeated: 0,
      broken: { ORDER: 0, CHAIN: 0, COUNT: 0, EVENTS: 0, DIGEST: 0 },
      resyncs: 0,
    });
    list.close();
  });

  test(`finds out whatever a proxy does to its frames through ${CHANGES} changes, and is never wrong when it says live`, async () => {
    const random = seeded(7);
    let quiet = false;
    const proxy = await FrameProxy.before(world.baseUrl, () => {
      const draw = quiet ? 1 : random();
      const fates: readonly Fate[] = ['drop', 'twice', 'hold', 'delay', 'cut'];
      return fates[Math.floor(draw * 25)] ?? 'pass';
    });
    proxies.push(proxy);
    const settings = {
      token: () => world.token('county@liping'),
      webSocketImpl: WebSocket,
      baseMs: 5,
      mostMs: 50,
    };
    const live = createLive({ url: `${proxy.url}/graphql`, ...settings });
    connections.push(live);
    // A list that nothing is done to says what is true at each position.
    const straight = new LiveList<Posting>(open(), { list: POSTINGS, node: 'title headcount' });
    const truths = new Map<string, string>();
    straight.subscribe(() => truths.set(straight.position ?? '', straight.digest));
    const list = new LiveList<Posting>(live, { list: POSTINGS, node: 'title headcount', silenceMs: 1_000 });
    const wrong: string[] = [];
    let compared = 0;
    list.subscribe(({ state }) => {
      const [position, digest] = [list.position ?? '', list.digest];
      if (state.name !== 'live') return;
      // The straight one may hear of a position a moment later.
      setTimeout(() => {
        const truth = truths.get(position);
        if (truth !== undefined) compared += 1;
        if (truth !== undefined && truth !== digest) wrong.push(position);
      }, 200);
    });
    await until(() => straight.state.name === 'live');
    // On a busy machine many changes come in one frame, and on a quick one many while it begins again: on, until every
    // fate has been met, and enough is compared.
    const allMet = () => Math.min(...Object.values(proxy.met)) > 0;
    for (const [nth, kind] of fc.sample(fc.nat(10), 5 * CHANGES).entries()) {
      if (nth >= CHANGES && allMet() && compared > CHANGES / 20) break;
      await change(kind, 10_000 + nth);
    }
    quiet = true;
    await plantOpen(world, '代理之后');
    const isLast = () => [...list.rows.values()].some(({ node }) => node.title === '代理之后');
    await until(() => list.state.name === 'live' && isLast(), 30_000);
    expect(new Map(list.rows)).toEqual(await listNow({}));
    await new Promise((done) => setTimeout(done, 250));
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(CHANGES / 20);
    expect(allMet()).toBe(true);
    const found = Object.values(list.repairs.broken).reduce((sum, one) => sum + one, 0);
    expect([found > 0, list.repairs.repeated > 0, list.fault]).toEqual([true, true, undefined]);
    list.close();
    straight.close();
  });

  test('says stale while the server is away, and goes on when it is back, without a wrong number', async () => {
    const live = open();
    const list = new LiveList<Posting>(live, { list: POSTINGS, node: 'title headcount' });
    const counts = new LiveCounts(live, PAIR);
    await until(() => list.state.name === 'live' && counts.state.name === 'live');
    const states: string[] = [];
    list.subscribe(({ state }) => states.push(state.name));
    await world.restart();
    await plantOpen(world, '重启之后');
    await until(
      () =>
        list.state.name === 'live' && [...list.rows.values()].some(({ node }) => node.title === '重启之后'),
      20_000,
    );
    expect(states[0]).toBe('stale');
    expect(new Map(list.rows)).toEqual(await listNow({}));
    const { picture } = await county.must<{ picture: { fourCounts: unknown } }>(COUNTS, PAIR);
    await until(() => counts.state.name === 'live', 20_000);
    await until(() => JSON.stringify(counts.counts) === JSON.stringify(picture.fourCounts));
    list.close();
    counts.close();
  });

  test('counts move as postings are opened, and equal the picture', async () => {
    const counts = new LiveCounts(open(), PAIR);
    await until(() => counts.state.name === 'live');
    const before = counts.counts?.suitablePosts ?? 0;
    const moved: number[] = [];
    counts.subscribe(({ delta }) => moved.push(delta?.suitablePosts ?? 0));
    await plantOpen(world, { title: '计数一', headcount: 3 }, { title: '计数二', headcount: 4 });
    await until(() => counts.counts?.suitablePosts === before + 7);
    expect(moved.reduce((sum, one) => sum + one, 0)).toBe(7);
    for (const headcount of [9, 1, 30, 2, 17, 6])
      await world.plant(`update job_posting set headcount = ${headcount} where title = '计数二'`);
    await until(() => counts.counts?.suitablePosts === before + 9);
    expect(Object.values(counts.repairs.broken)).toEqual([0, 0, 0, 0, 0]);
    door.cut();
    await until(() => counts.state.name === 'stale');
    await plantOpen(world, { title: '计数三', headcount: 5 });
    await until(() => counts.state.name === 'live' && counts.counts?.suitablePosts === before + 14);
    const { picture } = await county.must<{ picture: { fourCounts: unknown } }>(COUNTS, PAIR);
    expect(counts.counts).toEqual(picture.fourCounts);
    counts.close();
  });

  test('is told why when it may not watch', async () => {
    const live = open();
    const list = new LiveList(live, {
      list: POSTINGS,
      args: { filter: { workRegion: 'nowhere' } },
      node: 'title',
    });
    await until(() => list.fault !== undefined);
    const text = { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]{3}/) };
    expect(list.fault).toMatchObject({ kind: 'REFUSED', code: 'BAD_USER_INPUT', text });
    const counts = new LiveCounts(live, { origin: '522631', destination: '999999' });
    await until(() => counts.fault !== undefined);
    expect(counts.fault?.kind).toBe('REFUSED');
    expect(live.status).toBe('open');
    list.close();
    counts.close();
  });
});

test('a server that stops tells each of sixty clients another moment, and so they come back', async () => {
  const token = await world.token('county@liping');
  const lives = Array.from({ length: 60 }, () =>
    createLive({ url: `${world.baseUrl}/graphql`, token: () => token, webSocketImpl: WebSocket, mostMs: 50 }),
  );
  connections.push(...lives);
  for (const live of lives)
    live.run({
      ask: () => ({ query: 'subscription { postingPublished { position } }', variables: {} }),
      ear: { next: () => undefined, ended: () => undefined },
      down: () => undefined,
    });
  await until(() => lives.every(({ status }) => status === 'open'), 20_000);
  const advised: number[] = [];
  const late: number[] = [];
  for (const live of lives) {
    let told: number | undefined;
    live.onStatus((status) => {
      if (status === 'waiting' && told === undefined) {
        expect(live.lost).toMatchObject({ code: 1001, reason: 'GOING_AWAY' });
        told = live.lost?.again.getTime() ?? 0;
        advised.push(told);
      } else if (status === 'connecting' && told !== undefined) {
        late.push(Date.now() - told);
        live.close();
      }
    });
  }
  await world.app.stop();
  await until(() => late.length === 60, 20_000);
  // Two seconds for so few, and a share of them for each.
  const first = Math.min(...advised);
  for (const from of [0, 500, 1_000, 1_500]) {
    const within = advised.filter((moment) => moment - first >= from && moment - first < from + 500);
    expect(within.length).toBeGreaterThanOrEqual(8);
  }
  expect(Math.min(...late)).toBeGreaterThanOrEqual(-20);
});
