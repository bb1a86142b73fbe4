import { spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { HouseError } from '#kernel/error.js';
import type { Binaries } from './embedded-binaries.js';
import type { Place } from './embedded-place.js';
import { readPostmaster, type Postmaster } from './embedded-postmaster.js';
import { NATIVE_ENVIRONMENT } from './embedded-run.js';

const LOG_LIMIT_BYTES = 10_000_000;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  // A session whose client was killed gives its locks back within a second, even in mid-statement.
  client_connection_check_interval: '1s',
  // No value of a person may reach the log. An error's own sentence can hold one ("invalid input syntax for
  // type date: …"), so errors stay out altogether ("log" ranks above "error" here); the caller gets them.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

/** For throw-away databases of tests: nothing waits for the disk, and a power cut may destroy them. */
const CARELESS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/**
 * Starts the server on a free loopback port and waits until it takes connections, however long it replays its
 * log after a crash. It is not our process group's child: Ctrl-C must not reach it before we have drained.
 * @throws HouseError EMBEDDED_NOT_STARTED after five tries.
 */
export async function launch(place: Place, programs: Binaries, durable: boolean): Promise<Postmaster> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const from = await turnLog(place.logFile);
    const ready = await readyOrGone(await spawnServer(place, programs, durable), place);
    if (ready) return ready;
    // Another program may have got the port, or children of a killed server may still hold its memory.
    if (attempt === 5) throw notStarted(place, (await readFile(place.logFile, 'utf8')).slice(from));
    await delay(200 * attempt);
  }
  throw notStarted(place, '');
}

/** The server that we have spawned; `gone` is watched from its first instant, for it may fail in its first. */
interface Spawned {
  pid: number | undefined;
  gone: boolean;
}

async function spawnServer(place: Place, programs: Binaries, durable: boolean): Promise<Spawned> {
  const log = await open(place.logFile, 'a', 0o600);
  try {
    const settings = { ...SETTINGS, ...(durable ? {} : CARELESS), port: String(await freePort()) };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(programs.postgres, ['-D', place.cluster, ...flags], {
      cwd: place.base,
      env: NATIVE_ENVIRONMENT,
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      uid: place.user?.uid,
      gid: place.user?.gid,
    });
    child.unref();
    const spawned: Spawned = { pid: child.pid, gone: false };
    const end = (): void => void (spawned.gone = true);
    child.once('exit', end).once('error', end);
    return spawned;
  } finally {
    await log.close();
  }
}

async function readyOrGone(server: Spawned, place: Place): Promise<Postmaster | undefined> {
  while (!server.gone) {
    const seen = await readPostmaster(place.cluster);
    if (seen?.pid === server.pid && seen?.status === 'ready') return seen;
    await delay(10);
  }
  return undefined;
}

/** Puts a long log aside; returns where the new lines will begin. */
async function turnLog(file: string): Promise<number> {
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size <= LOG_LIMIT_BYTES) return size;
  await rename(file, `${file}.1`);
  return 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

function notStarted(place: Place, log: string): HouseError {
  const words = log.trim().split('\n').slice(-3).join(' ');
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'EMBEDDED_NOT_STARTED',
    {
      zh: `自带的 PostgreSQL 没有启动成功，日志在 ${place.logFile}：${words}`,
      en: `The PostgreSQL that comes along did not start; its log is ${place.logFile}: ${words}`,
    },
    { log: place.logFile },
  );
}
