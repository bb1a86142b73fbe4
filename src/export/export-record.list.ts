import sql, { type Sql } from 'sql-template-tag';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';

const COLUMNS = sql`x.id, x.number, a.handle as account, x.list, x.filter, x.purpose, x.format, x.in_full,
  x.state, x.row_count, x.began_at, x.ended_at`;
const FROM = sql`from export_record x join account a on a.id = x.account_id`;

/** Whose exports the viewer may know of: the first wall; the policies on the table are the second. */
function exportStake({ viewer }: Operation): Sql {
  return viewer.organizationId === ''
    ? sql`false`
    : sql`(x.organization_id = ${viewer.organizationId} and x.role = ${viewer.role})`;
}

function exportNode(row: Row) {
  return {
    id: toGlobalId('ExportRecord', String(row['id'])),
    number: row['number'],
    account: row['account'],
    list: row['list'],
    filter: row['filter'],
    purpose: row['purpose'],
    format: row['format'],
    inFull: row['in_full'],
    state: row['state'],
    rows: row['row_count'],
    beganAt: row['began_at'],
    endedAt: row['ended_at'],
  };
}
type ExportNode = ReturnType<typeof exportNode>;

/** What the viewer's side has exported, newest first. */
export function exportRecordList(op: Operation): ListQuery<ExportNode> {
  return {
    name: 'export-record',
    columns: COLUMNS,
    from: sql`${FROM} where ${exportStake(op)}`,
    keys: [sql`x.id`],
    descending: true,
    node: exportNode,
  };
}

/** Exports by key, under the viewer's rights. */
export const loadExportRecords: BatchFunction<string, ExportNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${COLUMNS} ${FROM} where ${exportStake(op)} and x.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), exportNode(r)]));
  return keys.map((k) => found.get(k) ?? null);
};
