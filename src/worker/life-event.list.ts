import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import { LIFE_EVENT } from './find-life-event.js';
import { loadWorkers } from './worker.list.js';

/** The newest events shown with a person. */
const MOST_PER_WORKER = 20;

const COLUMNS = sql`e.id, e.worker_id, e.kind, e.state, e.on_day::text as on_day, e.reason, e.ended_because, e.recorded_at, e.taken_at,
  e.ended_at`;

/** A row as the face reads it; only the county that answers for the person has any. */
function lifeEventNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('LifeEvent', key);
    },
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    kind: row['kind'],
    state: row['state'],
    on: row['on_day'],
    reason: row['reason'],
    endedBecause: row['ended_because'],
    recordedAt: row['recorded_at'],
    takenAt: row['taken_at'],
    endedAt: row['ended_at'],
  };
}
export type LifeEventNode = ReturnType<typeof lifeEventNode>;

/** The first wall, over `life_event e`. */
function lifeEventStake(op: Operation): Sql {
  if (op.viewer.role === 'SYSTEM') return sql`true`;
  return op.viewer.role === 'COUNTY_BUREAU' ? underPath(sql`e.origin`, op.viewer.path) : sql`false`;
}

/** The newest events of these workers, newest first, at most 20 of each. */
export const loadLifeEventsOfWorkers: BatchFunction<string, LifeEventNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select y.* from unnest(${[...keys]}::uuid[]) k (id) cross join lateral (
      select ${COLUMNS} from life_event e where e.worker_id = k.id and ${lifeEventStake(op)}
      order by e.id desc limit ${MOST_PER_WORKER}) y`);
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['worker_id']));
  return keys.map((k) => (found.get(k) ?? []).map((r) => lifeEventNode(op, r)));
};

/** Events by key, under the viewer's rights. */
export const loadLifeEvents: BatchFunction<string, LifeEventNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), lifeEventNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** An event just written, and the position of the snapshot in which it was read back. */
export async function lifeEventPayload(
  op: Operation,
  key: string,
): Promise<{ lifeEvent: LifeEventNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(LIFE_EVENT);
  return { lifeEvent: lifeEventNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from life_event e where ${lifeEventStake(op)} and e.id = any(${[...keys]}::uuid[])`;
}
