import { isDeepStrictEqual } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contestant } from '#bench/contestants.js';
import type { Measure } from '#bench/measure.js';
import { median } from '#bench/measure.js';
import { cpuMs } from '#bench/process-cost.js';
import type { Server } from '#bench/servers.js';
import { type Pace, type Request, runIn, type Spell, spell } from '#bench/spell.js';

/** One question that several answer, and what ours may cost of what they cost. */
export interface Contest<Row> {
  /** What its measures are called: `list`. */
  readonly name: string;
  /** Ours first. */
  readonly contestants: readonly Contestant<Row>[];
  /** How many rows a right answer has. */
  readonly rows: number;
  /** Connections at once, where one answer takes longer than those of the pace would wait for. */
  readonly connections?: number;
  /** CPU of the server for one request: the most that ours may be of a peer's. */
  readonly cpu: Readonly<Record<string, number>>;
  /** Peers than which ours answers sooner, in the median. */
  readonly sooner: readonly string[];
}

interface Entered<Row> {
  readonly contestant: Contestant<Row>;
  readonly server: Server;
  /** What its process uses of a second while nobody asks, in ms. */
  rest: number;
  readonly request: Request;
  /** Bytes of the body of a right answer. */
  readonly bytes: number;
  readonly spells: Spell[];
}

/**
 * The same question to us and to the peers, over one database and behind the same row-level security. All are
 * started, their answers must agree, then they take turns: while one works, the others have nothing to do.
 */
export async function measureContest<Row>(
  contest: Contest<Row>,
  url: string,
  postmaster: number,
  given: Pace,
  rounds: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const entered: Entered<Row>[] = [];
  try {
    for (const contestant of contest.contestants) entered.push(await enter(contestant, url));
    await mustAgree(entered, contest.rows);
    say(`${entered.length} contestants agree on ${contest.rows} rows`);
    const work = (one: Entered<Row>, at: Pace): Promise<Spell> =>
      spell(one.request, { server: one.server.pid, postmaster, rest: one.rest }, at, one.bytes);
    const pace = { ...given, connections: contest.connections ?? given.connections };
    for (const one of entered) await work(one, runIn(pace));
    await sleep(SETTLE_MS);
    await Promise.all(entered.map(async (one) => (one.rest = await atRest(one.server.pid))));
    for (let round = 1; round <= rounds; round += 1) {
      for (const one of entered) {
        const done = await work(one, pace);
        one.spells.push(done);
        say(
          `round ${round}, ${one.contestant.name}: ${done.cpu.toFixed(2)} ms CPU, PostgreSQL ${done.postgresCpu.toFixed(2)} ms, p50 ${done.p50.toFixed(1)} ms, p99 ${done.p99.toFixed(1)} ms, ${done.requestsPerSecond.toFixed(0)}/s`,
        );
      }
    }
    await mustAgree(entered, contest.rows);
    return measures(contest, entered);
  } finally {
    for (const { server } of entered) await server.stop();
  }
}

async function enter<Row>(contestant: Contestant<Row>, url: string): Promise<Entered<Row>> {
  const server = await contestant.start(url);
  const { query, variables } = contestant;
  const request = { url: server.url, headers: server.headers, body: JSON.stringify({ query, variables }) };
  try {
    const answer = await fetch(server.url, { method: 'POST', headers: server.headers, body: request.body });
    return {
      contestant,
      server,
      request,
      rest: 0,
      bytes: (await answer.arrayBuffer()).byteLength,
      spells: [],
    };
  } catch (fault) {
    await server.stop();
    throw fault;
  }
}

/** What a server does of itself is not the price of a request; where one takes long, that would be most of it. */
async function atRest(server: number): Promise<number> {
  const before = cpuMs(server);
  await sleep(REST_SECONDS * 1000);
  return (cpuMs(server) - before) / REST_SECONDS;
}
/** Until the last garbage of the run-in is collected. */
const SETTLE_MS = 3_000;
const REST_SECONDS = 10;

async function ask<Row>({ contestant, request }: Entered<Row>): Promise<Row[]> {
  const answer = await fetch(request.url, { method: 'POST', headers: request.headers, body: request.body });
  const text = await answer.text();
  const read = contestant.answer.safeParse((JSON.parse(text) as { data?: unknown }).data);
  if (!read.success) throw new Error(`${contestant.name} answers something else: ${text.slice(0, 1_000)}`);
  return read.data;
}

/** The same rows in the same order with the same fields, or there is nothing to compare. */
async function mustAgree<Row>(entered: readonly Entered<Row>[], rows: number): Promise<void> {
  const [first, ...others] = await Promise.all(
    entered.map(async (one) => ({ name: one.contestant.name, rows: await ask(one) })),
  );
  if (first?.rows.length !== rows)
    throw new Error(`${first?.name} answers ${first?.rows.length} rows, not ${rows}`);
  for (const other of others) {
    const at = first.rows.findIndex((row, i) => !isDeepStrictEqual(row, other.rows[i]));
    if (at >= 0 || other.rows.length !== first.rows.length)
      throw new Error(
        `${other.name} and ${first.name} do not agree at row ${at}: ${JSON.stringify(other.rows[at])} and ${JSON.stringify(first.rows[at])}`,
      );
  }
}

function measures<Row>(contest: Contest<Row>, entered: readonly Entered<Row>[]): Measure[] {
  const [ours, ...peers] = entered;
  if (!ours) return [];
  const of = (
    figure: keyof Spell,
    name: string,
    goals: Readonly<Record<string, number>>,
    goal: string,
    note?: string,
  ): Measure => {
    // Round by round, so that what disturbs the machine for a while disturbs both sides of a ratio.
    const ratios = Object.fromEntries(
      peers.map((peer) => [
        peer.contestant.name,
        median(peer.spells.map((s, i) => (ours.spells[i]?.[figure] ?? Number.NaN) / s[figure])),
      ]),
    );
    const judged = Object.entries(goals);
    return {
      name,
      unit: 'ms',
      ours: median(ours.spells.map((s) => s[figure])),
      peers: Object.fromEntries(
        peers.map((peer) => [peer.contestant.name, median(peer.spells.map((s) => s[figure]))]),
      ),
      ratios,
      goal,
      holds:
        judged.length === 0 ? null : judged.every(([peer, most]) => (ratios[peer] ?? Number.NaN) <= most),
      ...(note ? { note } : {}),
    };
  };
  const { name, cpu, sooner } = contest;
  const most = Object.entries(cpu).map(([peer, ratio]) => `≤ ${ratio} × ${peer}`);
  // The next double below 1: lower, not equal.
  const below = Object.fromEntries(sooner.map((peer) => [peer, 1 - Number.EPSILON]));
  return [
    of('cpu', `${name}.cpu`, cpu, most.join(', '), 'server CPU for one request'),
    of('p50', `${name}.p50`, below, sooner.map((peer) => `< ${peer}`).join(', ')),
    of('p99', `${name}.p99`, {}, ''),
    of('postgresCpu', `${name}.postgres-cpu`, {}, '', 'CPU of all PostgreSQL processes for one request'),
  ];
}
