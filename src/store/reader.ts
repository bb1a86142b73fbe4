import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import type { Sql } from 'sql-template-tag';
import { sessionVariables, type Viewer } from '#access/viewer.js';
import { encodePosition } from '#journal/position.js';
import type { Reading, Row } from '#kernel/operation.js';

/** Reads under a viewer's rights; `counted` is told how many statements ran (for /metrics). */
export type Reader = (viewer: Viewer, today: string, statements: readonly Sql[]) => Promise<Reading>;

const BEGIN = 'begin isolation level repeatable read read only';
const SESSION = {
  name: 'session',
  text: `select set_config('app.role', $1, true), set_config('app.path', $2, true),
    set_config('app.organization', $3, true), set_config('app.actor', $4, true), set_config('app.origins', $5, true),
    set_config('app.explicit_keys', $6, true), set_config('app.broad_keys', $7, true),
    set_config('app.today', $8, true), pg_current_snapshot()::text as snapshot`,
} as const;

/** The same text always gets the same prepared statement; the number of texts is bounded by the code's lists. */
const MAX_STATEMENT_NAMES = 500;

/**
 * One round trip for everything: begin, session, statements and commit travel together (`pipeline: true` on
 * the pool). That makes the second wall nearly free, and the snapshot taken with the session is the
 * position at which all the rows are true.
 */
export function createReader(pool: Pool, epoch: string, counted: (statements: number) => void): Reader {
  const names = new Map<string, string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= MAX_STATEMENT_NAMES) return undefined;
    const name = `list_${names.size}`;
    names.set(text, name);
    return name;
  };
  return async (viewer, today, statements) => {
    const client = await pool.connect();
    const variables = Object.values(sessionVariables(viewer));
    const wire = wireOf(client);
    try {
      // Corked, the messages of all statements leave in one packet instead of a dozen.
      wire?.cork();
      const running = [
        client.query(BEGIN),
        client.query({ ...SESSION, values: [...variables, today] }),
        ...statements.map((s) =>
          client.query({ name: nameOf(s.text), text: s.text, values: s.values as unknown[] }),
        ),
        client.query('commit'),
      ];
      wire?.uncork();
      counted(statements.length);
      const settled = await Promise.allSettled(running);
      const failed = settled.find((s) => s.status === 'rejected');
      if (failed) throw failed.reason;
      const results = settled.map((s) => (s as PromiseFulfilledResult<{ rows: Row[] }>).value);
      const snapshot = String(results[1]?.rows[0]?.['snapshot']);
      client.release();
      return { position: encodePosition(epoch, snapshot), rows: results.slice(2, -1).map((r) => r.rows) };
    } catch (fault) {
      // A connection whose pipeline failed is not worth mending.
      client.release(true);
      throw fault;
    }
  };
}

/** The socket of a connection; pg keeps it where its types do not tell. */
function wireOf(client: PoolClient): Pick<Socket, 'cork' | 'uncork'> | undefined {
  return (client as PoolClient & { connection?: { stream?: Socket } }).connection?.stream;
}
