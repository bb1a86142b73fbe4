import type { Measure } from '#bench/measure.js';
import { median } from '#bench/measure.js';
import { CITY, COUNTY } from '#bench/load-parties.js';
import { type OwnServer, startOurs } from '#bench/servers.js';
import { type Pace, runIn, type Spell, spell } from '#bench/spell.js';

/** The number of workers against which the full number is held. */
export const FEW_WORKERS = 10_000;

const COUNTS = `query Counts($origin: RegionCode!, $destination: RegionCode!) {
  picture(origin: $origin, destination: $destination) {
    position
    fourCounts { laborBase intentToDestination trainingWilling suitablePosts }
  }
}`;
const NOTHING = '{ __typename }';

interface Turn {
  readonly name: 'many' | 'few' | 'nothing';
  readonly server: OwnServer;
  readonly body: string;
  readonly spells: Spell[];
}

/**
 * What the four counts cost over many workers and over few, and what a request costs that asks for nothing.
 * Two servers over two databases that differ only in the number of workers.
 */
export async function measureCounts(
  urls: { many: string; few: string },
  postmaster: number,
  pace: Pace,
  rounds: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const many = await startOurs(urls.many);
  const few = await startOurs(urls.few).catch(async (fault: unknown) => {
    await many.stop();
    throw fault;
  });
  const counts = JSON.stringify({ query: COUNTS, variables: { origin: COUNTY, destination: CITY } });
  const turns: Turn[] = [
    { name: 'many', server: many, body: counts, spells: [] },
    { name: 'few', server: few, body: counts, spells: [] },
    { name: 'nothing', server: many, body: JSON.stringify({ query: NOTHING }), spells: [] },
  ];
  try {
    const work = async ({ server, body }: Turn, at: Pace): Promise<Spell> =>
      spell(
        { url: server.url, headers: server.headers, body },
        { server: server.pid, postmaster },
        at,
        await answered(server, body),
      );
    for (const turn of turns) await work(turn, runIn(pace));
    for (let round = 1; round <= rounds; round += 1) {
      for (const turn of turns) {
        const { name, spells } = turn;
        const done = await work(turn, pace);
        spells.push(done);
        say(
          `round ${round}, ${name}: ${done.cpu.toFixed(3)} ms CPU, PostgreSQL ${done.postgresCpu.toFixed(3)} ms, p50 ${done.p50.toFixed(2)} ms, ${done.requestsPerSecond.toFixed(0)}/s`,
        );
      }
    }
    say(`the counts: ${await text(many, counts)}`);
    return measures(turns);
  } finally {
    await many.stop();
    await few.stop();
  }
}

async function text(server: OwnServer, body: string): Promise<string> {
  const answer = await fetch(server.url, { method: 'POST', headers: server.headers, body });
  return answer.text();
}

/** Bytes of the answer, which must be one without errors. */
async function answered(server: OwnServer, body: string): Promise<number> {
  const answer = await text(server, body);
  if (answer.includes('"errors"')) throw new Error(`the counts are refused: ${answer.slice(0, 1_000)}`);
  // A count or a position may get a digit shorter while the load runs.
  return Math.floor(Buffer.byteLength(answer) * 0.9);
}

function measures(turns: readonly Turn[]): Measure[] {
  const cpu = (name: Turn['name']): number[] =>
    turns.find((turn) => turn.name === name)?.spells.map((s) => s.cpu) ?? [];
  const against = (name: Turn['name'], peer: string, most: number): Measure => {
    const ratio = median(cpu(name).map((one, i) => (cpu('many')[i] ?? Number.NaN) / one));
    return {
      name: name === 'few' ? 'counts.workers' : 'counts.typename',
      unit: 'ms',
      ours: median(cpu('many')),
      peers: { [peer]: median(cpu(name)) },
      ratios: { [peer]: ratio },
      goal: `≤ ${most} × ${peer}`,
      holds: ratio <= most,
      note: 'server CPU for one request of fourCounts, ours to ours',
    };
  };
  return [against('few', `${FEW_WORKERS} workers`, 1.3), against('nothing', '{ __typename }', 2)];
}
