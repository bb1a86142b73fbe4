import sql from 'sql-template-tag';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { newSecret } from './signature.rules.js';
import type { WebhookCare } from './webhook-care.js';
import { Webhook } from './webhook.entity.js';

/** Webhooks of one organization that may stand at once. */
const MOST = 20;

/** Any side sets up a webhook on a topic that it may hear of; it is told of what happens from this moment on. */
export async function createWebhook(
  op: Operation,
  input: { url: string; document: string; variables?: string | null },
  care: WebhookCare,
): Promise<Webhook> {
  op.must('webhook.create');
  const url = care.reachable('input.url', input.url);
  const variables = input.variables ?? null;
  const topic = await care.topicOf(op, input.document, variables);
  const { accountId, organizationId } = op.viewer;
  // Of many at once each counts those before it.
  await op.run(sql`select pg_advisory_xact_lock(hashtextextended(${`webhook ${organizationId}`}, 0))`);
  if ((await op.em.count(Webhook, { organizationId, state: { $ne: 'ENDED' } })) >= MOST)
    throw conflict(
      'TOO_MANY_WEBHOOKS',
      { zh: `每个机构最多 ${MOST} 个推送。`, en: `An organization has at most ${MOST} webhooks.` },
      { limit: MOST },
    );
  const webhook = op.em.create(Webhook, {
    id: uuidv7(),
    ownerId: accountId,
    organizationId,
    url,
    topic,
    document: input.document,
    variables,
    state: 'ACTIVE',
    secretEnc: op.vault.seal(newSecret()),
    createdAt: op.now,
    updatedAt: op.now,
  });
  await op.em.flush();
  await op.run(
    sql`insert into webhook_progress (webhook_id, epoch, reached)
      select ${webhook.id}::uuid, epoch, pg_current_snapshot()::text from deployment`,
  );
  return webhook;
}
