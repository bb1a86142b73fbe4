import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import type { Webhook } from './webhook.entity.js';

/** Its side ends a webhook for ever (→ ENDED). Its log stays a month. */
export async function deleteWebhook(op: Operation, input: { id: string }): Promise<Webhook> {
  op.must('webhook.delete');
  const webhook = await findWebhook(op, input.id);
  webhook.end(op.now);
  return webhook;
}
