import { forbidden } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import type { Webhook } from './webhook.entity.js';

/** Its owner takes a new secret; for 24 hours messages carry a signature by each. */
export async function rotateWebhookSecret(op: Operation, input: { id: string }): Promise<Webhook> {
  op.must('webhook.rotateSecret');
  const webhook = await findWebhook(op, input.id);
  if (webhook.ownerId !== op.viewer.accountId) throw forbidden('webhook.rotateSecret', []);
  webhook.rotateSecret(op.vault, op.now);
  return webhook;
}
