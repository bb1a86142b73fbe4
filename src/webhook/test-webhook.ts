import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import type { Webhook } from './webhook.entity.js';

/** Its side asks for a ping: one attempt, whatever its state, whose outcome stands in the log. */
export async function testWebhook(op: Operation, input: { id: string }): Promise<Webhook> {
  op.must('webhook.test');
  const webhook = await findWebhook(op, input.id);
  webhook.noteErrand(op.now);
  await op.em.flush();
  await op.run(sql`insert into webhook_errand (webhook_id, kind) values (${webhook.id}, 'PING')`);
  return webhook;
}
