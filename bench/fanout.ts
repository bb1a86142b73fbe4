import { setTimeout as delay } from 'node:timers/promises';
import { LIVE_PEERS, LIVE_SETTINGS, PUBLISHED, WATCH } from '#bench/live-contestants.js';
import { type Measure, median } from '#bench/measure.js';
import { type Opener, startOpener } from '#bench/opener.js';
import { cpuMs } from '#bench/process-cost.js';
import { type Server, startOurs, startPeer } from '#bench/servers.js';
import { openSockets, type SocketLoad } from '#bench/socket-load.js';

/** Postings opened in one turn of a contestant. */
const TURN = 20;
/** And in its first, whose figures nobody looks at. */
const FIRST_TURN = 40;
/** Postings opened at most before a turn, until all of its sockets hear of one; each is waited for so long. */
const REHEARSALS = 8;
const REHEARSAL_MS = 2_500;
/** What ours may cost of what the peer costs, in CPU of the server for one delivery. */
const GOALS: Readonly<Record<string, number>> = { 'graphql-ws': 0.45, 'bare ws': 2.5 };

interface Contestant {
  readonly name: string;
  start(url: string): Promise<Server>;
  readonly query: string;
}

const ours = (url: string): Promise<Server> => startOurs(url, LIVE_SETTINGS);
const CONTESTANTS: readonly Contestant[] = [
  { name: 'postingPublished', start: ours, query: PUBLISHED },
  { name: 'watchPostings', start: ours, query: WATCH },
  ...LIVE_PEERS.map(({ name, file, query }) => ({
    name,
    start: (url: string) => startPeer(file, url),
    query,
  })),
];

interface Entered {
  readonly name: string;
  readonly query: string;
  readonly server: Server;
  readonly load: SocketLoad;
  /** Of each turn: server CPU for one delivery in ms, and the time until the last socket had a frame (median). */
  readonly turns: { readonly cpu: number; readonly last: number }[];
}

/**
 * One posting opened at a time, told to `sockets` sockets of each contestant: the next is opened when the last socket
 * has it. Everybody's sockets stay open, and only those of the one whose turn it is have subscribed.
 */
export async function measureFanout(
  url: string,
  sockets: number,
  rounds: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const opener = await startOpener(url, REHEARSALS + FIRST_TURN, REHEARSALS + FIRST_TURN);
  const entered: Entered[] = [];
  try {
    for (const contestant of CONTESTANTS) {
      entered.push(await enter(contestant, url, sockets));
      say(`${contestant.name}: ${sockets} sockets stand`);
    }
    for (const one of entered) await turn(one, opener, sockets, FIRST_TURN);
    for (let round = 1; round <= rounds; round += 1)
      for (const one of entered) {
        const done = await turn(one, opener, sockets, TURN);
        one.turns.push(done);
        say(
          `round ${round}, ${one.name}: ${(done.cpu * 1000).toFixed(1)} µs CPU a delivery, the last socket after ${done.last.toFixed(0)} ms`,
        );
      }
    return measures(entered, sockets);
  } finally {
    for (const { load, server } of entered) {
      await load.stop();
      await server.stop();
    }
    await opener.stop();
  }
}

async function enter({ name, query, start }: Contestant, url: string, count: number): Promise<Entered> {
  const server = await start(url);
  try {
    const token = server.headers['authorization'];
    const load = await openSockets({
      url: server.url.replace('http:', 'ws:'),
      ...(token ? { token } : {}),
      count,
      atOnce: 20,
      marker: '"title":',
    });
    return { name, query, server, load, turns: [] };
  } catch (fault) {
    await server.stop();
    throw fault;
  }
}

/** One turn: all subscribe, so many postings are opened, all leave. */
async function turn(
  one: Entered,
  opener: Opener,
  sockets: number,
  openings: number,
): Promise<{ cpu: number; last: number }> {
  const { name, query, server, load } = one;
  await load.send({ id: '1', type: 'subscribe', payload: { query } });
  await rehearse(one, opener, sockets);
  const lasts: number[] = [];
  const before = cpuMs(server.pid);
  for (const posting of opener.postings.slice(REHEARSALS, REHEARSALS + openings)) {
    const { all } = await load.expect(sockets);
    const sent = await opener.open(posting, 'quick', true);
    await all.catch(async (fault: unknown) => {
      const { came } = await load.look();
      throw new Error(`${name}: ${came} of ${sockets} have the posting. ${fault}\n${server.words()}`);
    });
    lasts.push(performance.now() - sent);
  }
  const cpu = (cpuMs(server.pid) - before) / (openings * sockets);
  await load.send({ id: '1', type: 'complete' });
  await rest(server);
  await opener.putBack();
  await rest(server);
  return { cpu, last: median(lasts) };
}

/** Most say nothing when a subscription stands: all of them do when each has heard of the same posting. */
async function rehearse({ name, server, load }: Entered, opener: Opener, sockets: number): Promise<void> {
  for (const posting of opener.postings.slice(0, REHEARSALS)) {
    await rest(server);
    const { all } = await load.expect(sockets);
    await opener.open(posting, 'quick', true);
    if (await Promise.race([all.then(() => true), delay(REHEARSAL_MS, false)])) return;
  }
  throw new Error(`the subscriptions of ${name} do not stand:\n${server.words()}`);
}

/** Waits until a server has nothing more to do. */
async function rest({ pid }: Server): Promise<void> {
  for (let idle = 0, used = cpuMs(pid); idle < 3; ) {
    await delay(100);
    const now = cpuMs(pid);
    idle = now - used <= 10 ? idle + 1 : 0;
    used = now;
  }
}

function measures(entered: readonly Entered[], sockets: number): Measure[] {
  const of = (name: string, figure: 'cpu' | 'last'): number[] =>
    entered.find((one) => one.name === name)?.turns.map((turn) => turn[figure]) ?? [];
  const peers = LIVE_PEERS.map(({ name }) => name);
  const unit = { cpu: 1000, last: 1 } as const;
  return CONTESTANTS.filter(({ start }) => start === ours).flatMap(({ name }) =>
    (['cpu', 'last'] as const).map((figure): Measure => {
      const mine = of(name, figure);
      const ratios = Object.fromEntries(
        peers.map((peer) => [
          peer,
          median(of(peer, figure).map((theirs, i) => (mine[i] ?? Number.NaN) / theirs)),
        ]),
      );
      const judged = figure === 'cpu';
      return {
        name: `fanout.${name}${judged ? '' : '.last'}`,
        unit: judged ? 'µs' : 'ms',
        ours: median(mine) * unit[figure],
        peers: Object.fromEntries(peers.map((peer) => [peer, median(of(peer, figure)) * unit[figure]])),
        ratios,
        goal: judged ? '≤ 0.45 × graphql-ws, ≤ 2.5 × bare ws' : '',
        holds: judged
          ? Object.entries(GOALS).every(([peer, most]) => (ratios[peer] ?? Number.NaN) <= most)
          : null,
        note: judged
          ? `server CPU for one delivery to one of ${sockets} sockets`
          : 'from COMMIT until the last socket has it, median of the openings',
      };
    }),
  );
}
