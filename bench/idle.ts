import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { LIVE_PEERS, LIVE_SETTINGS, WATCH } from '#bench/live-contestants.js';
import type { Measure } from '#bench/measure.js';
import { residentMb } from '#bench/process-cost.js';
import { type OwnServer, type Server, startOurs, startPeer } from '#bench/servers.js';
import { openSockets, type SocketLoad } from '#bench/socket-load.js';

/** Sockets of one process of the load: more would need more file descriptors than a process is usually given. */
const MOST_OF_A_PROCESS = 5_000;
/** Opened and left before anything is measured, so that nobody pays for code that is met for the first time. */
const FIRST_SOCKETS = 1_000;
/** Memory is read until it has not grown or shrunk by more than this for so long, at most so often. */
const SETTLED_MB = 1;
const SETTLE_MS = 2_000;
const MOST_LOOKS = 5;
/** Of the peers the first two: graphql-ws and bare ws. The others' figures say little more, and take minutes. */
const PEERS = 2;
/** Long enough that a transaction or two at its edges do not count. */
const WINDOW_MS = 20_000;
const MOST_KB = 40;
/** A transaction more or less in a window is the other's, who looks every second by a clock of its own. */
const MOST_PER_SECOND = 0.2;
const TOKEN = 'bench-metrics-token-that-is-long-enough';

/**
 * So many sockets with one subscription each, and nothing happens: what one of them holds in memory, and what all of
 * them ask of the database.
 */
export async function measureIdle(
  url: string,
  sockets: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const ours = await startOurs(url, { ...LIVE_SETTINGS, METRICS_TOKEN: TOKEN });
  let held: number;
  let before: number;
  let beside: number;
  try {
    await (await fill(ours, FIRST_SOCKETS, WATCH)).stop();
    before = await transactions(url);
    const load = await fillAndWeigh(ours, sockets, WATCH);
    try {
      held = load.kb;
      const asked = await statements(ours);
      beside = await transactions(url);
      say(
        `ours: ${held.toFixed(1)} kB each; ${before.toFixed(1)} transactions a second without sockets, ${beside.toFixed(1)} with; ${(await statements(ours)) - asked} reads meanwhile`,
      );
      if ((await statements(ours)) !== asked) beside = Number.POSITIVE_INFINITY;
    } finally {
      await load.stop();
    }
  } finally {
    await ours.stop();
  }
  const peers: Record<string, number> = {};
  for (const { name, file, query } of LIVE_PEERS.slice(0, PEERS)) {
    const server = await startPeer(file, url);
    try {
      await (await fill(server, FIRST_SOCKETS, query)).stop();
      const load = await fillAndWeigh(server, sockets, query);
      await load.stop();
      peers[name] = load.kb;
      say(`${name}: ${load.kb.toFixed(1)} kB each`);
    } finally {
      await server.stop();
    }
  }
  return [
    {
      name: 'idle.memory',
      unit: 'kB',
      ours: held,
      peers,
      ratios: Object.fromEntries(Object.entries(peers).map(([name, theirs]) => [name, held / theirs])),
      goal: `< ${MOST_KB} kB`,
      holds: held < MOST_KB,
      note: `growth of resident memory for each of ${sockets} sockets with one subscription`,
    },
    {
      name: 'idle.transactions',
      unit: '1/s',
      ours: Math.max(0, beside - before),
      peers: { 'without sockets': before },
      ratios: {},
      goal: '0 beyond those without sockets',
      holds: beside - before <= MOST_PER_SECOND,
      note: 'transactions of the database in a second, and no read counted by /metrics',
    },
  ];
}

type Filled = Pick<SocketLoad, 'stop'>;

/** Opens the sockets in as many processes as it takes, and subscribes on each. */
async function fill(server: Server, sockets: number, query: string): Promise<Filled> {
  const loads: SocketLoad[] = [];
  const stop = async (): Promise<void> => {
    for (const load of loads) await load.stop();
  };
  try {
    for (let left = sockets; left > 0; left -= MOST_OF_A_PROCESS) {
      const count = Math.min(left, MOST_OF_A_PROCESS);
      const token = server.headers['authorization'];
      const load = await openSockets({
        url: server.url.replace('http:', 'ws:'),
        ...(token ? { token } : {}),
        count,
        atOnce: 20,
        marker: '"title":',
      });
      loads.push(load);
      await load.send({ id: '1', type: 'subscribe', payload: { query } });
      if (query === WATCH) await load.ready(count);
    }
    return { stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
}

async function fillAndWeigh(
  server: Server,
  sockets: number,
  query: string,
): Promise<Filled & { kb: number }> {
  const empty = await settled(server.pid);
  const load = await fill(server, sockets, query);
  return { ...load, kb: ((await settled(server.pid)) - empty) * (1000 / sockets) };
}

/** Resident memory once it stands still, in MB; the lowest that was seen, for garbage is no use to anybody. */
async function settled(pid: number): Promise<number> {
  let low = residentMb(pid);
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    await delay(SETTLE_MS);
    const now = residentMb(pid);
    const still = Math.abs(now - low) <= SETTLED_MB;
    low = Math.min(low, now);
    if (still) break;
  }
  return low;
}

/** Transactions that the database ended in a second; the lower of two windows, for a clock of ours ticks each minute. */
async function transactions(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, application_name: 'bench look' });
  await client.connect();
  const look = async (): Promise<number> => {
    // What a backend has counted it tells within a second.
    const { rows } = await client.query<{ n: string }>(
      'select xact_commit + xact_rollback as n from pg_stat_database where datname = current_database()',
    );
    return Number(rows[0]?.n);
  };
  try {
    const rates: number[] = [];
    for (let window = 0; window < 2; window += 1) {
      const from = await look();
      await delay(WINDOW_MS);
      // The look itself is one.
      rates.push(((await look()) - from - 1) / (WINDOW_MS / 1000));
    }
    return Math.max(0, Math.min(...rates));
  } finally {
    await client.end();
  }
}

/** Statements that our server has read with for anybody. */
async function statements({ url }: OwnServer): Promise<number> {
  const answer = await fetch(new URL('/metrics', url), { headers: { authorization: `Bearer ${TOKEN}` } });
  const found = /^labor_bridge_sql_statements_total (\d+)$/m.exec(await answer.text())?.[1];
  if (found === undefined) throw new Error(`no count of statements in /metrics: ${answer.status}`);
  return Number(found);
}
