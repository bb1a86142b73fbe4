import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadWorkers } from '#worker/worker.list.js';
import { loadStations } from './station.list.js';

const VISIT = { zh: '来访记录', en: 'visit' } as const;

const COLUMNS = sql`v.id, v.station_id, v.worker_id, v.visited_on::text as visited_on, v.service, v.purpose, v.helper, v.version`;

function visitNode(op: Operation, row: Row) {
  return {
    id: toGlobalId('StationVisit', String(row['id'])),
    get station() {
      return op.batch(loadStations).load(String(row['station_id']));
    },
    get worker() {
      return row['worker_id'] == null ? null : op.batch(loadWorkers).load(String(row['worker_id']));
    },
    visitedOn: row['visited_on'],
    service: row['service'],
    purpose: row['purpose'],
    helper: row['helper'],
    version: row['version'],
  };
}
export type VisitNode = ReturnType<typeof visitNode>;

/**
 * Which visits the viewer may know of, over `station_visit v`: the station’s own, those in the region of a bureau, and of a county those
 * of its people. The first wall.
 */
function visitStake({ viewer }: Operation): Sql {
  const { role, path, organizationId } = viewer;
  if (role === 'SYSTEM') return sql`true`;
  if (role !== 'STATION_LIAISON' && role !== 'COUNTY_BUREAU') return sql`false`;
  const ofBureau = sql`${underPath(sql`v.place`, path)}
    and exists (select from organization o where o.id = ${organizationId}::uuid and o.type <> 'STATION')`;
  const ofPeople =
    role === 'COUNTY_BUREAU'
      ? sql`exists (select from worker w where w.id = v.worker_id and ${underPath(sql`w.origin`, path)})`
      : sql`false`;
  return sql`(v.organization_id = ${organizationId}::uuid or ${ofBureau} or ${ofPeople})`;
}

/** As a number, because a day as a cursor would move with the zone of the machine; the index has the same. */
const DAY = sql`(v.visited_on - date '2000-01-01')`;

/** Which visits are asked for. */
export interface VisitFilter {
  readonly station?: string | null;
  readonly worker?: string | null;
  readonly service?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

/** Visits that match, the newest first. */
export function visitList(op: Operation, filter: VisitFilter): ListQuery<VisitNode> {
  const { station, worker, service, from, to } = filter;
  const conditions = [
    visitStake(op),
    station == null ? empty : sql`v.station_id = ${keyOf('ServiceStation', station, 'filter.station')}`,
    worker == null ? empty : sql`v.worker_id = ${keyOf('Worker', worker, 'filter.worker')}`,
    service == null ? empty : sql`v.service = ${service}`,
    from == null ? empty : sql`v.visited_on >= ${from}::date`,
    to == null ? empty : sql`v.visited_on <= ${to}::date`,
  ].filter((condition) => condition !== empty);
  return {
    name: 'station-visit',
    columns: COLUMNS,
    from: sql`from station_visit v where ${join(conditions, ' and ')}`,
    keys: [DAY, sql`v.id`],
    descending: true,
    node: (row) => visitNode(op, row),
  };
}

/** Visits by key, under the viewer’s rights. */
export const loadVisits: BatchFunction<string, VisitNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), visitNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** A visit just written, and the position of the snapshot in which it was read back. */
export async function visitPayload(
  op: Operation,
  key: string,
): Promise<{ visit: VisitNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(VISIT);
  return { visit: visitNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from station_visit v where ${visitStake(op)} and v.id = any(${[...keys]}::uuid[])`;
}
