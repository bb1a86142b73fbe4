import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { regionOf } from '#party/party.list.js';
import type { TripFilter } from './trip.type.js';

export const TRIP = { zh: '车次', en: 'trip' } as const;

export const TRIP_COLUMNS = sql`t.id, t.trip_no, t.mode, t.origin_region, t.destination_region, t.seats, t.booked, t.boarded,
  t.escorts, t.carrier, t.plate, t.depart_at, t.arrive_at, t.announced_at, t.departed_at, t.state, t.version`;

/** A row, or an image of the journal, as the face reads it. */
export function tripNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Trip', key);
    },
    tripNo: row['trip_no'],
    mode: row['mode'],
    get origin() {
      return regionOf(op, row['origin_region']);
    },
    get destination() {
      return regionOf(op, row['destination_region']);
    },
    seats: row['seats'],
    booked: row['booked'],
    seatsLeft: Number(row['seats']) - Number(row['booked']),
    boarded: row['boarded'],
    escorts: row['escorts'],
    carrier: row['carrier'],
    plate: row['plate'],
    departAt: row['depart_at'],
    arriveAt: row['arrive_at'],
    announcedAt: row['announced_at'],
    departedAt: row['departed_at'],
    state: row['state'],
    version: row['version'],
  };
}
export type TripNode = ReturnType<typeof tripNode>;

const TRIP_STAKE: StakeColumns = {
  origin: sql`t.origin`,
  destination: sql`t.destination`,
};

/** Whose trips the viewer may know of: the first wall; the policies on the table are the second. */
export function tripStake(op: Operation): Sql {
  return stakeCondition(op.viewer, TRIP_STAKE);
}

/** Those that match a filter and are the viewer's to see. */
export function tripRows(op: Operation, filter: TripFilter): Sql {
  return sql`from trip t where ${tripStake(op)}${conditions(op, filter)}`;
}

/** Trips that match a filter and are the viewer's to see, newest first. */
export function tripList(op: Operation, filter: TripFilter): ListQuery<TripNode> {
  return {
    name: 'trip',
    columns: TRIP_COLUMNS,
    from: tripRows(op, filter),
    keys: [sql`t.id`],
    descending: true,
    node: (row) => tripNode(op, row),
  };
}

function conditions(op: Operation, filter: TripFilter): Sql {
  const found: Sql[] = [];
  if (filter.states != null) found.push(sql`t.state = any(${filter.states}::text[])`);
  if (filter.departFrom != null) found.push(sql`t.depart_at >= ${filter.departFrom}`);
  if (filter.departBefore != null) found.push(sql`t.depart_at < ${filter.departBefore}`);
  if (filter.withSeats) found.push(sql`t.booked < t.seats`);
  if (filter.origin != null) {
    const { path } = op.regions.must(filter.origin, 'filter.origin');
    found.push(underPath(sql`t.origin`, path));
  }
  if (filter.destination != null) {
    const { path } = op.regions.must(filter.destination, 'filter.destination');
    found.push(underPath(sql`t.destination`, path));
  }
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Trips by key, under the viewer's rights. */
export const loadTrips: BatchFunction<string, TripNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${TRIP_COLUMNS} from trip t where ${tripStake(op)} and t.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), tripNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** The trip on which each dispatch is or was, under the viewer's rights. */
export const loadTripsOfDispatches: BatchFunction<string, TripNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select s.dispatch_id, ${TRIP_COLUMNS} from trip_passenger s join trip t on t.id = s.trip_id
      where ${tripStake(op)} and s.board_state <> 'CANCELLED' and s.dispatch_id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['dispatch_id']), tripNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A seat as the manifest shows it; its dispatch is loaded by whoever asks for it. */
export interface PassengerNode {
  readonly dispatchKey: string;
  readonly boardState: string;
}

/** The manifests of trips, in the order of booking, as far as each passenger is the viewer's to see. */
export const loadPassengers: BatchFunction<string, PassengerNode[]> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select s.trip_id, s.dispatch_id, s.board_state from trip_passenger s join trip t on t.id = s.trip_id
      where ${tripStake(op)} and s.trip_id = any(${[...keys]}::uuid[]) order by s.id`,
  );
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['trip_id']));
  return keys.map((k) =>
    (found.get(k) ?? []).map((r) => ({
      dispatchKey: String(r['dispatch_id']),
      boardState: String(r['board_state']),
    })),
  );
};

/** A trip just written, and the position of the snapshot in which it was read back. */
export async function tripPayload(op: Operation, key: string): Promise<{ trip: TripNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${TRIP_COLUMNS} from trip t where ${tripStake(op)} and t.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(TRIP);
  return { trip: tripNode(op, row), position };
}
