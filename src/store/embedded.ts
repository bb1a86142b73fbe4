import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Message } from '#kernel/error.js';
import { binaries } from './embedded-binaries.js';
import { ensureCluster, OWNER, ownerPassword } from './embedded-cluster.js';
import { forgetHolders, hold, isHeld, type Holder } from './embedded-holders.js';
import { launch } from './embedded-launch.js';
import { withLock } from './embedded-lock.js';
import { choosePlace, type Place } from './embedded-place.js';
import { findPostmaster, stopPostmaster } from './embedded-postmaster.js';

/** The database made inside the embedded server. */
export const EMBEDDED_DATABASE = 'labor_bridge';

/** A running PostgreSQL 18 of our own. */
export interface Embedded {
  /** For the superuser, over loopback. It holds a password: never log it. */
  url: string;
  port: number;
  /** The folder in use: inside the one asked for, unless the log said otherwise. */
  dataDir: string;
  /** False when it was already running and we joined. */
  started: boolean;
  /**
   * Leaves it, and stops it when nobody else holds it: at most `limitMs` (3500) for an orderly stop, then at
   * once, which loses nothing that was committed. Doing it again does nothing.
   */
  stop(limitMs?: number): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  log: (message: Message) => void;
  /** False only for throw-away databases of tests: nothing waits for the disk. Default true. */
  durable?: boolean;
}

/**
 * Starts the embedded PostgreSQL of a data folder, or joins it when another process has. Works as root (then it
 * runs as another user) and as an ordinary user, after any kind of death of ours or its own, and when several
 * do it at once. When our process dies without `stop`, a watchdog stops it for us.
 * @throws HouseError SERVICE_UNAVAILABLE with a reason EMBEDDED_… and a way to mend it.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const place = await choosePlace(options.dataDir, options.log);
  return withLock(place.base, async () => {
    let found = await findAnswering(place);
    const started = !found;
    if (started) await forgetHolders(place.base);
    const holder = await hold(place.base);
    try {
      if (!found) {
        const programs = await binaries(place);
        await ensureCluster(place, programs);
        const { port } = await launch(place, programs, options.durable ?? true);
        found = { port, url: await ensureDatabase(place, port) };
      }
      return { ...found, dataDir: place.base, started, stop: stopper(place, holder) };
    } catch (error) {
      await depart(place, holder, 1000);
      throw error;
    }
  });
}

/** How a server that is just dying hangs up; where it has no code, the driver saw the line go. */
const HANGS_UP: readonly unknown[] = ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', undefined];
const LOOKS = 50;

/** The running server with our database; undefined when there is none. One that was killed may be seen for a moment yet. */
async function findAnswering(place: Place): Promise<{ port: number; url: string } | undefined> {
  for (let looks = 1; ; looks += 1) {
    const server = await findPostmaster(place.cluster);
    if (!server) return undefined;
    try {
      return { port: server.port, url: await ensureDatabase(place, server.port) };
    } catch (fault) {
      if (looks === LOOKS || !HANGS_UP.includes((fault as { code?: unknown }).code)) throw fault;
      await delay(40);
    }
  }
}

/** For tools of the command line: the running server, or one for as long as the tool runs. Says nothing. */
export function attachEmbedded(options: { dataDir: string }): Promise<Embedded> {
  return startEmbedded({ ...options, log: () => undefined });
}

function stopper(place: Place, holder: Holder): (limitMs?: number) => Promise<void> {
  let stopped: Promise<void> | undefined;
  return (limitMs = 3500) => {
    stopped ??= withLock(place.base, () => depart(place, holder, limitMs));
    return stopped;
  };
}

async function depart(place: Place, holder: Holder, limitMs: number): Promise<void> {
  await holder.leave();
  if (!(await isHeld(place.base))) await stopPostmaster(place.cluster, limitMs);
}

/** Proves that the server at this port is ours, by its password, and that our database is in it. */
async function ensureDatabase(place: Place, port: number): Promise<string> {
  const at = (database: string, password: string): string =>
    `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`;
  const password = await ownerPassword(place);
  const client = new pg.Client({ connectionString: at('postgres', password) });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [EMBEDDED_DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${EMBEDDED_DATABASE}`);
  } finally {
    await client.end();
  }
  return at(EMBEDDED_DATABASE, password);
}
