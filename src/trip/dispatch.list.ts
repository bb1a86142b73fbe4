import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { loadPostings } from '#posting/posting.list.js';
import { loadReferrals, originCounty } from '#referral/referral.list.js';
import { askedPlace } from '#worker/asked-place.js';
import { loadWorkers } from '#worker/worker.list.js';
import type { DispatchFilter } from './dispatch.type.js';
import { loadTripsOfDispatches, tripStake } from './trip.list.js';

export const DISPATCH = { zh: '派遣单', en: 'dispatch order' } as const;

export const DISPATCH_COLUMNS = sql`d.id, d.dispatch_no, d.worker_id, d.referral_id, d.posting_id, d.employer_id, d.origin,
  d.destination_region, d.kind, d.transport, d.planned_on, d.season_ends_on, d.agreement_ref, d.identity_checked_on, d.health_checked_on,
  d.employer_confirmed_on, d.state, d.state_reason, d.departed_at, d.created_at, d.version`;

/** A row, or an image of the journal, as the face reads it. */
export function dispatchNode(op: Operation, row: Row) {
  const key = String(row['id']);
  // Agreement, checks and reasons are between the county and the station; the employer confirmed, no more.
  const inner = (name: string) => (op.viewer.role === 'EMPLOYER' ? null : row[name]);
  return {
    key,
    get id() {
      return toGlobalId('DispatchOrder', key);
    },
    dispatchNo: row['dispatch_no'],
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    get referral() {
      return row['referral_id'] == null ? null : op.batch(loadReferrals).load(String(row['referral_id']));
    },
    get posting() {
      return op.batch(loadPostings).load(String(row['posting_id']));
    },
    get employer() {
      return op.batch(loadOrganizations).load(String(row['employer_id']));
    },
    get trip() {
      return op.batch(loadTripsOfDispatches).load(key);
    },
    get origin() {
      return originCounty(op, row['origin']);
    },
    get destination() {
      return regionOf(op, row['destination_region']);
    },
    kind: row['kind'],
    transport: row['transport'],
    plannedOn: row['planned_on'],
    seasonEndsOn: row['season_ends_on'] ?? null,
    agreementRef: inner('agreement_ref'),
    identityCheckedOn: inner('identity_checked_on'),
    healthCheckedOn: inner('health_checked_on'),
    employerConfirmedOn: row['employer_confirmed_on'],
    state: row['state'],
    stateReason: inner('state_reason'),
    departedAt: row['departed_at'],
    createdAt: row['created_at'],
    version: row['version'],
  };
}
export type DispatchNode = ReturnType<typeof dispatchNode>;

const DISPATCH_STAKE: StakeColumns = {
  origin: sql`d.origin`,
  destination: sql`d.destination`,
  employer: (id) => sql`d.employer_id = ${id}`,
};

/** Whose dispatches the viewer may know of: the first wall; the policies on the table are the second. */
export function dispatchStake(op: Operation): Sql {
  return stakeCondition(op.viewer, DISPATCH_STAKE);
}

/** Dispatches that match a filter and are the viewer's to see, newest first. */
export function dispatchList(op: Operation, filter: DispatchFilter): ListQuery<DispatchNode> {
  return {
    name: 'dispatch',
    columns: DISPATCH_COLUMNS,
    from: sql`from dispatch_order d where ${dispatchStake(op)}${conditions(op, filter)}`,
    keys: [sql`d.id`],
    descending: true,
    node: (row) => dispatchNode(op, row),
  };
}

function conditions(op: Operation, filter: DispatchFilter): Sql {
  const found: Sql[] = [];
  if (filter.states != null) found.push(sql`d.state = any(${filter.states}::text[])`);
  if (filter.worker != null)
    found.push(sql`d.worker_id = ${keyOf('Worker', filter.worker, 'filter.worker')}`);
  if (filter.trip != null)
    found.push(sql`d.id in (select s.dispatch_id from trip_passenger s join trip t on t.id = s.trip_id
      where ${tripStake(op)} and s.board_state <> 'CANCELLED' and s.trip_id = ${keyOf('Trip', filter.trip, 'filter.trip')})`);
  if (filter.employer != null)
    found.push(sql`d.employer_id = ${keyOf('Organization', filter.employer, 'filter.employer')}`);
  if (filter.plannedFrom != null) found.push(sql`d.planned_on >= ${filter.plannedFrom}`);
  if (filter.plannedTo != null) found.push(sql`d.planned_on <= ${filter.plannedTo}`);
  if (filter.origin != null) {
    const { path } = askedPlace(op, filter.origin, 'filter.origin');
    found.push(underPath(sql`d.origin`, path));
  }
  if (filter.destination != null) {
    const { path } = op.regions.must(filter.destination, 'filter.destination');
    found.push(underPath(sql`d.destination`, path));
  }
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Dispatches by key, under the viewer's rights. */
export const loadDispatches: BatchFunction<string, DispatchNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${DISPATCH_COLUMNS} from dispatch_order d where ${dispatchStake(op)} and d.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), dispatchNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A dispatch just written, and the position of the snapshot in which it was read back. */
export async function dispatchPayload(
  op: Operation,
  key: string,
): Promise<{ dispatch: DispatchNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${DISPATCH_COLUMNS} from dispatch_order d where ${dispatchStake(op)} and d.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(DISPATCH);
  return { dispatch: dispatchNode(op, row), position };
}
