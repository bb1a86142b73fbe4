import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { codeOf } from '#kernel/region-code.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { loadPostings } from '#posting/posting.list.js';
import { originCounty } from '#referral/referral.list.js';
import { loadDispatches } from '#trip/dispatch.list.js';
import { askedPlace } from '#worker/asked-place.js';
import { loadWorkers } from '#worker/worker.list.js';
import type { ArrivalFilter } from './arrival.type.js';

export const ARRIVAL = { zh: '到岗记录', en: 'arrival' } as const;

export const ARRIVAL_COLUMNS = sql`a.id, a.dispatch_id, a.worker_id, a.posting_id, a.employer_id, a.origin, a.destination,
  a.occupation, a.state, a.expected_on, a.station_id, a.in_city_at, a.on_post_on, a.receipt_no, a.verified_at, a.note,
  a.state_reason, a.reassigned_to, a.version`;

/** A row, or an image of the journal (snake_case columns, days and moments as text), as the face reads it. */
export function arrivalNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Arrival', key);
    },
    get dispatch() {
      return op.batch(loadDispatches).load(String(row['dispatch_id']));
    },
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    get posting() {
      return op.batch(loadPostings).load(String(row['posting_id']));
    },
    get employer() {
      return op.batch(loadOrganizations).load(String(row['employer_id']));
    },
    get station() {
      return row['station_id'] == null ? null : op.batch(loadOrganizations).load(String(row['station_id']));
    },
    get origin() {
      return originCounty(op, row['origin']);
    },
    get destination() {
      return regionOf(op, codeOf(String(row['destination'])));
    },
    occupation: row['occupation'] ?? null,
    state: row['state'],
    expectedOn: row['expected_on'],
    inCityAt: row['in_city_at'] ?? null,
    onPostOn: row['on_post_on'] ?? null,
    receiptNo: row['receipt_no'] ?? null,
    verifiedAt: row['verified_at'] ?? null,
    // The station's note is for the two bureaus: it may speak of the person or of the employer.
    note: op.viewer.role === 'EMPLOYER' ? null : (row['note'] ?? null),
    // An employer reads no reason, for it may be the worker's; its own it knows.
    stateReason: op.viewer.role === 'EMPLOYER' ? null : (row['state_reason'] ?? null),
    get reassignedTo() {
      return row['reassigned_to'] == null ? null : nextArrival(op, String(row['reassigned_to']));
    },
    version: row['version'],
  };
}
export type ArrivalNode = ReturnType<typeof arrivalNode>;

const ARRIVAL_STAKE: StakeColumns = {
  origin: sql`a.origin`,
  destination: sql`a.destination`,
  employer: (id) => sql`a.employer_id = ${id}`,
};

/** Whose arrivals the viewer may know of: the first wall; the policies on the table are the second. */
export function arrivalStake(op: Operation): Sql {
  return stakeCondition(op.viewer, ARRIVAL_STAKE);
}

/** Arrivals that match a filter and are the viewer's to see, newest first. */
export function arrivalList(op: Operation, filter: ArrivalFilter): ListQuery<ArrivalNode> {
  return {
    name: 'arrival',
    columns: ARRIVAL_COLUMNS,
    from: arrivalRows(op, filter),
    keys: [sql`a.id`],
    descending: true,
    node: (row) => arrivalNode(op, row),
  };
}

/** `from … where …`: the arrivals that match a filter and are the viewer's to see. */
export function arrivalRows(op: Operation, filter: ArrivalFilter): Sql {
  return sql`from arrival a where ${arrivalStake(op)}${conditions(op, filter)}`;
}

function conditions(op: Operation, filter: ArrivalFilter): Sql {
  const found: Sql[] = [];
  if (filter.states != null) found.push(sql`a.state = any(${filter.states}::text[])`);
  if (filter.worker != null)
    found.push(sql`a.worker_id = ${keyOf('Worker', filter.worker, 'filter.worker')}`);
  if (filter.employer != null)
    found.push(sql`a.employer_id = ${keyOf('Organization', filter.employer, 'filter.employer')}`);
  if (filter.expectedFrom != null) found.push(sql`a.expected_on >= ${filter.expectedFrom}`);
  if (filter.expectedTo != null) found.push(sql`a.expected_on <= ${filter.expectedTo}`);
  if (filter.origin != null) {
    const { path } = askedPlace(op, filter.origin, 'filter.origin');
    found.push(underPath(sql`a.origin`, path));
  }
  if (filter.destination != null) {
    const { path } = op.regions.must(filter.destination, 'filter.destination');
    found.push(underPath(sql`a.destination`, path));
  }
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Arrivals by key, under the viewer's rights. */
export const loadArrivals: BatchFunction<string, ArrivalNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${ARRIVAL_COLUMNS} from arrival a where ${arrivalStake(op)} and a.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), arrivalNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** The arrival by which another post followed; apart, as a node that names its own loader has no type. */
function nextArrival(op: Operation, key: string): Promise<object | null> {
  return op.batch(loadArrivals).load(key);
}

/** The arrival of each dispatch, under the viewer's rights. */
export const loadArrivalsOfDispatches: BatchFunction<string, ArrivalNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${ARRIVAL_COLUMNS} from arrival a where ${arrivalStake(op)} and a.dispatch_id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['dispatch_id']), arrivalNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** An arrival just written, and the position of the snapshot in which it was read back. */
export async function arrivalPayload(
  op: Operation,
  key: string,
): Promise<{ arrival: ArrivalNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${ARRIVAL_COLUMNS} from arrival a where ${arrivalStake(op)} and a.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(ARRIVAL);
  return { arrival: arrivalNode(op, row), position };
}
