import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LedgerFiles, writeLedger } from '#bench/import-file.js';
import {
  type Ended,
  importLedger,
  type Place,
  runCommand,
  runToEnd,
  type Told,
} from '#bench/import-spells.js';
import type { Measure } from '#bench/measure.js';
import { asOwner, type Cluster, freshWorld } from '#bench/world.js';
import { VILLAGES } from '../test/support/worker-sheets.ts';

/** Of the rows a second of reading and copying: the least that ours must be. */
const LEAST_SHARE = 0.1;
/** "About a minute" for the 100 000 people of a county. */
const LEAST_A_SECOND = 100_000 / 75;
const MOST_MB = 500;

/**
 * A county's ledger through `npm run import`, as a process of its own: judged, applied, sent again, then everything
 * worked out anew by `audit:picture`. Throws where a planted fault is not refused for what it is, a good row is not
 * registered, the second time changes anything, or the audit finds a difference.
 */
export async function measureImport(
  cluster: Cluster,
  rows: number,
  say: (text: string) => void,
): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'labor-bridge-bench-import-'));
  try {
    const files = await writeLedger(folder, rows);
    say(`a ledger of ${rows} rows, ${files.planted.size} of them faulty`);
    const url = await freshWorld(cluster, 'bench_import', say);
    await openToInvented(url);
    const at = { url, postmaster: cluster.postmaster };
    return measures(files.rows, await ours(files, at, folder, say), await peers(files, at, say));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Its people have numbers that were never issued, which a database of real people refuses. */
async function openToInvented(url: string): Promise<void> {
  const villages = VILLAGES.map(
    ([code, name, town]) => `('${code}', '${name}', 'VILLAGE', '${town}', '${code}', '{}')`,
  );
  await asOwner(
    url,
    'update deployment set demo = true',
    `select set_config('app.role', 'SYSTEM', false), set_config('app.verb', 'party.seed', false), set_config('app.actor', 'bench', false)`,
    `insert into region (code, name, level, parent_code, path, members) values ${villages.join(', ')}`,
  );
}

interface Ours {
  readonly dryRun: number;
  readonly applied: number;
  readonly again: number;
  readonly peakMb: number;
}

/** Rows a second of each way through, from the start of the process to its end. */
async function ours(
  { workbook, rows, planted }: LedgerFiles,
  at: Place,
  folder: string,
  say: (text: string) => void,
): Promise<Ours> {
  const good = rows - planted.size;
  const all: Told = { read: rows, created: 0, corrected: 0, unchanged: 0, refused: planted.size };
  let peakMb = 0;
  const bring = async (what: string, tells: Told, people: number, ...more: string[]): Promise<number> => {
    const ended = await importLedger(workbook, at, join(folder, `${what}.csv`), planted, more);
    const [told, wanted] = [JSON.stringify(ended.told), JSON.stringify(tells)];
    if (told !== wanted) throw new Error(`${what}: it says ${told}, and not ${wanted}`);
    const registered = (await stateOf(at.url)).people;
    if (registered !== people) throw new Error(`${what}: ${registered} are registered, and not ${people}`);
    peakMb = Math.max(peakMb, ended.peakMb);
    say(`${what}: ${spent(ended)}, at most ${ended.peakMb.toFixed(0)} MB`);
    return rows / ended.seconds;
  };
  const dryRun = await bring('dry run', { ...all, created: good }, 0, '--dry-run');
  const applied = await bring('applied', { ...all, created: good }, good);
  const { position } = await stateOf(at.url);
  const again = await bring('sent again', { ...all, unchanged: good }, good);
  const after = (await stateOf(at.url)).position;
  if (after !== position) throw new Error(`sent again, it wrote ${position} to ${after} in the journal`);
  // Ends with another code than 0 where it finds a difference.
  say(`audit of the picture: ${spent(await runCommand('audit-picture', [], at))}, nothing found`);
  return { dryRun, applied, again, peakMb };
}

function spent({ seconds, cpu, postgresCpu }: Ended): string {
  return `${seconds.toFixed(1)} s (CPU ${cpu.toFixed(1)} s, PostgreSQL ${postgresCpu.toFixed(1)} s)`;
}

async function stateOf(url: string): Promise<{ people: number; position: string }> {
  const [row] = await asOwner(
    url,
    `select (select count(*)::int from worker) as people, (select max(seq)::text from journal_entry) as position`,
  );
  return row as { people: number; position: string };
}

/** Rows a second of each reader with a bare COPY behind it, also from the start of the process to its end. */
async function peers(
  { workbook, csv, rows }: LedgerFiles,
  { url, postmaster }: Place,
  say: (text: string) => void,
): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [reader, file] of [
    ['exceljs', workbook],
    ['csv-parse', csv],
  ] as const) {
    const program = join(import.meta.dirname, 'bare-copy.mjs');
    const ended = await runToEnd(program, [reader, file], { BENCH_DATABASE: url }, postmaster);
    const [copied] = await asOwner(url, 'select count(*)::int as rows from bare_copy');
    if (copied?.['rows'] !== rows) throw new Error(`${reader} copied ${copied?.['rows']} rows of ${rows}`);
    say(`${reader} and a bare COPY: ${spent(ended)}`);
    found[`${reader} + COPY`] = rows / ended.seconds;
  }
  return found;
}

function measures(rows: number, own: Ours, found: Readonly<Record<string, number>>): Measure[] {
  const rate = (name: string, each: number, goal: string, holds: boolean | null, note: string): Measure => ({
    name: `import.${name}`,
    unit: '1/s',
    ours: each,
    peers: found,
    ratios: Object.fromEntries(Object.entries(found).map(([peer, theirs]) => [peer, each / theirs])),
    goal,
    holds,
    note,
  });
  const quick = `≥ ${Math.round(LEAST_A_SECOND)}/s`;
  const share = own.applied / (found['exceljs + COPY'] ?? Number.NaN);
  return [
    rate('dry-run', own.dryRun, quick, own.dryRun >= LEAST_A_SECOND, `rows a second of ${rows}, judged`),
    rate(
      'applied',
      own.applied,
      `${quick}, ≥ ${LEAST_SHARE} × exceljs + COPY`,
      own.applied >= LEAST_A_SECOND && share >= LEAST_SHARE,
      'the workbook; csv-parse is given the same rows as CSV, for scale',
    ),
    rate('again', own.again, '', null, 'the same file a second time: nothing changes'),
    {
      name: 'import.memory',
      unit: 'MB',
      ours: own.peakMb,
      peers: {},
      ratios: {},
      goal: `< ${MOST_MB} MB`,
      holds: own.peakMb < MOST_MB,
      note: 'the most that any of the three had resident at any time',
    },
  ];
}
