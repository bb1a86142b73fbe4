import sql from 'sql-template-tag';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction } from '#kernel/operation.js';

/** Global ids of the records that were merged into these workers, oldest first; for whoever may see those workers' files. */
export const loadMergedRecords: BatchFunction<string, string[]> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select w.id::text as id, w.merged_into::text as into from worker w where w.merged_into = any(${[...keys]}::uuid[]) order by w.id`,
  );
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['into']));
  return keys.map((k) => (found.get(k) ?? []).map((r) => toGlobalId('Worker', String(r['id']))));
};
