import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { addDays } from '#kernel/business-day.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { askedPlace } from '#worker/asked-place.js';
import { loadWorkers } from '#worker/worker.list.js';
import { festivalStake } from './festival.list.js';
import { RETURN } from './find-return.js';
import { RETURNEE_DAYS } from './return.rules.js';
import type { ReturneeFilter } from './return.type.js';

const RETURN_COLUMNS = sql`x.id, x.worker_id, x.returned_on::text as returned_on, x.from_region, x.from_employer_id, x.reason,
  x.companions, x.transport, x.plan_to_leave_on::text as plan_to_leave_on, x.left_again_on::text as left_again_on, x.job_kept,
  x.health_flag_until::text as health_flag_until, x.recorded_at, x.version`;

/** A row as the face reads it; a health flag whose day has come is none. */
export function returnNode(op: Operation, row: Row) {
  const key = String(row['id']);
  const flag = row['health_flag_until'] as string | null;
  return {
    key,
    get id() {
      return toGlobalId('ReturnRecord', key);
    },
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    returnedOn: row['returned_on'],
    get fromRegion() {
      return row['from_region'] == null ? null : regionOf(op, row['from_region']);
    },
    get fromEmployer() {
      const employer = row['from_employer_id'];
      return employer == null ? null : op.batch(loadOrganizations).load(String(employer));
    },
    reason: row['reason'],
    companions: row['companions'],
    transport: row['transport'],
    planToLeaveOn: row['plan_to_leave_on'],
    leftAgainOn: row['left_again_on'],
    jobKept: row['job_kept'],
    healthFlagUntil: flag !== null && flag > op.today ? flag : null,
    recordedAt: row['recorded_at'],
    version: row['version'],
  };
}
export type ReturnNode = ReturnType<typeof returnNode>;

/** Whose returns the viewer may know of, over `return_record x`: the county’s own alone. */
function returnStake(op: Operation): Sql {
  const { role, path } = op.viewer;
  if (role === 'SYSTEM') return sql`true`;
  return role === 'COUNTY_BUREAU' ? underPath(sql`x.origin`, path) : sql`false`;
}

/** Text, because a day as a cursor would move with the zone of the machine. */
const KEYS = [sql`x.returned_on::text`, sql`x.id`];

/**
 * Returnees (domain 4.6, list 6), newest first: at home since a day of the season, or of the last 180, and without work
 * outside the county today. One row a person, for somebody is at home once.
 */
export function returneeList(op: Operation, filter: ReturneeFilter): ListQuery<ReturnNode> {
  const served = op.viewer.role === 'SYSTEM' ? sql`true` : underPath(sql`w.origin`, op.viewer.path);
  return {
    name: 'returnee',
    columns: RETURN_COLUMNS,
    from: sql`from return_record x join worker w on w.id = x.worker_id where ${returnStake(op)} and ${served}
      and x.left_again_on is null and w.life_status = 'ALIVE' and w.merged_into is null
      and (w.employment_path is null or left(w.employment_path, 6) = left(w.origin, 6))
      and ${season(op, filter)}${conditions(op, filter)}`,
    keys: KEYS,
    descending: true,
    node: (row) => returnNode(op, row),
  };
}

/** Within the festival that is named, one of the viewer’s own; otherwise within the last 180 days. */
function season(op: Operation, { festival }: ReturneeFilter): Sql {
  if (festival == null) return sql`x.returned_on >= ${addDays(op.today, -RETURNEE_DAYS)}::date`;
  const key = keyOf('Festival', festival, 'filter.festival');
  return sql`exists (select from festival f where f.id = ${key}::uuid and ${festivalStake(op)}
    and x.returned_on between f.from_on and f.to_on)`;
}

function conditions(op: Operation, { reasons, place, planPassed }: ReturneeFilter): Sql {
  const found: Sql[] = [];
  if (reasons != null) found.push(sql`x.reason = any(${reasons}::text[])`);
  if (place != null) found.push(underPath(sql`w.origin`, askedPlace(op, place, 'filter.place').path));
  if (planPassed != null)
    found.push(sql`coalesce(x.plan_to_leave_on < ${op.today}::date, false) = ${planPassed}::boolean`);
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Returns by key, under the viewer’s rights. */
export const loadReturns: BatchFunction<string, ReturnNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), returnNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A return just written, and the position of the snapshot in which it was read back. */
export async function returnPayload(
  op: Operation,
  key: string,
): Promise<{ returnRecord: ReturnNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(RETURN);
  return { returnRecord: returnNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${RETURN_COLUMNS} from return_record x where ${returnStake(op)} and x.id = any(${[...keys]}::uuid[])`;
}
