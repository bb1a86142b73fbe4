import { LockMode } from '@mikro-orm/core';
import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { type DisabledFor, Webhook } from './webhook.entity.js';

/** The system disables a webhook, saying why; its place and its log stay. Nothing happens to one that has ended. */
export async function disableWebhook(op: Operation, id: string, why: DisabledFor): Promise<void> {
  op.must('webhook.disable');
  const webhook = await op.em.findOneOrFail(Webhook, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (webhook.state !== 'ACTIVE' && webhook.state !== 'PAUSED') return;
  webhook.moveTo('DISABLED', op.now);
  webhook.disabledFor = why;
  await op.em.flush();
  await op.run(sql`update webhook_progress set next_at = null, round = round + 1 where webhook_id = ${id}`);
  // Ranges of another epoch mean nothing any more.
  if (why === 'EPOCH_CHANGED')
    await op.run(sql`update webhook_errand set done_at = now() where webhook_id = ${id} and done_at is null`);
  await op.run(
    sql`update webhook_delivery set status = 'FAILED' where webhook_id = ${id} and status = 'PENDING'`,
  );
}
