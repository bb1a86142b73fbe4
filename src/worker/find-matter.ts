import sql from 'sql-template-tag';
import { notFound } from '#kernel/error.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { Matter } from './disclosure.rules.js';
import { WORKER } from './find-worker.js';
import { MATTER_COLUMNS, matterOf } from './worker.list.js';

/** Whose matter a worker is now, read inside the verb's own transaction. NOT_FOUND when not the viewer's. */
export async function findMatter(op: Operation, key: string): Promise<Matter> {
  const found = sql`select ${MATTER_COLUMNS} from worker w join standing s on s.worker_id = w.id where w.id = ${key}`;
  const rows: Row[] = await op.em
    .getConnection()
    .execute(found.sql, [...found.values], 'all', op.em.getTransactionContext());
  const row = rows[0];
  if (!row) throw notFound(WORKER, 'input.id');
  return matterOf(row);
}
