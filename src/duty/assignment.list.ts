import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadBuildings } from '#household/building.list.js';
import { regionOf } from '#party/party.list.js';
import { loadWorkers } from '#worker/worker.list.js';
import type { AssignmentFilter } from './assignment.type.js';
import { loadOfficers } from './officer.list.js';

const ASSIGNMENT = { zh: '责任关系', en: 'assignment' } as const;

const COLUMNS = sql`a.id, a.officer_id, a.worker_id, a.building_id, a.region_code, a.began_on::text as began_on,
  a.ended_on::text as ended_on, a.reason, a.ended_for, a.version`;

/** A row as the face reads it. */
export function assignmentNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Assignment', key);
    },
    get officer() {
      return op.batch(loadOfficers).load(String(row['officer_id']));
    },
    get worker() {
      return row['worker_id'] == null ? null : op.batch(loadWorkers).load(String(row['worker_id']));
    },
    get building() {
      return row['building_id'] == null ? null : op.batch(loadBuildings).load(String(row['building_id']));
    },
    get region() {
      return row['region_code'] == null ? null : regionOf(op, row['region_code']);
    },
    beganOn: row['began_on'],
    endedOn: row['ended_on'] ?? null,
    reason: row['reason'] ?? null,
    endedFor: row['ended_for'] ?? null,
    version: row['version'],
  };
}
export type AssignmentNode = ReturnType<typeof assignmentNode>;

// Nothing is under the empty path.
const STAKE: StakeColumns = { origin: sql`a.origin`, destination: sql`''` };

/** Whose assignments the viewer may know of, over `assignment a`: its county's. */
function assignmentStake(op: Operation): Sql {
  return stakeCondition(op.viewer, STAKE);
}

/** Assignments of the county that match a filter, newest first. */
export function assignmentList(op: Operation, filter: AssignmentFilter): ListQuery<AssignmentNode> {
  return {
    name: 'assignment',
    columns: COLUMNS,
    from: sql`from assignment a where ${assignmentStake(op)}${conditions(op, filter)}`,
    keys: [sql`a.id`],
    descending: true,
    node: (row) => assignmentNode(op, row),
  };
}

function conditions(op: Operation, filter: AssignmentFilter): Sql {
  const found: Sql[] = [];
  // Left out: what holds; null: both.
  if (filter.ended !== null) found.push(filter.ended ? sql`a.ended_on is not null` : sql`a.ended_on is null`);
  if (filter.officer != null)
    found.push(sql`a.officer_id = ${keyOf('Officer', filter.officer, 'filter.officer')}`);
  if (filter.worker != null)
    found.push(sql`a.area_key = ${`W:${keyOf('Worker', filter.worker, 'filter.worker')}`}`);
  if (filter.building != null)
    found.push(sql`a.area_key = ${`B:${keyOf('Building', filter.building, 'filter.building')}`}`);
  if (filter.region != null)
    found.push(underPath(sql`a.origin`, op.regions.must(filter.region, 'filter.region').path));
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** The assignment by which somebody has a primary officer now, by worker; null: nobody's. */
export const loadResponsible: BatchFunction<string, AssignmentNode> = async (op, keys) => {
  const { rows } = await op.read(sql`select r.worker_id as of, ${COLUMNS} from responsibility r
    join assignment a on a.area_key = r.area_key and a.ended_on is null
    where ${assignmentStake(op)} and r.worker_id = any(${[...keys]}::uuid[])`);
  const found = new Map((rows[0] ?? []).map((r) => [String(r['of']), assignmentNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** Assignments by key, under the viewer's rights. */
export const loadAssignments: BatchFunction<string, AssignmentNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), assignmentNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** An assignment just written, and the position of the snapshot in which it was read back. */
export async function assignmentPayload(
  op: Operation,
  key: string,
): Promise<{ assignment: AssignmentNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(ASSIGNMENT);
  return { assignment: assignmentNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from assignment a where ${assignmentStake(op)} and a.id = any(${[...keys]}::uuid[])`;
}
