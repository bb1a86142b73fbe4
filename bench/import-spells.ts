import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { start } from '#bench/children.js';
import { cpuMs, peakResidentMb, postgresCpuMs } from '#bench/process-cost.js';
import { COUNTY_ACCOUNT } from '#bench/load-parties.js';
import { OUR_KEYS } from '#bench/servers.js';

const COMMANDS = join(import.meta.dirname, '..', 'dist', 'src', 'command');
const LOOK_EVERY_MS = 50;

/** One program from its start to its end. */
export interface Ended {
  readonly seconds: number;
  /** The most that lay in its memory at any time, in MB of 1 000 000 bytes. */
  readonly peakMb: number;
  /** Its own CPU and that of all PostgreSQL processes meanwhile, in seconds: what a busy machine does not change. */
  readonly cpu: number;
  readonly postgresCpu: number;
  /** The last words it wrote. */
  readonly words: string;
}

/** What an import said it did. */
export type Told = Readonly<Record<'read' | 'created' | 'corrected' | 'unchanged' | 'refused', number>>;

/** Runs a program to its end, which must be a good one. */
export async function runToEnd(
  file: string,
  arguments_: readonly string[],
  environment: Record<string, string>,
  postmaster: number,
): Promise<Ended> {
  const postgresBefore = postgresCpuMs(postmaster);
  const from = performance.now();
  const child = start(file, arguments_, environment);
  let [peakMb, cpu] = [0, 0];
  const looking = setInterval(() => {
    peakMb = Math.max(peakMb, peakResidentMb(child.pid) ?? 0);
    cpu = Math.max(cpu, usedMs(child.pid) / 1000);
  }, LOOK_EVERY_MS);
  const code = await child.ended;
  clearInterval(looking);
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${child.words()}`);
  const seconds = (performance.now() - from) / 1000;
  const postgresCpu = (postgresCpuMs(postmaster) - postgresBefore) / 1000;
  return { seconds, peakMb, cpu, postgresCpu, words: child.words() };
}

/** 0 once it has ended. */
function usedMs(pid: number): number {
  try {
    return cpuMs(pid);
  } catch {
    return 0;
  }
}

/** Where one of the program's own commands works. */
export interface Place {
  readonly url: string;
  /** Process id of its PostgreSQL. */
  readonly postmaster: number;
}

/** One of the program's own commands, to its end. */
export function runCommand(name: string, arguments_: readonly string[], at: Place): Promise<Ended> {
  const environment = { DATABASE_URL: at.url, ...OUR_KEYS };
  return runToEnd(join(COMMANDS, `${name}.js`), arguments_, environment, at.postmaster);
}

/**
 * `npm run import -- workers FILE` as the county's account, which must refuse exactly the planted rows, each for the planted
 * reason. Throws, naming the first row that differs.
 */
export async function importLedger(
  workbook: string,
  at: Place,
  refusals: string,
  planted: ReadonlyMap<number, string>,
  more: readonly string[] = [],
): Promise<Ended & { readonly told: Told }> {
  const order = ['workers', workbook, '--as', COUNTY_ACCOUNT, '--refusals', refusals, ...more];
  const ended = await runCommand('import', order, at);
  mustRefuse(planted, refusedIn(refusals));
  return { ...ended, told: toldIn(ended.words) };
}

/** Every refused row of a list of refusals with its reasons, joined where there are several. */
function refusedIn(file: string): Map<number, string> {
  const [, ...lines] = parse(readFileSync(file, 'utf8'), { bom: true }) as string[][];
  const found = new Map<number, string>();
  for (const [place = '', , , reason = ''] of lines) {
    // `台账!C12`, or the number of the row alone.
    const row = Number(/\d+$/.exec(place)?.[0]);
    const before = found.get(row);
    found.set(row, before === undefined ? reason : `${before} and ${reason}`);
  }
  return found;
}

function mustRefuse(planted: ReadonlyMap<number, string>, found: ReadonlyMap<number, string>): void {
  const rows = [...new Set([...planted.keys(), ...found.keys()])].toSorted((a, b) => a - b);
  const differs = rows.find((row) => planted.get(row) !== found.get(row));
  if (differs === undefined) return;
  const [wanted = 'nothing', got = 'nothing'] = [planted.get(differs), found.get(differs)];
  throw new Error(`row ${differs} of the ledger has ${wanted} planted and was refused for ${got}`);
}

function toldIn(words: string): Told {
  const of = (name: string): number => {
    const count = new RegExp(`${name} +(\\d+)`).exec(words)?.[1];
    if (count === undefined) throw new Error(`the import did not say how many are ${name}:\n${words}`);
    return Number(count);
  };
  return {
    read: of('read'),
    created: of('created'),
    corrected: of('corrected'),
    unchanged: of('unchanged'),
    refused: of('refused'),
  };
}
