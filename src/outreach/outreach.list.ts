import sql, { empty, join } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loaderOf, type Published } from '#kernel/published.js';
import { regionOf } from '#party/party.list.js';
import { OUTREACH_GROUP } from './count-outreach-group.js';

function groupNode(op: Operation, row: Row) {
  return {
    id: toGlobalId('OutreachGroup', String(row['id'])),
    region: regionOf(op, row['region_code']),
    name: row['name'],
    channel: row['channel'],
    members: row['members'],
    countedOn: row['counted_on'],
    closedOn: row['closed_on'] ?? null,
    version: row['version'],
  };
}
export type GroupNode = ReturnType<typeof groupNode>;

export const OUTREACH_GROUPS: Published<GroupNode> = {
  says: OUTREACH_GROUP,
  columns: sql`g.id, g.region_code, g.name, g.channel, g.members, g.counted_on::text as counted_on, g.closed_on::text as closed_on, g.version`,
  from: sql`outreach_group g`,
  id: sql`g.id`,
  node: groupNode,
};

/** Groups under a region, newest first. Numbers alone, of nobody: every signed-in side sees them all. */
export function outreachGroupList(
  op: Operation,
  { region, closed }: { readonly region?: string | null; readonly closed?: boolean | null },
): ListQuery<GroupNode> {
  const conditions = [
    sql`true`,
    region == null ? empty : underPath(sql`g.path`, op.regions.must(region, 'filter.region').path),
    closed == null ? empty : sql`(g.closed_on is not null) = ${closed}`,
  ].filter((condition) => condition !== empty);
  return {
    name: 'outreach-group',
    columns: OUTREACH_GROUPS.columns,
    from: sql`from outreach_group g where ${join(conditions, ' and ')}`,
    keys: [sql`g.id`],
    descending: true,
    node: (row) => groupNode(op, row),
  };
}

/** Groups by key. */
export const loadOutreachGroups = loaderOf(OUTREACH_GROUPS);
