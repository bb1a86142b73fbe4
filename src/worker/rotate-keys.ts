import { LockMode, raw } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { WorkerIdentity } from './worker-identity.entity.js';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** How one batch ended: how many identities were sealed anew, and the key to go on after; null when none is left. */
export interface RotatedBatch {
  readonly rotated: number;
  readonly last: string | null;
}

/**
 * Seals identities of an older key anew under the current one, at most `batchSize` (1 or more) of them, in the
 * order of their keys after `after`. The caller goes on until `last` is null; until then the old key must
 * stay in the settings. Identities that somebody is correcting wait their turn.
 */
export async function rotateKeys(
  op: Operation,
  batchSize: number,
  after: string = BEFORE_ALL,
): Promise<RotatedBatch> {
  op.must('keys.rotate');
  const current = op.vault.currentKeyId;
  const found = await op.em.find(
    WorkerIdentity,
    {
      workerId: { $gt: after },
      $or: [
        { [raw(keyIdOf('name_enc'))]: { $ne: current } },
        { [raw(keyIdOf('id_number_enc'))]: { $ne: current } },
        { [raw(keyIdOf('phone_enc'))]: { $ne: current } },
      ],
    },
    { orderBy: { workerId: 'asc' }, limit: batchSize, lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  for (const identity of found) identity.resealBy(op.vault);
  await op.em.flush();
  return { rotated: found.length, last: found.at(-1)?.workerId ?? null };
}

/** The key's name is all before the last dot; it may hold dots itself. */
function keyIdOf(column: string): string {
  return `left(${column}, -strpos(reverse(${column}), '.'))`;
}
