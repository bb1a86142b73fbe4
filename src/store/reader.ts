import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import type { Sql } from 'sql-template-tag';
import { refusalOf } from '#access/stands.js';
import { isAccount, sessionVariables, type Viewer } from '#access/viewer.js';
import { encodePosition } from '#journal/position.js';
import type { Reading, Row } from '#kernel/operation.js';
import { OneSnapshot } from './one-snapshot.js';
import { SERVING_ROLE } from './orm.js';
import { standsSql } from './stands-sql.js';

/** Reads under a viewer's rights; `counted` is told how many statements ran (for /metrics). */
export type Reader = (viewer: Viewer, today: string, statements: readonly Sql[]) => Promise<Reading>;

/** How every connection of the reader begins: as the serving role, one snapshot a transaction, nothing written. */
const SESSION_OPTIONS = [
  `role=${SERVING_ROLE}`,
  'default_transaction_isolation=repeatable\\ read',
  'default_transaction_read_only=on',
  'idle_in_transaction_session_timeout=30000',
];

export interface PoolKind {
  /** As the database's own lists of connections show it. */
  readonly name: string;
  /** A statement that takes longer is ended. */
  readonly timeoutMs: number;
  /** A connection that nobody used for so long is closed; 0: never, which spares a timer around every read. */
  readonly idleMs: number;
  /** Further settings of each connection. */
  readonly more: readonly string[];
}

const USUAL: PoolKind = { name: 'labor-bridge read', timeoutMs: 10_000, idleMs: 0, more: [] };

/** At most `size` connections for a reader. */
export function openReaderPool(
  url: string,
  size: number,
  { name, timeoutMs, idleMs, more }: PoolKind = USUAL,
): Pool {
  const options = [...SESSION_OPTIONS, `statement_timeout=${timeoutMs}`, ...more];
  const pool = new Pool({
    connectionString: url,
    max: size,
    application_name: name,
    options: options.map((option) => `-c ${option}`).join(' '),
    keepAlive: true,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: 5_000,
  });
  // A broken connection leaves the pool by itself, idle or in use (then its query fails); without listeners for
  // both, the first restart of the database would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

const SESSION = {
  name: 'session',
  text: `select set_config('app.role', $1, true), set_config('app.path', $2, true),
    set_config('app.organization', $3, true), set_config('app.actor', $4, true), set_config('app.origins', $5, true),
    set_config('app.explicit_keys', $6, true), set_config('app.broad_keys', $7, true),
    set_config('app.today', $8, true), pg_current_snapshot()::text as snapshot,
    case when $9::uuid is null then 'STANDS' else ${standsSql('$9::uuid', '$1', '$10::uuid', '$2')} end as stands`,
} as const;

/** Texts that have a name at one time: the code's own lists have fewer, and what selections add is used up and leaves. */
const MOST_NAMES = 500;

/**
 * One round trip for everything: the session and the statements travel together as one transaction of a pool of
 * `openReaderPool`. That makes the second wall nearly free, and the snapshot taken with the session is the
 * position at which all the rows are true. In the same snapshot stands whether the viewer still is who it was let
 * in as; if not, no row leaves: UNAUTHENTICATED/ACCOUNT_REVOKED or RIGHTS_CHANGED.
 */
export function createReader(pool: Pool, epoch: string, counted: (statements: number) => void): Reader {
  const names = new LRUCache<string, string>({ max: MOST_NAMES });
  let named = 0;
  const nameOf = (text: string): string => {
    const known = names.get(text);
    if (known) return known;
    const name = `list_${(named += 1)}`;
    names.set(text, name);
    return name;
  };
  return async (viewer, today, statements) => {
    const session = {
      ...SESSION,
      values: [...Object.values(sessionVariables(viewer)), today, ...whoStands(viewer)],
    };
    const reading = new OneSnapshot([
      session,
      ...statements.map(({ text, values }) => ({ name: nameOf(text), text, values })),
    ]);
    const client = await pool.connect();
    let answer: Row[][];
    try {
      counted(statements.length);
      answer = await client.query(reading).answer;
      client.release(reading.worn);
    } catch (fault) {
      // A connection whose transaction failed is not worth mending.
      client.release(true);
      throw fault;
    }
    const [[first = {}] = [], ...rows] = answer;
    const refusal = refusalOf(first['stands']);
    if (refusal) throw refusal;
    return { position: encodePosition(epoch, String(first['snapshot'])), rows };
  };
}

/** Whom the snapshot is asked about; the system is nobody's account. */
function whoStands(viewer: Viewer): (string | null)[] {
  return isAccount(viewer) ? [viewer.accountId, viewer.organizationId] : [null, null];
}
