import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HouseError } from '#kernel/error.js';
import { isAlive } from './embedded-postmaster.js';

/** A lock whose owner has not touched it for so long (milliseconds) is a dead owner's. */
const STALE_AFTER = 5000;
const BEAT = 1000;

/**
 * Runs `work` while no other process does anything to this place. The lock is a file with its owner's process
 * number; it is taken away when the owner is dead or has stopped touching it.
 * @throws HouseError EMBEDDED_BUSY after `patienceMs`.
 */
export async function withLock<T>(base: string, work: () => Promise<T>, patienceMs = 120_000): Promise<T> {
  const file = join(base, 'lock');
  const until = Date.now() + patienceMs;
  while (!(await take(file))) {
    if (await isStale(file)) await takeAway(file);
    else if (Date.now() > until) throw busy(file);
    else await delay(30);
  }
  const beat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, BEAT);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const [text, facts] = await Promise.all([
    readFile(file, 'utf8').catch(() => undefined),
    stat(file).catch(() => undefined),
  ]);
  if (text === undefined || !facts) return false;
  if (Date.now() - facts.mtimeMs > STALE_AFTER) return true;
  const owner = Number(text);
  return owner > 0 && !(await isAlive(owner));
}

/** Two may find the same stale lock: the later one must not carry off what the earlier one has just laid. */
async function takeAway(file: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if (!(await isStale(aside))) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function busy(file: string): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'EMBEDDED_BUSY',
    {
      zh: `另一个进程一直占用着数据库文件夹（${file}）。请先停止它。`,
      en: `Another process keeps the database folder busy (${file}). Stop it first.`,
    },
    { lock: file },
  );
}
