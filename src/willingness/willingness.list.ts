import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { workerStake } from '#worker/worker-stake.js';
import { loadWorkers } from '#worker/worker.list.js';
import { WILLINGNESS } from './find-willingness.js';

/** The newest wishes shown with a worker. */
const MOST_PER_WORKER = 20;

/** The columns of `willingness x`. */
export const WILLINGNESS_COLUMNS = sql`x.id, x.worker_id, x.kind, x.state, x.intent, x.destination_codes, x.any_destination, x.occupations,
  x.wage_min_fen, x.available_from::text as available_from, x.wants_training, x.training_topics, x.barriers, x.method, x.recorded_at,
  x.confirmed_at, x.valid_to::text as valid_to, x.superseded_by, x.former_employer_id, x.version`;

/** A row as the face reads it. Why somebody is not at work is the county's alone. */
export function willingnessNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Willingness', key);
    },
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    kind: row['kind'],
    state: row['state'],
    intent: row['intent'],
    get destinations() {
      return (row['destination_codes'] as string[]).map((code) => regionOf(op, code));
    },
    anyDestination: row['any_destination'],
    get formerEmployer() {
      const employer = row['former_employer_id'];
      return employer == null ? null : op.batch(loadOrganizations).load(String(employer));
    },
    occupations: row['occupations'],
    wageMin: row['wage_min_fen'] == null ? null : Number(row['wage_min_fen']),
    availableFrom: row['available_from'],
    wantsTraining: row['wants_training'],
    trainingTopics: row['training_topics'],
    barriers: op.viewer.role === 'COUNTY_BUREAU' ? row['barriers'] : null,
    method: row['method'],
    recordedAt: row['recorded_at'],
    confirmedAt: row['confirmed_at'],
    validTo: row['valid_to'],
    get supersededBy() {
      return row['superseded_by'] == null ? null : toGlobalId('Willingness', String(row['superseded_by']));
    },
    // It moves with the barriers too.
    version: op.viewer.role === 'COUNTY_BUREAU' ? row['version'] : null,
  };
}
export type WillingnessNode = ReturnType<typeof willingnessNode>;

/** Whose wishes the viewer may know of, over `willingness x`, `worker w` and `standing s`: the first wall. */
export function willingnessStake(op: Operation): Sql {
  switch (op.viewer.role) {
    case 'SYSTEM':
      return sql`true`;
    case 'COUNTY_BUREAU':
      return underPath(sql`x.origin`, op.viewer.path);
    case 'STATION_LIAISON':
      return workerStake(op);
    default:
      return sql`false`;
  }
}

/** The person and the standing of `willingness x`, which the stake asks. */
export const FROM_OF_WORKER = sql`join worker w on w.id = x.worker_id join standing s on s.worker_id = x.worker_id`;

/** The newest wishes of these workers, newest first, at most 20 of each. */
export const loadWillingnessOfWorkers: BatchFunction<string, WillingnessNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select y.* from unnest(${[...keys]}::uuid[]) k (id) cross join lateral (
      select ${WILLINGNESS_COLUMNS} from willingness x ${FROM_OF_WORKER}
      where x.worker_id = k.id and ${willingnessStake(op)} order by x.id desc limit ${MOST_PER_WORKER}) y`);
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['worker_id']));
  return keys.map((k) => (found.get(k) ?? []).map((r) => willingnessNode(op, r)));
};

/** Wishes by key, under the viewer's rights. */
export const loadWillingness: BatchFunction<string, WillingnessNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), willingnessNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A wish just written, and the position of the snapshot in which it was read back. */
export async function willingnessPayload(
  op: Operation,
  key: string,
): Promise<{ willingness: WillingnessNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(WILLINGNESS);
  return { willingness: willingnessNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${WILLINGNESS_COLUMNS} from willingness x ${FROM_OF_WORKER}
    where ${willingnessStake(op)} and x.id = any(${[...keys]}::uuid[])`;
}
