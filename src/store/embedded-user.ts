import { stat } from 'node:fs/promises';
import { HouseError } from '#kernel/error.js';
import { type OsUser, run } from './embedded-run.js';

/**
 * As whom PostgreSQL must run: undefined means as ourselves. PostgreSQL refuses to run as root, so root takes
 * the owner of an existing cluster, else the first of `postgres`, `nobody` and `daemon` that this machine has.
 * @throws HouseError EMBEDDED_NO_USER when root has none of them; EMBEDDED_NOT_OURS when the cluster belongs
 * to another user and we are not root.
 */
export async function osUser(cluster: string): Promise<OsUser | undefined> {
  const me = process.getuid?.() ?? -1;
  const owner = await stat(cluster).catch(() => undefined);
  if (me !== 0) {
    if (owner && owner.uid !== me) throw notOurs(cluster);
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const name of ['postgres', 'nobody', 'daemon']) {
    const uid = await numberOf('-u', name);
    const gid = await numberOf('-g', name);
    if (uid && gid) return { uid, gid };
  }
  throw new HouseError('SERVICE_UNAVAILABLE', 'EMBEDDED_NO_USER', {
    zh: 'PostgreSQL 不能以 root 身份运行，而本机没有 postgres、nobody、daemon 用户可用。请改用普通用户启动，或设置 DATABASE_URL。',
    en: 'PostgreSQL does not run as root, and this machine has none of the users postgres, nobody, daemon. Start as an ordinary user, or set DATABASE_URL.',
  });
}

/** `id -u NAME`; undefined for an unknown user, and for root, who is of no use here. */
async function numberOf(flag: '-u' | '-g', name: string): Promise<number | undefined> {
  const { code, output } = await run('id', [flag, name], { limitMs: 5000 });
  const value = Number(output.trim());
  return code === 0 && Number.isInteger(value) && value > 0 ? value : undefined;
}

function notOurs(cluster: string): HouseError {
  return new HouseError(
    'SERVICE_UNAVAILABLE',
    'EMBEDDED_NOT_OURS',
    {
      zh: `数据库文件夹属于另一个系统用户（以前可能以 root 启动过）：${cluster}。请用原用户启动，或把 DATA_DIR 设为另一个文件夹。`,
      en: `The database folder belongs to another user of this machine (was it first started as root?): ${cluster}. Start as that user, or set DATA_DIR to another folder.`,
    },
    { folder: cluster },
  );
}
