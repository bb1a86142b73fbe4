import type { Message } from '#kernel/error.js';

/** A fault that whoever typed the command can mend, with how. */
export interface KnownFault {
  readonly reason: string;
  readonly text: Message;
}

/** What node and `pg` put on a fault; none of it is a person's. */
interface Marks {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly address?: unknown;
  readonly hostname?: unknown;
  readonly port?: unknown;
  readonly path?: unknown;
  readonly cause?: unknown;
}

const PAGE = 'docs/operations.md';
const MAX_WRAPPERS = 5;

/**
 * Names a fault of the surroundings by its code: the port, the data folder, the database's server, the login, the rights. The
 * driver's own sentence stays inside. undefined for everything else, which is a fault of the program.
 */
export function knownFault(fault: unknown): KnownFault | undefined {
  let at = fault as Marks | undefined;
  for (let level = 0; level < MAX_WRAPPERS && typeof at === 'object' && at !== null; level += 1) {
    const found = listening(at) ?? making(at) ?? connecting(at) ?? answered(at);
    if (found) return found;
    at = at.cause as Marks | undefined;
  }
  return undefined;
}

const told = (reason: string, zh: string, en: string): KnownFault => ({ reason, text: { zh, en } });

function listening({ code, syscall, address, port }: Marks): KnownFault | undefined {
  if (syscall !== 'listen') return undefined;
  if (code === 'EADDRINUSE')
    return told(
      'PORT_TAKEN',
      `端口 ${port} 已被占用。请停掉占用它的程序，或换一个：export PORT=4001（每个终端都要）。`,
      `Port ${port} is taken. Stop what uses it, or choose another in every terminal: export PORT=4001`,
    );
  if (code === 'EACCES')
    return told(
      'PORT_NOT_YOURS',
      `无权监听端口 ${port}。请把 PORT 设为 1024 以上的端口。`,
      `You may not listen on port ${port}. Set PORT to one above 1023.`,
    );
  if (code === 'EADDRNOTAVAIL')
    return told(
      'HOST_NOT_HERE',
      `本机没有地址 ${address}。请检查 HOST。`,
      `This machine has no address ${address}. Check HOST.`,
    );
  return undefined;
}

/** Folders are made in the data folder alone. */
function making({ code, syscall, path }: Marks): KnownFault | undefined {
  if (syscall !== 'mkdir') return undefined;
  return told(
    'DATA_DIR_UNUSABLE',
    `无法新建文件夹 ${path}（${code}）。请把 DATA_DIR 设为一个可写的文件夹。`,
    `The folder ${path} cannot be made (${code}). Set DATA_DIR to a folder that you may write.`,
  );
}

function connecting({ code, syscall, address, port, hostname }: Marks): KnownFault | undefined {
  if (syscall === 'getaddrinfo')
    return told(
      'HOST_UNKNOWN',
      `找不到主机 ${hostname}。请检查 HOST、DATABASE_URL 和 DATABASE_APP_URL。`,
      `There is no host ${hostname}. Check HOST, DATABASE_URL and DATABASE_APP_URL.`,
    );
  const silent = ['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];
  if (!silent.includes(String(code))) return undefined;
  const where = address === undefined ? '' : ` ${address}:${port}`;
  return told(
    'DATABASE_UNREACHABLE',
    `连不上数据库${where}。请确认 PostgreSQL 已启动，并检查 DATABASE_URL 和 DATABASE_APP_URL。`,
    `No database answers${where && ` at${where}`}. See that PostgreSQL runs, and check DATABASE_URL and DATABASE_APP_URL.`,
  );
}

const WRONG_LOGIN = told(
  'DATABASE_LOGIN',
  '数据库拒绝了用户名或密码。请检查 DATABASE_URL 和 DATABASE_APP_URL，密码中的特殊字符要按 URL 转义。',
  'The database refuses this user or password. Check DATABASE_URL and DATABASE_APP_URL; special characters of a password are escaped as in any URL.',
);

/** SQLSTATE codes of PostgreSQL 18 (appendix A); LB… are raised by our own migrations. */
const SQLSTATE: Readonly<Record<string, KnownFault>> = {
  '28P01': WRONG_LOGIN,
  '28000': WRONG_LOGIN,
  '3D000': told(
    'DATABASE_MISSING',
    '服务器上没有 DATABASE_URL 中的数据库。请先新建：create database 名称 owner 属主。',
    'The server has no database of the name in DATABASE_URL. Make it first: create database NAME owner OWNER',
  ),
  '42501': told(
    'DATABASE_RIGHTS',
    `这个数据库用户缺少权限。DATABASE_URL 应为数据库属主，DATABASE_APP_URL 应为 labor_bridge_app 的成员，见 ${PAGE}。`,
    `This login lacks a right. DATABASE_URL must be the database's owner, DATABASE_APP_URL a member of labor_bridge_app: see ${PAGE}.`,
  ),
  '53300': told(
    'DATABASE_FULL',
    '数据库的连接数已满。请调低 DATABASE_POOL，或提高数据库的 max_connections。',
    'The database takes no more connections. Lower DATABASE_POOL or raise its max_connections.',
  ),
  '57P03': told(
    'DATABASE_STARTING',
    '数据库正在启动或停止，请稍后再试。',
    'The database is starting or stopping. Try again in a moment.',
  ),
  LB010: told(
    'ROLE_NOT_GRANTED',
    `本服务器已有角色 labor_bridge_app，但未授予此属主。请由超级用户执行：grant labor_bridge_app to 属主。见 ${PAGE}。`,
    `This server has the role labor_bridge_app already, and it is not granted to this owner. As a superuser: grant labor_bridge_app to OWNER. See ${PAGE}.`,
  ),
  LB011: told(
    'ROLE_NOT_MADE',
    `此属主不能新建角色 labor_bridge_app。请由超级用户执行：alter role 属主 createrole。见 ${PAGE}。`,
    `This owner may not make the role labor_bridge_app. As a superuser: alter role OWNER createrole. See ${PAGE}.`,
  ),
};

function answered({ code }: Marks): KnownFault | undefined {
  return typeof code === 'string' ? SQLSTATE[code] : undefined;
}
