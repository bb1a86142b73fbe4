import { LockMode, raw } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { ProvisionalPerson } from './provisional-person.entity.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Seals who somebody is, of an older key, anew under the current one, at most `batchSize` (1 or more) people, in the order of their
 * keys after `after`. Answers the last key of the batch; null when none is left.
 */
export async function resealProvisionalPeople(
  op: Operation,
  batchSize: number,
  after: string = BEFORE_ALL,
): Promise<string | null> {
  op.must('keys.rotate');
  const keyId = raw(`left(identity_enc, -strpos(reverse(identity_enc), '.'))`);
  const found = await op.em.find(
    ProvisionalPerson,
    { id: { $gt: after }, [keyId]: { $ne: op.vault.currentKeyId } },
    { orderBy: { id: 'asc' }, limit: batchSize, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  for (const person of found) person.resealBy(op.vault);
  await op.em.flush();
  return found.at(-1)?.id ?? null;
}
