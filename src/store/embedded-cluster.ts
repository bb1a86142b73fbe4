import { randomBytes, randomUUID } from 'node:crypto';
import { chown, link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HouseError } from '#kernel/error.js';
import type { Binaries } from './embedded-binaries.js';
import { HALF_MADE, type Place } from './embedded-place.js';
import { run } from './embedded-run.js';

/** The superuser of the embedded server. */
export const OWNER = 'labor_bridge_owner';

/**
 * Makes the cluster when there is none. It grows under a passing name and gets its own in one step at the end,
 * so `cluster` is always whole: what an interrupted making left is wiped, what is finished never is.
 * @throws HouseError EMBEDDED_NOT_MADE when initdb fails; its words are in the message.
 */
export async function ensureCluster(place: Place, programs: Binaries): Promise<void> {
  await wipeHalfMade(place.base);
  if (await stat(place.cluster).catch(() => undefined)) return;
  place.log({
    zh: `正在建立数据库文件夹 ${place.cluster}。`,
    en: `Making the database folder ${place.cluster}.`,
  });
  const making = join(place.base, `${HALF_MADE}${randomUUID()}`);
  await mkdir(making, { mode: 0o700 });
  // initdb reads the password as the other user, who may not read ours.
  const slip = join(place.base, `${HALF_MADE}${randomUUID()}`);
  await writeFile(slip, `${await ownerPassword(place)}\n`, { mode: 0o600 });
  if (place.user) {
    await chown(making, place.user.uid, place.user.gid);
    await chown(slip, place.user.uid, place.user.gid);
  }
  const { code, output } = await run(
    programs.initdb,
    [
      `--pgdata=${making}`,
      `--username=${OWNER}`,
      `--pwfile=${slip}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The built-in provider sorts alike on every machine and needs no locale of the system.
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-instructions',
    ],
    { user: place.user, cwd: place.base, limitMs: 120_000 },
  );
  await rm(slip, { force: true });
  if (code !== 0) throw notMade(place, output);
  await rename(making, place.cluster);
  await settle(place.base);
}

/** An initdb whose starter was killed may still be writing into its folder: then the next start wipes it. */
async function wipeHalfMade(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    if (!name.startsWith(HALF_MADE)) continue;
    await rm(join(base, name), { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** The superuser's password: made once, kept beside the cluster, readable to us alone. */
export async function ownerPassword(place: Place): Promise<string> {
  const file = join(place.base, 'password');
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept !== undefined) return kept.trim();
  const aside = `${file}.${randomUUID()}`;
  await writeFile(aside, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true });
  // A link, not a rename: it fails when another process was quicker, and then that one's password counts.
  await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
  return (await readFile(file, 'utf8')).trim();
}

/** Makes the new name itself survive a power cut. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

function notMade(place: Place, output: string): HouseError {
  const words = output.trim().split('\n').slice(-3).join(' ');
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'EMBEDDED_NOT_MADE',
    {
      zh: `无法建立数据库文件夹 ${place.cluster}：${words}`,
      en: `The database folder ${place.cluster} could not be made: ${words}`,
    },
    { folder: place.cluster },
  );
}
