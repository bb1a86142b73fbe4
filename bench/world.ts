import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { load, type Size } from '#bench/load.js';
import { parentOf } from '#bench/process-cost.js';

const ROOT = join(import.meta.dirname, '..');

/** A PostgreSQL server for the time of a run. */
export interface Cluster {
  /** Login of a superuser, to any database of it. */
  readonly url: string;
  /** `18.4` */
  readonly version: string;
  /** Process id of its postmaster: it must run on this machine, for its CPU is read from /proc. */
  readonly postmaster: number;
  stop(): Promise<void>;
}

/** Starts our own PostgreSQL in `.data/bench`, or takes the server that BENCH_DATABASE_URL names. */
export async function openCluster(): Promise<Cluster> {
  const given = process.env['BENCH_DATABASE_URL'];
  if (given) return { ...(await describe(given)), stop: async () => undefined };
  const { startEmbedded } = (await fromDist(
    'store/embedded.js',
  )) as typeof import('../src/store/embedded.js');
  const own = await startEmbedded({ dataDir: join(ROOT, '.data', 'bench'), log: () => undefined });
  try {
    return { ...(await describe(own.url)), stop: () => own.stop() };
  } catch (fault) {
    await own.stop();
    throw fault;
  }
}

/**
 * A migrated and loaded database of this size; answers its URL. One that an earlier run of the same day left
 * is used again when it was made by the same migrations and the same loader.
 */
export async function openWorld(cluster: Cluster, size: Size, say: (text: string) => void): Promise<string> {
  const name = `bench_${size.workers}_${size.postings}`;
  const url = at(cluster.url, name);
  const stamp = `bench ${recipe()} ${new Date().toISOString().slice(0, 10)}`;
  const found = await asOwner(
    cluster.url,
    `select shobj_description(oid, 'pg_database') as stamp from pg_database where datname = '${name}'`,
  );
  if (found[0]?.['stamp'] === stamp) return url;
  await make(cluster, name, size, say);
  await asOwner(cluster.url, `comment on database ${name} is '${stamp}'`);
  return url;
}

/** A database with the regions, bodies and accounts of the bench and nobody else, made anew; answers its URL. */
export async function freshWorld(
  cluster: Cluster,
  name: string,
  say: (text: string) => void,
): Promise<string> {
  await make(cluster, name, { workers: 0, postings: 0 }, say);
  return at(cluster.url, name);
}

async function make(cluster: Cluster, name: string, size: Size, say: (text: string) => void): Promise<void> {
  say(`making the database ${name}`);
  await asOwner(cluster.url, `drop database if exists ${name} with (force)`, `create database ${name}`);
  const { migrate } = (await fromDist('store/migrate.js')) as typeof import('../src/store/migrate.js');
  const url = at(cluster.url, name);
  await quietly(() => migrate(url));
  const from = performance.now();
  await load(url, size, (done) => say(`  ${((performance.now() - from) / 1000).toFixed(0)} s: ${done}`));
  // The first reader after a load pays for what the load left in memory; a checkpoint takes it out of the measure, and
  // what the system has not written to the disk by then would stall the first minute of it.
  await asOwner(cluster.url, 'checkpoint');
  spawnSync('sync');
}

/** The URL of another database of the same server. */
function at(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

async function describe(url: string): Promise<Pick<Cluster, 'url' | 'version' | 'postmaster'>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; pid: number }>(
      `select current_setting('server_version') as version, pg_backend_pid() as pid`,
    );
    const { version = '', pid = 0 } = rows[0] ?? {};
    return { url, version: version.split(' ')[0] ?? '', postmaster: parentOf(pid) };
  } finally {
    await client.end();
  }
}

/** Runs statements one by one, outside of a transaction; answers the rows of the last. */
export async function asOwner(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows as typeof rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** Changes whenever the migrations, the demo's regions or the loader do. */
function recipe(): string {
  const hash = createHash('sha256');
  const files = [
    ...readdirSync(join(ROOT, 'migrations'), { encoding: 'utf8' }).map((name) => join('migrations', name)),
    ...['load.ts', 'load-findable.ts', 'load-parties.ts', 'load-postings.ts', 'load-workers.ts'].map((name) =>
      join('bench', name),
    ),
    ...['regions.csv', 'region_groups.csv', 'pairings.csv'].map((name) => join('demo', name)),
  ];
  for (const file of files.sort()) if (/\.(ts|csv)$/.test(file)) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}

/** The built program: `npm run bench` builds it first. */
export function fromDist(path: string): Promise<unknown> {
  return import(new URL(`../dist/src/${path}`, import.meta.url).href);
}

/** The migrator tells each step on standard output, which belongs to the measures here. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const write = process.stdout.write;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = write;
  }
}
