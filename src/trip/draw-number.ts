import { codeOf } from '#kernel/region-code.js';
import type { Operation } from '#kernel/operation.js';

const TABLES = {
  dispatch_order: 'dispatch_no',
  trip: 'trip_no',
} as const;

/**
 * The next human number of an origin and a day: originCode6-yyyymmdd-seq, seq from 0001 (domain 3.1). Whoever
 * draws one waits for the others of the same origin and day until they commit, so no two are alike and none
 * is skipped. Inside `asSystem`: numbers count what the viewer may not see.
 * @param day YYYY-MM-DD
 */
export async function drawNumber(
  op: Operation,
  table: keyof typeof TABLES,
  origin: string,
  day: string,
): Promise<string> {
  const prefix = `${codeOf(origin.slice(0, 6))}-${day.replaceAll('-', '')}-`;
  const column = TABLES[table];
  await rows(op, 'select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${table}:${prefix}`]);
  const [found] = await rows(
    op,
    `select coalesce(max(split_part(${column}, '-', 3)::int), 0) + 1 as next from "${table}"
     where origin >= ? and origin < ? and starts_with(${column}, ?)`,
    [origin.slice(0, 6), `${origin.slice(0, 6)}~`, prefix],
  );
  return `${prefix}${String(found?.['next']).padStart(4, '0')}`;
}

async function rows(op: Operation, text: string, values: string[]): Promise<Record<string, unknown>[]> {
  const { em } = op;
  return em.getConnection().execute(text, values, 'all', em.getTransactionContext());
}
