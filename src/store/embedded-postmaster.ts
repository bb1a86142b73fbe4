import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './embedded-run.js';

/** PostgreSQL's first process, as it describes itself in `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  status: string;
}

/** Lines of `postmaster.pid`: 1 process, 4 port, 8 status (PostgreSQL's source, `src/include/utils/pidfile.h`). */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  if (!(pid > 0)) return undefined;
  return { pid, port: Number(lines[3]), status: lines[7]?.trim() ?? 'starting' };
}

/** Whether a process exists and is not merely waiting to be buried by a parent that does not look. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const facts = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(facts);
}

/**
 * The running server of this cluster, ready to be connected to; undefined when there is none. Waits for one
 * that is still starting or stopping, at most `patienceMs`. A `postmaster.pid` whose number another program
 * has meanwhile got is removed; one whose process is dead is left to PostgreSQL, which looks closer.
 */
export async function findPostmaster(cluster: string, patienceMs = 120_000): Promise<Postmaster | undefined> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const found = await readPostmaster(cluster);
    if (!found || !(await isAlive(found.pid))) return undefined;
    if (!(await livesIn(found.pid, cluster))) {
      await rm(join(cluster, 'postmaster.pid'), { force: true });
      return undefined;
    }
    if (found.status === 'ready' || Date.now() > until) return found;
    await delay(30);
  }
}

/** PostgreSQL's first process works inside its data folder; on systems without /proc its command names it. */
async function livesIn(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    return cwd === (await realpath(cluster).catch(() => cluster));
  }
  const { output } = await run('ps', ['-o', 'args=', '-p', String(pid)], { limitMs: 5000 });
  return output.includes(cluster);
}

/**
 * Stops the server: clients are cut off and a checkpoint is written (PostgreSQL's "fast"); when that takes
 * longer than `limitMs`, at once, and the next start replays the log ("immediate"). Nothing committed is lost.
 */
export async function stopPostmaster(cluster: string, limitMs: number): Promise<void> {
  const found = await readPostmaster(cluster);
  if (!found || !(await isAlive(found.pid)) || !(await livesIn(found.pid, cluster))) return;
  signal(found.pid, 'SIGINT');
  if (await gone(found.pid, limitMs)) return;
  signal(found.pid, 'SIGQUIT');
  if (!(await gone(found.pid, 1000))) signal(found.pid, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

async function gone(pid: number, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs;
  while (await isAlive(pid)) {
    if (Date.now() > until) return false;
    await delay(15);
  }
  return true;
}
