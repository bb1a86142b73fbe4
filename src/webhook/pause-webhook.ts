import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import type { Webhook } from './webhook.entity.js';

/** Its side holds a webhook (ACTIVE → PAUSED): nothing is sent, and its place is kept. */
export async function pauseWebhook(op: Operation, input: { id: string }): Promise<Webhook> {
  op.must('webhook.pause');
  const webhook = await findWebhook(op, input.id);
  webhook.moveTo('PAUSED', op.now);
  return webhook;
}
