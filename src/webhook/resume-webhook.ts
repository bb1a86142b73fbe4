import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import type { Webhook } from './webhook.entity.js';

/**
 * Its side lets a paused or disabled webhook go on (→ ACTIVE): at once, with all its attempts, from where it stood;
 * with `fromNow`, or when the database was restored meanwhile, from this
 * moment on, and what came meanwhile is not told.
 */
export async function resumeWebhook(
  op: Operation,
  input: { id: string; fromNow?: boolean | null },
): Promise<Webhook> {
  op.must('webhook.resume');
  const webhook = await findWebhook(op, input.id);
  webhook.moveTo('ACTIVE', op.now);
  await op.em.flush();
  await op.run(
    sql`update webhook_progress set failures = 0, next_at = null, round = round + 1 where webhook_id = ${webhook.id}`,
  );
  await op.run(sql`update webhook_progress g set epoch = d.epoch, reached = pg_current_snapshot()::text, reached_from = null,
    reached_seq = null, message_id = null
    from deployment d where g.webhook_id = ${webhook.id} and (${input.fromNow ?? false} or g.epoch <> d.epoch)`);
  return webhook;
}
