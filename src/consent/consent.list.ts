import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import { loadOrganizations } from '#party/party.list.js';
import { loadWorkers } from '#worker/worker.list.js';
import { CONSENT } from './withdraw-consent.js';

const COLUMNS = sql`c.id, c.worker_id, c.recipient_id, c.purpose, c.channel, c.notice, c.given_on::text as given_on,
  c.withdrawn_on::text as withdrawn_on, c.withdrawn_channel, c.recorded_at, c.version`;

function consentNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Consent', key);
    },
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    get recipient() {
      return op.batch(loadOrganizations).load(String(row['recipient_id']));
    },
    purpose: row['purpose'],
    channel: row['channel'],
    notice: row['notice'],
    givenOn: row['given_on'],
    withdrawnOn: row['withdrawn_on'],
    withdrawnChannel: row['withdrawn_channel'],
    recordedAt: row['recorded_at'],
    version: row['version'],
  };
}
export type ConsentNode = ReturnType<typeof consentNode>;

/** Whose consents the viewer may know of, over `consent c`: those of the county's people, and those given to the employer of whom it was shown. */
function consentStake(op: Operation): Sql {
  const { role, path, organizationId } = op.viewer;
  if (role === 'EMPLOYER')
    return sql`c.recipient_id = ${organizationId}::uuid and exists (select from standing s
      where s.worker_id = c.worker_id and ${organizationId}::uuid = any(s.shown_to))`;
  return role === 'COUNTY_BUREAU' ? underPath(sql`c.origin`, path) : sql`false`;
}

/** All that each of these workers agreed to, newest first. */
export const loadConsentsOfWorkers: BatchFunction<string, ConsentNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select ${COLUMNS} from consent c
    where ${consentStake(op)} and c.worker_id = any(${[...keys]}::uuid[]) order by c.id desc`);
  const of = Map.groupBy(rows[0] ?? [], (row) => String(row['worker_id']));
  return keys.map((key) => (of.get(key) ?? []).map((row) => consentNode(op, row)));
};

/** Consents by key, under the viewer's rights. */
export const loadConsents: BatchFunction<string, ConsentNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((row) => [String(row['id']), consentNode(op, row)]));
  return keys.map((key) => found.get(key) ?? null);
};

/** A consent just written, and the position of the snapshot in which it was read back. */
export async function consentPayload(
  op: Operation,
  key: string,
): Promise<{ consent: ConsentNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(CONSENT);
  return { consent: consentNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from consent c where ${consentStake(op)} and c.id = any(${[...keys]}::uuid[])`;
}
