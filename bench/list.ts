import { isDeepStrictEqual } from 'node:util';
import { CONTESTANTS, type Contestant, type Posting } from '#bench/contestants.js';
import type { Measure } from '#bench/measure.js';
import { median } from '#bench/measure.js';
import type { Server } from '#bench/servers.js';
import { type Pace, type Request, runIn, type Spell, spell } from '#bench/spell.js';

/** What ours may cost of what the peer costs, in CPU of the server for one request. */
const CPU_GOALS: Readonly<Record<string, number>> = { postgraphile: 0.45, mercurius: 0.65 };

interface Entered {
  readonly contestant: Contestant;
  readonly server: Server;
  readonly request: Request;
  /** Bytes of the body of a right answer. */
  readonly bytes: number;
  readonly spells: Spell[];
}

/**
 * The list of 50 postings with employer and region, newest first, in one city: by us, by the peers and by the
 * floor, over one database and behind the same row-level security. All four are started, their answers must
 * agree, then they take turns: while one works, the others have nothing to do.
 */
export async function measureList(
  url: string,
  postmaster: number,
  pace: Pace,
  rounds: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const entered: Entered[] = [];
  try {
    for (const contestant of CONTESTANTS) entered.push(await enter(contestant, url));
    await mustAgree(entered);
    say(`${entered.length} contestants agree on ${(await ask(entered[0] as Entered)).length} postings`);
    const work = (one: Entered, at: Pace): Promise<Spell> =>
      spell(one.request, { server: one.server.pid, postmaster }, at, one.bytes);
    for (const one of entered) await work(one, runIn(pace));
    for (let round = 1; round <= rounds; round += 1) {
      for (const one of entered) {
        const done = await work(one, pace);
        one.spells.push(done);
        say(
          `round ${round}, ${one.contestant.name}: ${done.cpu.toFixed(2)} ms CPU, PostgreSQL ${done.postgresCpu.toFixed(2)} ms, p50 ${done.p50.toFixed(1)} ms, p99 ${done.p99.toFixed(1)} ms, ${done.requestsPerSecond.toFixed(0)}/s`,
        );
      }
    }
    await mustAgree(entered);
    return measures(entered);
  } finally {
    for (const { server } of entered) await server.stop();
  }
}

async function enter(contestant: Contestant, url: string): Promise<Entered> {
  const server = await contestant.start(url);
  const { query, variables } = contestant;
  const request = { url: server.url, headers: server.headers, body: JSON.stringify({ query, variables }) };
  try {
    const answer = await fetch(server.url, { method: 'POST', headers: server.headers, body: request.body });
    return { contestant, server, request, bytes: (await answer.arrayBuffer()).byteLength, spells: [] };
  } catch (fault) {
    await server.stop();
    throw fault;
  }
}

async function ask({ contestant, request }: Entered): Promise<Posting[]> {
  const answer = await fetch(request.url, { method: 'POST', headers: request.headers, body: request.body });
  const text = await answer.text();
  const read = contestant.answer.safeParse((JSON.parse(text) as { data?: unknown }).data);
  if (!read.success) throw new Error(`${contestant.name} answers something else: ${text.slice(0, 1_000)}`);
  return read.data;
}

/** The same postings in the same order with the same fields, or there is nothing to compare. */
async function mustAgree(entered: readonly Entered[]): Promise<void> {
  const [first, ...others] = await Promise.all(
    entered.map(async (one) => ({ name: one.contestant.name, postings: await ask(one) })),
  );
  if (first?.postings.length !== 50)
    throw new Error(`${first?.name} answers ${first?.postings.length} postings, not 50`);
  for (const { name, postings } of others) {
    const at = first.postings.findIndex((posting, i) => !isDeepStrictEqual(posting, postings[i]));
    if (at >= 0 || postings.length !== first.postings.length)
      throw new Error(
        `${name} and ${first.name} do not agree at posting ${at}: ${JSON.stringify(postings[at])} and ${JSON.stringify(first.postings[at])}`,
      );
  }
}

function measures(entered: readonly Entered[]): Measure[] {
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
  return [
    of(
      'cpu',
      'list.cpu',
      CPU_GOALS,
      '≤ 0.45 × postgraphile, ≤ 0.65 × mercurius',
      'server CPU for one request',
    ),
    // The next double below 1: lower, not equal.
    of('p50', 'list.p50', { postgraphile: 1 - Number.EPSILON, mercurius: 1 - Number.EPSILON }, '< both'),
    of('p99', 'list.p99', {}, ''),
    of('postgresCpu', 'list.postgres-cpu', {}, '', 'CPU of all PostgreSQL processes for one request'),
  ];
}
