import { LockMode, raw } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Household } from './household.entity.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/**
 * Seals addresses of an older key anew under the current one, at most `batchSize` (1 or more) of them, in the order of
 * their keys after `after`. Answers the last key of the batch; null when none is left.
 */
export async function resealHouseholds(
  op: Operation,
  batchSize: number,
  after: string = BEFORE_ALL,
): Promise<string | null> {
  op.must('keys.rotate');
  // The key's name is all before the last dot; it may hold dots itself.
  const keyId = raw(`left(address_enc, -strpos(reverse(address_enc), '.'))`);
  const found = await op.em.find(
    Household,
    { id: { $gt: after }, [keyId]: { $ne: op.vault.currentKeyId } },
    { orderBy: { id: 'asc' }, limit: batchSize, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  for (const household of found) household.resealBy(op.vault);
  await op.em.flush();
  return found.at(-1)?.id ?? null;
}
