import type { Operation } from '#kernel/operation.js';
import { Webhook } from './webhook.entity.js';

/** Seals the secrets of every webhook anew under the current key. Answers of how many: an organization has few. */
export async function resealSecrets(op: Operation): Promise<number> {
  op.must('keys.rotate');
  const found = await op.em.find(Webhook, { state: { $ne: 'ENDED' } });
  for (const webhook of found) webhook.resealBy(op.vault);
  await op.em.flush();
  return found.length;
}
