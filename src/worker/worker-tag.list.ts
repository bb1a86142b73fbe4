import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';

/** A tag as the face shows it. */
export interface TagRecordNode {
  readonly tag: string;
  readonly subtype: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly source: string;
}

/** All tags that these workers carry, carried or will carry, oldest first; only of the county that serves them. */
export const loadTagRecords: BatchFunction<string, TagRecordNode[]> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select t.worker_id, t.tag, t.subtype, t.valid_from::text as valid_from, t.valid_to::text as valid_to, t.source
      from worker_tag t where ${tagStake(op)} and t.worker_id = any(${[...keys]}::uuid[]) order by t.valid_from, t.id`,
  );
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['worker_id']));
  return keys.map((k) => (found.get(k) ?? []).map(tagRecordNode));
};

function tagStake(op: Operation): Sql {
  if (op.viewer.role === 'SYSTEM') return sql`true`;
  return op.viewer.role === 'COUNTY_BUREAU' ? underPath(sql`t.origin`, op.viewer.path) : sql`false`;
}

function tagRecordNode(row: Row): TagRecordNode {
  return {
    tag: String(row['tag']),
    subtype: (row['subtype'] as string | null) ?? null,
    validFrom: String(row['valid_from']),
    validTo: (row['valid_to'] as string | null) ?? null,
    source: String(row['source']),
  };
}
