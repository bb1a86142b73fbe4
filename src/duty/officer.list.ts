import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { regionOf } from '#party/party.list.js';
import type { OfficerFilter } from './officer.type.js';

/** What a refusal calls an officer. */
export const OFFICER = { zh: '责任人', en: 'officer' } as const;

const COLUMNS = sql`f.id, f.name, f.kind, f.region_code, f.relieved_on::text as relieved_on, f.version,
  (select a.handle from account a where a.id = f.account_id) as handle`;

/** A row as the face reads it. */
export function officerNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Officer', key);
    },
    name: row['name'],
    kind: row['kind'],
    get region() {
      return regionOf(op, row['region_code']);
    },
    account: row['handle'] ?? null,
    relievedOn: row['relieved_on'] ?? null,
    version: row['version'],
  };
}
export type OfficerNode = ReturnType<typeof officerNode>;

// A destination knows no county's officers: nothing is under the empty path.
const STAKE: StakeColumns = { origin: sql`f.origin`, destination: sql`''` };

/** Whose officers the viewer may know of, over `officer f`: its county's. */
function officerStake(op: Operation): Sql {
  return stakeCondition(op.viewer, STAKE);
}

/** Officers of the county that match a filter, in the order of their place. */
export function officerList(op: Operation, filter: OfficerFilter): ListQuery<OfficerNode> {
  return {
    name: 'officer',
    columns: COLUMNS,
    from: sql`from officer f where ${officerStake(op)}${conditions(op, filter)}`,
    keys: [sql`f.origin`, sql`f.id`],
    descending: false,
    node: (row) => officerNode(op, row),
  };
}

function conditions(op: Operation, filter: OfficerFilter): Sql {
  const found: Sql[] = [];
  // Left out: who is in office; null: both.
  if (filter.relieved !== null)
    found.push(filter.relieved ? sql`f.relieved_on is not null` : sql`f.relieved_on is null`);
  if (filter.region != null)
    found.push(underPath(sql`f.origin`, op.regions.must(filter.region, 'filter.region').path));
  if (filter.kind != null) found.push(sql`f.kind = ${filter.kind}`);
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Officers by key, under the viewer's rights. */
export const loadOfficers: BatchFunction<string, OfficerNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), officerNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** For how many people of the labour base each of these officers is responsible now, by the index of areas. */
export const loadPeopleCounts: BatchFunction<string, number> = async (op, keys) => {
  const { rows } = await op.read(sql`select a.officer_id, count(*)::int as people from assignment a
    join responsibility r on r.area_key = a.area_key
    where a.officer_id = any(${[...keys]}::uuid[]) and a.ended_on is null and r.in_base group by a.officer_id`);
  const found = new Map((rows[0] ?? []).map((r) => [String(r['officer_id']), Number(r['people'])]));
  return keys.map((k) => found.get(k) ?? 0);
};

/** An officer just written, and the position of the snapshot in which it was read back. */
export async function officerPayload(
  op: Operation,
  key: string,
): Promise<{ officer: OfficerNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(OFFICER);
  return { officer: officerNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from officer f where ${officerStake(op)} and f.id = any(${[...keys]}::uuid[])`;
}
