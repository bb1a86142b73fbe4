import { createHash } from 'node:crypto';
import { chmod, lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HouseError, type Message } from '#kernel/error.js';
import { makeFolder } from '#kernel/make-folder.js';
import { type OsUser, run } from './embedded-run.js';
import { osUser } from './embedded-user.js';

/** The folder of one embedded PostgreSQL, and as whom it runs. */
export interface Place {
  /** Holds everything below. Absolute, without links. */
  base: string;
  /** PostgreSQL's own data folder; it exists only once it is whole. */
  cluster: string;
  /** PostgreSQL's log; it holds no statement and no value. */
  logFile: string;
  /** Undefined: as ourselves. */
  user: OsUser | undefined;
  log: (message: Message) => void;
}

/** Whatever is still growing bears this at its front; the next start wipes what was left so. */
export const HALF_MADE = 'making-';

/** Linux and macOS keep /var/tmp across restarts. Some systems clear files there that rest for 30 days. */
const ELSEWHERE = '/var/tmp';

/**
 * Chooses the folder: `postgres` inside the data folder, or, when root must run PostgreSQL as a user who
 * cannot enter that (the project lies under /root, say), one under /var/tmp named after it.
 * @throws HouseError EMBEDDED_NO_PLACE when neither can be used, and what `osUser` throws.
 */
export async function choosePlace(dataDir: string, log: (message: Message) => void): Promise<Place> {
  makeFolder(resolve(dataDir));
  const wanted = join(await realpath(dataDir), 'postgres');
  const near = await placeAt(wanted, log);
  if (await canEnter(near)) return near;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  const far = await placeAt(join(ELSEWHERE, `labor-bridge-${name}`), log);
  const folder = await lstat(far.base);
  // /var/tmp belongs to everybody: a folder that another user laid there beforehand would hold our password.
  const safe = folder.isDirectory() && folder.uid === process.getuid?.() && (folder.mode & 0o022) === 0;
  if (!safe || !(await canEnter(far))) throw noPlace(wanted, far.base);
  log({
    zh: `运行 PostgreSQL 的系统用户无法进入 ${wanted}，数据改放在 ${far.base}。如需长期保存，请把 DATA_DIR 设为该用户可进入的文件夹。`,
    en: `The user who runs PostgreSQL cannot enter ${wanted}, so its data lies in ${far.base}. To keep it for long, set DATA_DIR to a folder that this user can enter.`,
  });
  return far;
}

async function placeAt(base: string, log: (message: Message) => void): Promise<Place> {
  // 0711 whatever the umask: the other user passes through to the cluster and sees nothing else.
  if (makeFolder(base)) await chmod(base, 0o711);
  const cluster = join(base, 'cluster');
  return { base, cluster, logFile: join(base, 'postgres.log'), user: await osUser(cluster), log };
}

async function canEnter(place: Place): Promise<boolean> {
  if (!place.user) return true;
  return (
    (await run('sh', ['-c', 'cd "$0"', place.base], { user: place.user, cwd: '/', limitMs: 5000 })).code === 0
  );
}

function noPlace(wanted: string, far: string): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'EMBEDDED_NO_PLACE',
    {
      zh: `找不到可供 PostgreSQL 使用的文件夹：${wanted} 无法进入，${far} 不属于我们。请把 DATA_DIR 设为可进入的文件夹，或设置 DATABASE_URL。`,
      en: `There is no folder that PostgreSQL can use: ${wanted} cannot be entered, ${far} is not ours. Set DATA_DIR to a folder that can be entered, or set DATABASE_URL.`,
    },
    { folders: [wanted, far] },
  );
}
