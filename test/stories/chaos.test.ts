import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import WebSocket from 'ws';
import { createLive, type Live, LiveCounts, LiveList } from '../../client/src/index.js';
import { BrokerProcess, NATS_SERVER } from '../support/broker.js';
import { Client } from '../support/client.js';
import { openGround, type TestGround } from '../support/ground.js';
import { LIST_LAWS, type ListLaw, plantForLaws } from '../support/list-laws.js';
import { registerWorker } from '../support/people.js';
import { type Built, build, ServerProcess } from '../support/server-process.js';
import { TWENTY_LINES, TwentyLines } from '../support/twenty-lines.js';
import { until } from '../support/until.js';

const LONG = Boolean(process.env['LONG']);
/** How long everything is broken at random. */
const SECONDS = LONG ? 600 : 12;
const PROCESSES = 3;
/** Connections of each reader of the laws to each process: 15 readers, so 45 or 1 350 subscribers with their rights and filters. */
const COPIES = LONG ? 30 : 1;
const WRITES_A_SECOND = LONG ? 200 : 60;
/** Afterwards everybody must hold the truth within this time. */
const SETTLED_MS = 60_000;
const { pair: PAIR, filter: WALL_FILTER } = TWENTY_LINES;
const COUNTS = `query($origin: RegionCode!, $destination: RegionCode!) { picture(origin: $origin, destination: $destination) {
  fourCounts { laborBase intentToDestination trainingWilling suitablePosts } } }`;

jest.setTimeout((SECONDS + 240) * 1_000);

let built: Built;
let ground: TestGround;
const servers: ServerProcess[] = [];
const lives: Live[] = [];
let broker: BrokerProcess | undefined;
let wall: TwentyLines | undefined;
beforeAll(async () => {
  built = build();
  ground = await openGround();
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
  await wall?.stop();
  await Promise.all(servers.map((server) => server.kill()));
  await broker?.close();
  await ground?.close();
  built?.remove();
});

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Each process is its own issuer here. */
async function tokenOf(server: ServerProcess, handle: string): Promise<string> {
  const answer = await fetch(`${server.url}/play/tokens`);
  const tokens = (await answer.json()) as { handle: string; token: string }[];
  return tokens.find((one) => one.handle === handle)?.token ?? '';
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
            webSocketImpl: WebSocket,
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

/** Writes at random until told to stop, over one connection that is as often cut as the others. */
async function write(goesOn: () => boolean): Promise<number> {
  const edits = LIST_LAWS.flatMap((law) => law.edits);
  const draws = fc.sample(fc.record({ edit: fc.constantFrom(...edits), draw: fc.nat() }), 5_000);
  let done = 0;
  for (let i = 0; goesOn(); i += 1) {
    const { edit, draw } = draws[i % draws.length] ?? { edit: 'select $1', draw: 0 };
    await ground.plant(edit.replaceAll('$1', `'${draw + i}'`)).then(
      () => (done += 1),
      () => pause(50),
    );
    await pause(1_000 / WRITES_A_SECOND);
  }
  return done;
}

const HANDLE = 'employer@foshan';
const setAccount = async (status: string): Promise<void> => {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ground.plant(`update account set status = '${status}' where handle = '${HANDLE}'`);
    } catch (fault) {
      if (tries === 20) throw fault;
      await pause(50);
    }
  }
};

/**
 * What may go wrong, at random: a process is killed, or the broker; the database drops everybody; an account is closed for a
 * while.
 */
async function breakThings(
  goesOn: () => boolean,
): Promise<{ killed: number; dropped: number; revoked: number; unbrokered: number }> {
  const broken = { killed: 0, dropped: 0, revoked: 0, unbrokered: 0 };
  while (goesOn()) {
    const dice = Math.random();
    if (broker && Math.random() < 0.25) {
      await broker.kill();
      broken.unbrokered += 1;
      await pause(2_000 * Math.random());
      await broker.start();
    } else if (dice < 0.5) {
      const server = servers[Math.floor(Math.random() * PROCESSES)] as ServerProcess;
      await server.kill();
      broken.killed += 1;
      await pause(200 + 800 * Math.random());
      server.start();
      await server.ready();
    } else if (dice < 0.8) {
      await ground
        .look(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
        )
        .catch(() => undefined);
      broken.dropped += 1;
    } else {
      await setAccount('REVOKED');
      broken.revoked += 1;
      await pause(1_000);
      await setAccount('ACTIVE');
    }
    await pause(300 + 1_500 * Math.random());
  }
  return broken;
}

/** Asks until a process answers. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask();
    } catch (fault) {
      if (tries === 50) throw fault;
      await pause(200);
    }
  }
}

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
      webSocketImpl: WebSocket,
      baseMs: 100,
      mostMs: 2_000,
    });
    lives.push(live);
    return new LiveCounts(live, PAIR);
  });
  const end = Date.now() + SECONDS * 1_000;
  const goesOn = (): boolean => Date.now() < end;
  const [written, broken] = await Promise.all([write(goesOn), breakThings(goesOn)]);
  // Whoever was refused while its account was closed has stopped, and is told that it may try again.
  for (const live of lives) if (live.status === 'stopped') live.reconnect();

  const truths = new Map<string, Set<string>>();
  for (const { law, handle, variables } of subscribers) {
    const key = JSON.stringify([law.field, handle, variables]);
    if (!truths.has(key))
      truths.set(key, await insist(async () => law.now(await clientOf(handle), variables)));
  }
  const wrong = (): string[] =>
    subscribers.flatMap(({ law, handle, variables, list }) => {
      const wanted = truths.get(JSON.stringify([law.field, handle, variables])) ?? new Set();
      const held = [...list.rows].map(([id, { version }]) => [`${id}:${version}`, id] as const);
      const right =
        list.state.name === 'live' &&
        held.length + list.unreadable === wanted.size &&
        held.every(([exact, id]) => wanted.has(exact) || wanted.has(id));
      return right
        ? []
        : [
            `${law.field} ${handle} ${JSON.stringify(variables)}: ${list.state.name}, ${held.length} of ${wanted.size}`,
          ];
    });
  for (const until = Date.now() + SETTLED_MS; wrong().length > 0 && Date.now() < until; ) await pause(200);
  expect(wrong()).toEqual([]);
  const { picture } = await insist(async () =>
    (await clientOf('station@foshan')).must<{ picture: { fourCounts: object } }>(COUNTS, PAIR),
  );
  for (const one of counts) expect([one.state.name, one.counts]).toMatchObject(['live', picture.fourCounts]);
  await expectRight(printed, await clientOf('county@liping'));
  expect(written).toBeGreaterThan(SECONDS * 5);
  expect(broken.killed + broken.dropped + broken.revoked + broken.unbrokered).toBeGreaterThan(SECONDS / 10);
});

/** What the twenty lines of the docs have printed in the end is what their reader is shown now. */
async function expectRight(printed: TwentyLines, county: Client): Promise<void> {
  const postings = LIST_LAWS.find(({ field }) => field === 'watchPostings') as ListLaw;
  const rows = [...(await postings.now(county, { filter: WALL_FILTER }))];
  const { picture } = await county.must<{ picture: { fourCounts: object } }>(COUNTS, PAIR);
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
  await until(() => isDeepStrictEqual(shown(), wanted), SETTLED_MS).catch(() => undefined);
  expect(shown()).toEqual(wanted);
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
