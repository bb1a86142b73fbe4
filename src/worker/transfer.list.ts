import sql, { empty, type Sql } from 'sql-template-tag';
import { within } from '#access/stake.js';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { TRANSFER } from './find-transfer.js';
import { loadWorkers } from './worker.list.js';

const COLUMNS = sql`t.id, t.worker_id, t.from_origin, t.to_region, t.to_origin, t.asked_by, t.reason, t.state, t.answer, t.asked_at, t.answered_at`;

/**
 * A request as a county reads it. Who is asked for is shown to whoever may know the person anyway: the county that is asked, the one
 * that asked as soon as the person is its own, never before.
 */
function transferNode(op: Operation, row: Row) {
  return {
    get id() {
      return toGlobalId('TransferRequest', String(row['id']));
    },
    outgoing: within(String(row['to_origin']), op.viewer.path),
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    get serviceRegion() {
      return regionOf(op, row['to_region']);
    },
    get askedBy() {
      return op.batch(loadOrganizations).load(String(row['asked_by']));
    },
    reason: row['reason'],
    state: row['state'],
    answer: row['answer'],
    askedAt: row['asked_at'],
    answeredAt: row['answered_at'],
  };
}
export type TransferNode = ReturnType<typeof transferNode>;

/** The first wall, over `transfer_request t`. */
function transferStake(op: Operation): Sql {
  if (op.viewer.role === 'SYSTEM') return sql`true`;
  const { path } = op.viewer;
  return op.viewer.role === 'COUNTY_BUREAU'
    ? sql`(${underPath(sql`t.from_origin`, path)} or ${underPath(sql`t.to_origin`, path)})`
    : sql`false`;
}

/** Requests of and to the viewer's county, newest first; of these states where any are named. */
export function transferList(op: Operation, states: readonly string[] | null): ListQuery<TransferNode> {
  const ofStates = states ? sql` and t.state = any(${[...states]}::text[])` : empty;
  return {
    name: 'transfer-request',
    columns: COLUMNS,
    from: sql`from transfer_request t where ${transferStake(op)}${ofStates}`,
    keys: [sql`t.id`],
    descending: true,
    node: (row) => transferNode(op, row),
  };
}

/** Requests by key, under the viewer's rights. */
export const loadTransfers: BatchFunction<string, TransferNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), transferNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A request just written, and the position of the snapshot in which it was read back. */
export async function transferPayload(
  op: Operation,
  key: string,
): Promise<{ transferRequest: TransferNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(TRANSFER);
  return { transferRequest: transferNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from transfer_request t where ${transferStake(op)} and t.id = any(${[...keys]}::uuid[])`;
}
