import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import WebSocket from 'ws';
import { createLive, type Live, LiveCounts, LiveList, POSTINGS } from '../../client/src/index.js';
import { BrokerProcess, NATS_SERVER } from '../support/broker.js';
import { Client } from '../support/client.js';
import { openGround, type TestGround } from '../support/ground.js';
import { LIST_LAWS, type ListLaw, plantForLaws } from '../support/list-laws.js';
import { plantOpen } from '../support/open-postings.js';
import { ownConnection } from '../support/own-connection.js';
import { OwnCluster } from '../support/own-cluster.js';
import { registerWorker } from '../support/people.js';
import { RandomWriter } from '../support/random-writer.js';
import { type Built, build, ServerProcess } from '../support/server-process.js';
import { TWENTY_LINES, TwentyLines } from '../support/twenty-lines.js';
import { until } from '../support/until.js';

const LONG = Boolean(process.env['LONG']);
/** How long everything is broken at random. */
const SECONDS = LONG ? 600 : 60;
const PROCESSES = 3;
/** Connections of each reader of the laws to each process: 19 readers, so 57 or 1 026 subscribers with their rights and filters. */
const COPIES = LONG ? 18 : 1;
/** As many as are begun, whatever is broken meanwhile. */
const WRITES_A_SECOND = LONG ? 200 : 40;
/** How long each kind of breakage rests, about. */
const BROKEN_EVERY_MS = 12_000;
/** Postings that are opened after the first crash. */
const AFTER_CRASH = 3;
/** Afterwards everybody must hold the truth within this time. */
const SETTLED_MS = 60_000;
const { pair: PAIR, filter: WALL_FILTER } = TWENTY_LINES;
const COUNTS = `query($origin: RegionCode!, $destination: RegionCode!) { picture(origin: $origin, destination: $destination) {
  fourCounts { laborBase intentToDestination trainingWilling suitablePosts } } }`;

jest.setTimeout((SECONDS + 240) * 1_000);

