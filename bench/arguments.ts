import { parseArgs } from 'node:util';

/** What `npm run bench` can measure, in the order of a full run. */
export const MEASURES = [
  'list',
  'six-lists',
  'search',
  'counts',
  'commit-to-frame',
  'fanout',
  'idle',
  'storm',
  'import',
  'attacks',
  'boot',
] as const;
export type MeasureName = (typeof MEASURES)[number];

/** What the caller asked for. */
export interface Wish {
  readonly measures: readonly MeasureName[];
  readonly workers: number;
  readonly postings: number;
  /** Sockets of each contestant of the fan-out; five times as many idle ones. */
  readonly sockets: number;
  /** Rows of the imported ledger. */
  readonly rows: number;
  /** Rounds in which all contestants take turns. */
  readonly rounds: number;
  /** Seconds of one contestant's turn, after the warm-up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Seconds for which each contestant works before anything is measured. */
  readonly runInSeconds: number;
  /** One JSON object a measure on stdout and nothing else there. */
  readonly json: boolean;
}

/** Everything, at the size and length that the goals are stated for. Only such a run is kept in RESULTS.md. */
export const FULL = {
  workers: 1_000_000,
  postings: 200_000,
  sockets: 2_000,
  rows: 100_000,
  rounds: 3,
  seconds: 8,
  warmUpSeconds: 3,
  runInSeconds: 24,
} as const;

export const USAGE = `npm run bench -- [${MEASURES.join('|')}] [options]
  --workers N    invented workers (${FULL.workers})
  --postings N   invented postings (${FULL.postings})
  --sockets N    sockets of the live measures (${FULL.sockets}; five times as many idle ones)
  --rows N       rows of the imported ledger (${FULL.rows}; 5000 for a quick look)
  --rounds N     rounds in which all take turns (${FULL.rounds})
  --seconds N    seconds of one turn, after a warm-up (${FULL.seconds})
  --json         one JSON object a measure on stdout
不写名称就测量全部；有目标未达到则以 1 退出。Without a name it measures all; it exits 1 where a goal does not hold.
BENCH_DATABASE_URL names a PostgreSQL server (a superuser's login) to use instead of its own; databases called
bench_… are made and dropped there.`;

const OPTIONS = {
  workers: { type: 'string' },
  postings: { type: 'string' },
  sockets: { type: 'string' },
  rows: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the command line. Throws an Error that says in both languages what is wrong with it, and what it may be. */
export function readWish(given: readonly string[]): Wish | 'help' {
  const { values, positionals } = read(given);
  if (values.help) return 'help';
  const unknown = positionals.filter((name) => !(MEASURES as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new Error(
      `没有这项测量 · no such measure: ${unknown.join(', ')}\n  → ${MEASURES.join('  ')}\n\n${USAGE}`,
    );
  const whole = (
    name: 'workers' | 'postings' | 'sockets' | 'rows' | 'rounds' | 'seconds',
    min: number,
    max: number,
  ): number => {
    const text = values[name];
    const value = text === undefined ? FULL[name] : Number(text);
    if (!Number.isInteger(value) || value < min || value > max)
      throw new Error(
        `--${name} 应为 ${min} 至 ${max} 的整数 · --${name} must be a whole number from ${min} to ${max}`,
      );
    return value;
  };
  const seconds = whole('seconds', 1, 60);
  return {
    measures: positionals.length > 0 ? MEASURES.filter((name) => positionals.includes(name)) : MEASURES,
    workers: whole('workers', 1_000, 10_000_000),
    postings: whole('postings', 2_000, 2_000_000),
    sockets: whole('sockets', 20, 3_600),
    rows: whole('rows', 100, 1_000_000),
    rounds: whole('rounds', 1, 20),
    seconds,
    warmUpSeconds: Math.min(FULL.warmUpSeconds, seconds),
    runInSeconds: Math.min(FULL.runInSeconds, 3 * seconds),
    json: values.json,
  };
}

function read(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], allowPositionals: true, options: OPTIONS });
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    throw new Error(`命令写法不对 · written wrongly: ${why}\n\n${USAGE}`);
  }
}
