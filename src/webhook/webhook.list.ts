import sql, { empty, type Sql } from 'sql-template-tag';
import { encodePosition } from '#journal/position.js';
import { notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { placeOfRow } from './place-columns.js';

export const WEBHOOK = { zh: '推送', en: 'webhook' } as const;

const COLUMNS = sql`w.id, a.handle as owner, w.url, w.topic, w.document, w.variables, w.state, w.disabled_for,
  case when w.previous_until > now() then w.previous_until end as previous_until, w.created_at, w.updated_at, w.version,
  g.reached, g.reached_from, g.reached_seq::text as reached_seq, g.failures, g.next_at,
  (select epoch::text from deployment) as epoch`;
const FROM = sql`from webhook w join account a on a.id = w.owner_id join webhook_progress g on g.webhook_id = w.id`;

/** Whose webhooks the viewer may know of: the first wall; the policies on the tables are the second. */
function webhookStake({ viewer }: Operation): Sql {
  return viewer.organizationId === ''
    ? sql`false`
    : sql`(w.organization_id = ${viewer.organizationId} and a.role = ${viewer.role})`;
}

function webhookNode(row: Row) {
  return {
    id: toGlobalId('Webhook', String(row['id'])),
    owner: row['owner'],
    url: row['url'],
    topic: row['topic'],
    document: row['document'],
    variables: row['variables'],
    state: row['state'],
    disabledFor: row['disabled_for'],
    previousSecretUntil: row['previous_until'],
    get position() {
      return encodePosition(String(row['epoch']), placeOfRow(row));
    },
    failures: row['failures'],
    nextAttemptAt: row['next_at'],
    createdAt: row['created_at'],
    updatedAt: row['updated_at'],
    version: row['version'],
  };
}
type WebhookNode = ReturnType<typeof webhookNode>;

/** Webhooks of the viewer's side, newest first. */
export function webhookList(
  op: Operation,
  states: readonly string[] | null | undefined,
): ListQuery<WebhookNode> {
  const asked = states != null ? sql`w.state = any(${[...states]}::text[])` : sql`w.state <> 'ENDED'`;
  return {
    name: 'webhook',
    columns: COLUMNS,
    from: sql`${FROM} where ${webhookStake(op)} and ${asked}`,
    keys: [sql`w.id`],
    descending: true,
    node: webhookNode,
  };
}

/** Webhooks by key, under the viewer's rights. */
export const loadWebhooks: BatchFunction<string, WebhookNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${COLUMNS} ${FROM} where ${webhookStake(op)} and w.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), webhookNode(r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A webhook just written, and the position of the snapshot in which it was read back. */
export async function webhookPayload(
  op: Operation,
  key: string,
): Promise<{ webhook: WebhookNode; position: string; readonly secret: string }> {
  const { rows, position } = await op.read(
    sql`select ${COLUMNS}, w.secret_enc ${FROM} where ${webhookStake(op)} and w.id = ${key}`,
  );
  const row = rows[0]?.[0];
  if (!row) throw notFound(WEBHOOK);
  return {
    webhook: webhookNode(row),
    position,
    // Opened only where the face has the field: in the answers of two mutations.
    get secret() {
      if (row['secret_enc'] == null) throw notFound(WEBHOOK);
      return op.vault.open(String(row['secret_enc']));
    },
  };
}

const DELIVERY_COLUMNS = sql`d.id, d.message_id, d.kind, d.position, d.attempt, d.status, d.http_status, d.failure, d.at,
  d.next_attempt_at, d.duration_ms`;
const DELIVERY_FROM = sql`from webhook_delivery d join webhook w on w.id = d.webhook_id join account a on a.id = w.owner_id`;

function deliveryNode(row: Row) {
  return {
    id: toGlobalId('WebhookDelivery', String(row['id'])),
    messageId: row['message_id'],
    kind: row['kind'],
    position: row['position'],
    attempt: row['attempt'],
    status: row['status'],
    httpStatus: row['http_status'],
    failure: row['failure'],
    at: row['at'],
    nextAttemptAt: row['next_attempt_at'],
    durationMs: row['duration_ms'],
  };
}
type DeliveryNode = ReturnType<typeof deliveryNode>;

/** The log of one webhook of the viewer's side, newest first; empty when it is not theirs. */
export function deliveryList(
  op: Operation,
  webhook: string,
  statuses: readonly string[] | null | undefined,
): ListQuery<DeliveryNode> {
  const asked = statuses != null ? sql` and d.status = any(${[...statuses]}::text[])` : empty;
  return {
    name: 'webhook-delivery',
    columns: DELIVERY_COLUMNS,
    from: sql`${DELIVERY_FROM} where ${webhookStake(op)} and w.id = ${keyOf('Webhook', webhook, 'webhook')}${asked}`,
    keys: [sql`d.id`],
    descending: true,
    node: deliveryNode,
  };
}

/** Attempts by key, under the viewer's rights. */
export const loadDeliveries: BatchFunction<string, DeliveryNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${DELIVERY_COLUMNS} ${DELIVERY_FROM} where ${webhookStake(op)} and d.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), deliveryNode(r)]));
  return keys.map((k) => found.get(k) ?? null);
};