let built: Built;
let cluster: OwnCluster | undefined;
let ground: TestGround;
const servers: ServerProcess[] = [];
const lives: Live[] = [];
let broker: BrokerProcess | undefined;
let wall: TwentyLines | undefined;
let writer: RandomWriter | undefined;
beforeAll(async () => {
  built = build();
  cluster = await OwnCluster.open();
  ground = await openGround({ server: cluster.url });
  if (NATS_SERVER) broker = await BrokerProcess.open();
  for (let i = 0; i < PROCESSES; i += 1)
    servers.push(
      await ServerProcess.on(built, ground.url, {
        SOCKETS_PER_ACCOUNT: '2000',
        SOCKETS_TOTAL: '20000',
        RATE_COST_PER_MINUTE: '100000000',
        ...(broker ? { NATS_URL: broker.url } : {}),
      }),
    );
  for (const server of servers) server.start();
  for (const server of servers) await server.ready();
}, 120_000);
afterAll(async () => {
  for (const live of lives) live.close();
  await Promise.all([wall?.stop(), writer?.kill()]);
  await Promise.all(servers.map((server) => server.kill()));
  await broker?.close();
  await ground?.close();
  await cluster?.close();
  built?.remove();
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Good for longer than this story, so nobody asks for one again: whoever gives them out would have most of the work. */
const tokens = new Map<string, string>();

/** Each process is its own issuer here. */
async function tokenOf(server: ServerProcess, handle: string): Promise<string> {
  const address = `${server.url}/play/tokens?handle=${encodeURIComponent(handle)}`;
  const known = tokens.get(address);
  if (known !== undefined) return known;
  const [given] = (await (await fetch(address)).json()) as { token: string }[];
  if (!given) throw new Error(`${server.url} gave no token`);
  tokens.set(address, given.token);
  return given.token;
}

/** One subscriber with what it ought to hold. */
interface Subscriber {
  readonly law: ListLaw;
  readonly handle: string;
  readonly variables: Record<string, unknown>;
  readonly live: Live;
  readonly list: LiveList<object>;
}

function subscribeAll(): Subscriber[] {
  return servers.flatMap((server) =>
    LIST_LAWS.flatMap((law) =>
      law.readers.flatMap(({ handle, variables }) =>
        Array.from({ length: COPIES }, () => {
          const live = createLive({
            url: `${server.url}/graphql`,
            token: () => tokenOf(server, handle),
            webSocketImpl: CutSocket,
            baseMs: 100,
            mostMs: 2_000,
          });
          lives.push(live);
          const list = new LiveList<object>(live, { list: law.list, args: variables, node: law.node });
          return { law, handle, variables, live, list };
        }),
      ),
    ),
  );
}

/** What moves the rows of all laws, in an order of chance. */
function editsOfLaws(): string[] {
  const edits = LIST_LAWS.flatMap((law) => law.edits);
  return fc.sample(fc.constantFrom(...edits), 5_000);
}

const HANDLE = 'employer@foshan';
const setAccount = (status: string): Promise<void> =>
  insist(() => ground.plant(`update account set status = '${status}' where handle = '${HANDLE}'`));

/** The sockets of all subscribers, each of which may be cut in the middle of whatever it carries. */
const sockets = new Set<WebSocket>();
class CutSocket extends WebSocket {
  constructor(...its: ConstructorParameters<typeof WebSocket>) {
    super(...its);
    sockets.add(this);
    this.once('close', () => sockets.delete(this));
  }
}

/** What may go wrong. */
const BREAKS = {
  async processKilled() {
    const server = servers[Math.floor(Math.random() * PROCESSES)] as ServerProcess;
    await server.kill();
    await pause(200 + 800 * Math.random());
    // As whoever looks after processes does: one that cannot start, for there is no database, is started again.
    for (let serves = false; !serves; ) {
      server.start();
      serves = await server.ready().catch(() => false);
    }
  },
  async brokerKilled() {
    await broker?.kill();
    await pause(2_000 * Math.random());
    await broker?.start();
  },
  async databaseCrashed() {
    await cluster?.crash();
  },
  async connectionsCut() {
    const all = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await ground.look(all).catch(() => undefined);
  },
  async socketsCut() {
    for (const socket of [...sockets]) if (Math.random() < 0.3) socket.terminate();
    await pause(0);
  },
  async rightsRevoked() {
    await setAccount('REVOKED');
    await pause(1_000);
    await setAccount('ACTIVE');
  },
};
type Break = keyof typeof BREAKS;
const KINDS = (Object.keys(BREAKS) as Break[]).filter((kind) => NATS_SERVER || kind !== 'brokerKilled');

/** Breaks everything again and again, each kind for itself and so beside the others; answers how often. */
async function breakThings(goesOn: () => boolean): Promise<Record<Break, number>> {
  const broken = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Break, number>;
  const breakOn = async (kind: Break): Promise<void> => {
    for (;;) {
      await pause(BROKEN_EVERY_MS * (0.5 + Math.random()));
      if (!goesOn()) return;
      await BREAKS[kind]();
      broken[kind] += 1;
    }
  };
  await Promise.all(KINDS.map(breakOn));
  return broken;
}

/** Asks until a process answers. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (fault) {
      if (tries === 150) throw fault;
      await pause(200);
    }
  }
}

test('what is written after the database has crashed is told to whoever was told a position before it', async () => {
  const [first] = servers as [ServerProcess];
  const token = await tokenOf(first, 'county@liping');
  const county = new Client(first.url, token, 'county@liping');
  await plantOpen(ground, '崩溃之前');
  const live = createLive({ url: `${first.url}/graphql`, token: () => token, webSocketImpl: WebSocket });
  lives.push(live);
  const list = new LiveList<object>(live, { list: POSTINGS, args: {}, node: 'title' });
  await until(() => list.state.name === 'live');
  const known = list.rows.size;

  // The numbers of those who have been rolled back are forgotten by the crash, and would be given again.
  const undecided = await ownConnection(ground);
  undecided.on('error', () => undefined);
  for (let i = 0; i < 20; i += 1)
    await undecided.query(
      `begin; update job_posting set version = version + 1 where title = '崩溃之前'; rollback`,
    );
  const { jobPostings } = await county.must<{ jobPostings: { position: string } }>(
    '{ jobPostings(first: 1) { position } }',
  );
  await cluster?.crash();
  for (let i = 0; i < AFTER_CRASH; i += 1) await insist(() => plantOpen(ground, `崩溃之后 ${i}`));

  await until(() => list.rows.size === known + AFTER_CRASH && list.state.name === 'live', SETTLED_MS);
  const { postingChanges } = await insist(() =>
    county.must<{ postingChanges: { changes: { changes: { node: { title: string } }[] } } }>(
      `query($after: Position!) { postingChanges(after: $after) { changes { changes { node { title } } } } }`,
      { after: jobPostings.position },
    ),
  );
  expect(postingChanges.changes.changes.map(({ node }) => node.title)).toEqual(
    Array.from({ length: AFTER_CRASH }, (_, i) => `崩溃之后 ${i}`),
  );
  live.close();
  await ground.plant(`update job_posting set state = 'WITHDRAWN' where title like '崩溃%'`);
});

test('whatever breaks meanwhile, at the end every subscriber holds what a fresh query shows', async () => {
  const [first] = servers as [ServerProcess];
  const clientOf = async (handle: string) => new Client(first.url, await tokenOf(first, handle), handle);
  await plantForLaws(ground, await clientOf('county@liping'), LONG ? 60 : 10);
  await expectOwnWritesRead();
  const printed = TwentyLines.start(first.url, await tokenOf(first, 'county@liping'));
  wall = printed;
  const subscribers = subscribeAll();
  const counts = servers.map((server) => {
    const live = createLive({
      url: `${server.url}/graphql`,
      token: () => tokenOf(server, 'station@foshan'),
      webSocketImpl: CutSocket,
      baseMs: 100,
      mostMs: 2_000,
    });
    lives.push(live);
    return new LiveCounts(live, PAIR);
  });
  const end = Date.now() + SECONDS * 1_000;
  const goesOn = (): boolean => Date.now() < end;
  const writes = RandomWriter.start(ground.url, editsOfLaws(), WRITES_A_SECOND);
  writer = writes;
  const broken = await breakThings(goesOn);
  const written = await writes.stop();
  const figures = `${subscribers.length} subscribers, ${written} writes in ${SECONDS} s; ${JSON.stringify(broken)}`;
  process.stdout.write(`chaos: ${figures}\n`);
  // Whoever was refused while its account was closed has stopped, and nobody else; it is told that it may try again.
  const gaveUp = subscribers.filter(({ handle, live }) => handle !== HANDLE && live.status === 'stopped');
  expect(gaveUp.map(({ handle, list }) => [handle, list.fault])).toEqual([]);
  for (const live of lives) if (live.status === 'stopped') live.reconnect();

  const truths = new Map<string, Set<string>>();
  for (const { law, handle, variables } of subscribers) {
    const key = JSON.stringify([law.field, handle, variables]);
    if (!truths.has(key))
      truths.set(key, await insist(async () => law.now(await clientOf(handle), variables)));
  }
  const wrong = (): string[] =>
    subscribers.flatMap(({ law, handle, variables, live, list }) => {
      const wanted = truths.get(JSON.stringify([law.field, handle, variables])) ?? new Set();
      const held = [...list.rows].map(([id, { version }]) => [`${id}:${version}`, id] as const);
      const right =
        list.state.name === 'live' &&
        held.length + list.unreadable === wanted.size &&
        held.every(([exact, id]) => wanted.has(exact) || wanted.has(id));
      return right
        ? []
        : [
            `${law.field} ${handle} ${JSON.stringify(variables)}: ${list.state.name}, ${held.length} of ${wanted.size}, ${live.status} ${live.lost?.reason ?? ''}`,
          ];
    });
  for (const until = Date.now() + SETTLED_MS; wrong().length > 0 && Date.now() < until; ) await pause(200);
  expect(wrong().slice(0, 20)).toEqual([]);
  const { picture } = await insist(async () =>
    (await clientOf('station@foshan')).must<{ picture: { fourCounts: object } }>(COUNTS, PAIR),
  );
  for (const one of counts) expect([one.state.name, one.counts]).toMatchObject(['live', picture.fourCounts]);
  await expectRight(printed, await clientOf('county@liping'));
  expect(written).toBeGreaterThan((SECONDS * WRITES_A_SECOND) / 2);
  expect(Object.entries(broken).filter(([, times]) => times < SECONDS / 60)).toEqual([]);
});

/** What the twenty lines of the docs have printed in the end is what their reader is shown now. */
async function expectRight(printed: TwentyLines, county: Client): Promise<void> {
  const postings = LIST_LAWS.find(({ field }) => field === 'watchPostings') as ListLaw;
  const rows = [...(await insist(() => postings.now(county, { filter: WALL_FILTER })))];
  const { picture } = await insist(() => county.must<{ picture: { fourCounts: object } }>(COUNTS, PAIR));
  const wanted = {
    ids: rows.map((row) => row.slice(0, row.lastIndexOf(':'))).toSorted(),
    postings: { state: 'live', rows: rows.length },
    counts: { state: 'live', numbers: picture.fourCounts },
  };
  const shown = () => ({
    ids: [...printed.ids].toSorted(),
    postings: printed.postings,
    counts: printed.counts,
  });
  const right = () => isDeepStrictEqual(shown(), wanted);
  await until(right, SETTLED_MS).catch(() => undefined);
  expect({ ...shown(), tail: right() ? [] : printed.tail }).toEqual({ ...wanted, tail: [] });
}

/** What is written through one process is in what another is asked for at the position of the write. */
async function expectOwnWritesRead(): Promise<void> {
  const record = `mutation($i: RecordWillingnessInput!) { recordWillingness(input: $i) { position } }`;
  const wanting = `query($origin: RegionCode!, $destination: RegionCode!, $atLeast: Position) {
    picture(origin: $origin, destination: $destination, atLeast: $atLeast) { fourCounts { intentToDestination } } }`;
  const countBy = async (client: Client, atLeast?: string) =>
    (
      await client.must<{ picture: { fourCounts: { intentToDestination: number } } }>(wanting, {
        ...PAIR,
        atLeast,
      })
    ).picture.fourCounts.intentToDestination;
  const wish = { kind: 'WORK', intent: 'GO_OUT', destinations: ['440600'], method: 'VISIT', confirmed: true };
  for (const [i, writes] of servers.entries()) {
    const reads = servers[(i + 1) % PROCESSES] as ServerProcess;
    const [writer, reader] = await Promise.all(
      [writes, reads].map(async (s) => new Client(s.url, await tokenOf(s, 'county@liping'))),
    );
    if (!writer || !reader) throw new Error('no clients');
    const { id: worker } = await registerWorker(writer);
    const { jobPostings: now } = await writer.must<{ jobPostings: { position: string } }>(
      '{ jobPostings(first: 1) { position } }',
    );
    const before = await countBy(writer, now.position);
    const { recordWillingness } = await writer.must<{ recordWillingness: { position: string } }>(record, {
      i: { ...wish, worker },
    });
    expect(await countBy(reader, recordWillingness.position)).toBe(before + 1);
  }
}
