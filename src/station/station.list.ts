import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { STATION } from './find-station.js';
import { hoursOf } from './station.rules.js';
import { FIVE_HAVES } from './station-inspection.entity.js';

/** The newest inspections shown with a station. */
const MOST_INSPECTIONS = 20;

const ALL_FIVE = sql`(i.office and i.equipment and i.rules and i.staff and i.operation)`;
const COLUMNS = sql`s.id, s.organization_id, s.side, s.level, s.center_id, s.region_code, s.address, s.latitude, s.longitude, s.phone, s.hours,
  s.warm_heart, s.opened_on::text as opened_on, s.closed_on::text as closed_on, s.version,
  (select ${ALL_FIVE} ${newest(sql`s.id`)}) as compliant`;
const KEYS = [sql`s.path`, sql`s.id`];

const INSPECTION = sql`i.id, i.station_id, i.inspected_on::text as inspected_on, i.organization_id, i.office, i.equipment, i.rules, i.staff,
  i.operation, i.evidence, ${ALL_FIVE} as compliant, a.name as inspector`;

function newest(station: Sql): Sql {
  return sql`from station_inspection i where i.station_id = ${station} order by i.inspected_on desc, i.id desc limit 1`;
}

function stationNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    id: toGlobalId('ServiceStation', key),
    get organization() {
      return op.batch(loadOrganizations).load(String(row['organization_id']));
    },
    side: row['side'],
    level: row['level'],
    get center() {
      return row['center_id'] == null ? null : op.batch(loadStations).load(String(row['center_id']));
    },
    get region() {
      return regionOf(op, row['region_code']);
    },
    address: row['address'],
    location: row['latitude'] == null ? null : { latitude: row['latitude'], longitude: row['longitude'] },
    phone: row['phone'],
    hours: (row['hours'] as string[]).map(hoursOf),
    warmHeart: row['warm_heart'],
    compliant: row['compliant'] === true,
    get inspections() {
      return op.batch(loadInspectionsOfStations).load(key);
    },
    openedOn: row['opened_on'],
    closedOn: row['closed_on'],
    version: row['version'],
  };
}
export type StationNode = ReturnType<typeof stationNode>;

function inspectionNode(op: Operation, row: Row) {
  const evidence = row['evidence'] as string[];
  return {
    id: toGlobalId('StationInspection', String(row['id'])),
    inspectedOn: row['inspected_on'],
    inspector: row['inspector'],
    get organization() {
      return op.batch(loadOrganizations).load(String(row['organization_id']));
    },
    findings: FIVE_HAVES.map((have, i) => ({
      have,
      met: row[have.toLowerCase()],
      evidence: evidence[i] === '' ? null : evidence[i],
    })),
    compliant: row['compliant'],
  };
}
export type InspectionNode = ReturnType<typeof inspectionNode>;

/** Which stations are asked for. */
export interface StationFilter {
  readonly side?: string | null;
  readonly level?: string | null;
  readonly region?: string | null;
  readonly center?: string | null;
  readonly organization?: string | null;
  readonly compliant?: boolean | null;
  readonly warmHeart?: boolean | null;
  readonly servesOn?: string | null;
}

/** Does the station `s` serve on a day: opened, and not closed yet? */
export function serves(day: string): Sql {
  return sql`coalesce(s.opened_on <= ${day}::date, true) and coalesce(s.closed_on > ${day}::date, true)`;
}

/** Stations that match, by place. They are no secret: every signed-in side sees them all. */
export function stationList(op: Operation, filter: StationFilter): ListQuery<StationNode> {
  const { side, level, region, center, organization, compliant, warmHeart, servesOn } = filter;
  const place = region == null ? undefined : op.regions.must(region, 'filter.region');
  const conditions = [
    sql`true`,
    side == null ? empty : sql`s.side = ${side}`,
    level == null ? empty : sql`s.level = ${level}`,
    place === undefined ? empty : underPath(sql`s.path`, place.path),
    center == null ? empty : sql`s.center_id = ${keyOf('ServiceStation', center, 'filter.center')}`,
    organization == null
      ? empty
      : sql`s.organization_id = ${keyOf('Organization', organization, 'filter.organization')}`,
    compliant == null
      ? empty
      : sql`coalesce((select ${ALL_FIVE} ${newest(sql`s.id`)}), false) = ${compliant}`,
    warmHeart == null ? empty : sql`(cardinality(s.warm_heart) > 0) = ${warmHeart}`,
    servesOn == null ? empty : serves(servesOn),
  ].filter((condition) => condition !== empty);
  return {
    name: 'service-station',
    columns: COLUMNS,
    from: sql`from service_station s where ${join(conditions, ' and ')}`,
    keys: KEYS,
    descending: false,
    node: (row) => stationNode(op, row),
  };
}

/** Stations by key. */
export const loadStations: BatchFunction<string, StationNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), stationNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** Inspections by key. */
export const loadInspections: BatchFunction<string, InspectionNode> = async (op, keys) => {
  const { rows } =
    await op.read(sql`select ${INSPECTION} from station_inspection i join account a on a.id = i.inspector_id
    where i.id = any(${[...keys]}::uuid[])`);
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), inspectionNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** The newest inspections of these stations, newest first, at most 20 of each. */
const loadInspectionsOfStations: BatchFunction<string, InspectionNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select y.* from unnest(${[...keys]}::uuid[]) k (id) cross join lateral (
      select ${INSPECTION} from station_inspection i join account a on a.id = i.inspector_id where i.station_id = k.id
      order by i.inspected_on desc, i.id desc limit ${MOST_INSPECTIONS}) y`);
  const found = Map.groupBy(rows[0] ?? [], (row) => String(row['station_id']));
  return keys.map((key) => (found.get(key) ?? []).map((row) => inspectionNode(op, row)));
};

/** A station just written, and the position of the snapshot in which it was read back. */
export async function stationPayload(
  op: Operation,
  key: string,
): Promise<{ station: StationNode; position: string }> {
  const { rows, position } = await op.read(byKey([key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(STATION);
  return { station: stationNode(op, row), position };
}

function byKey(keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from service_station s where s.id = any(${[...keys]}::uuid[])`;
}
