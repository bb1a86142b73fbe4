import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { codeOf } from '#kernel/region-code.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { loadPostings } from '#posting/posting.list.js';
import { askedPlace } from '#worker/asked-place.js';
import { loadWorkers } from '#worker/worker.list.js';
import type { ReferralFilter } from './referral.type.js';

export const REFERRAL = { zh: '推荐', en: 'referral' } as const;

export const REFERRAL_COLUMNS = sql`r.id, r.worker_id, r.posting_id, r.employer_id, r.origin, r.destination, r.state,
  r.state_reason, r.targeted, r.channel, r.sent_at, r.submitted_at, r.accepted_at, r.hold_until, r.created_at, r.version`;

/** A row, or an image of the journal, as the face reads it. */
export function referralNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Referral', key);
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
    get origin() {
      return originCounty(op, row['origin']);
    },
    state: row['state'],
    stateReason: shownReason(op, row),
    targeted: row['targeted'],
    channel: row['channel'],
    sentAt: row['sent_at'],
    submittedAt: row['submitted_at'],
    acceptedAt: row['accepted_at'],
    holdUntil: row['hold_until'],
    createdAt: row['created_at'],
    version: row['version'],
  };
}
export type ReferralNode = ReturnType<typeof referralNode>;

/** The county of an origin path: nobody but the worker's own county learns more of the place (domain 3.4). */
export function originCounty(op: Operation, path: unknown) {
  return regionOf(op, codeOf(String(path).slice(0, 6)));
}

/** Why a worker declined or withdrew may speak of health or family, which is no employer's matter (domain 3.4). */
function shownReason(op: Operation, row: Row): unknown {
  return op.viewer.role === 'EMPLOYER' && row['state'] !== 'REJECTED' ? null : row['state_reason'];
}

const REFERRAL_STAKE: StakeColumns = {
  origin: sql`r.origin`,
  destination: sql`r.destination`,
  // The employer knows of the worker from the moment of submission on.
  employer: (id) => sql`(r.employer_id = ${id} and r.submitted_at is not null)`,
};

/** Whose referrals the viewer may know of: the first wall; the policies on the table are the second. */
export function referralStake(op: Operation): Sql {
  return stakeCondition(op.viewer, REFERRAL_STAKE);
}

/** Referrals that match a filter and are the viewer's to see, newest first. */
export function referralList(op: Operation, filter: ReferralFilter): ListQuery<ReferralNode> {
  return {
    name: 'referral',
    columns: REFERRAL_COLUMNS,
    from: sql`from referral r where ${referralStake(op)}${conditions(op, filter)}`,
    keys: [sql`r.id`],
    descending: true,
    node: (row) => referralNode(op, row),
  };
}

function conditions(op: Operation, filter: ReferralFilter): Sql {
  const found: Sql[] = [];
  if (filter.states != null) found.push(sql`r.state = any(${filter.states}::text[])`);
  if (filter.worker != null)
    found.push(sql`r.worker_id = ${keyOf('Worker', filter.worker, 'filter.worker')}`);
  if (filter.posting != null)
    found.push(sql`r.posting_id = ${keyOf('JobPosting', filter.posting, 'filter.posting')}`);
  if (filter.employer != null)
    found.push(sql`r.employer_id = ${keyOf('Organization', filter.employer, 'filter.employer')}`);
  if (filter.origin != null) {
    const { path } = askedPlace(op, filter.origin, 'filter.origin');
    found.push(underPath(sql`r.origin`, path));
  }
  if (filter.destination != null) {
    const { path } = op.regions.must(filter.destination, 'filter.destination');
    found.push(underPath(sql`r.destination`, path));
  }
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Referrals by key, under the viewer's rights. */
export const loadReferrals: BatchFunction<string, ReferralNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${REFERRAL_COLUMNS} from referral r where ${referralStake(op)} and r.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), referralNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** Referrals shown with one worker at most: a career of them is read by the list. */
export const MOST_OF_ONE_WORKER = 20;

/** The newest referrals of each worker, under the viewer's rights. */
export const loadReferralsOfWorkers: BatchFunction<string, ReferralNode[]> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select r.* from unnest(${[...keys]}::uuid[]) as w (id) cross join lateral (
      select ${REFERRAL_COLUMNS} from referral r where ${referralStake(op)} and r.worker_id = w.id
      order by r.id desc limit ${MOST_OF_ONE_WORKER}) r order by r.id desc`,
  );
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['worker_id']));
  return keys.map((k) => (found.get(k) ?? []).map((r) => referralNode(op, r)));
};

/** A referral just written, and the position of the snapshot in which it was read back. */
export async function referralPayload(
  op: Operation,
  key: string,
): Promise<{ referral: ReferralNode; position: string }> {
  const { rows, position } = await op.read(
    sql`select ${REFERRAL_COLUMNS} from referral r where ${referralStake(op)} and r.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(REFERRAL);
  return { referral: referralNode(op, row), position };
}
