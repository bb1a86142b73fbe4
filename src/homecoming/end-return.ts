import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { ReturnRecord } from './return-record.entity.js';

/**
 * The system’s consequence of a verified arrival elsewhere: whoever had come home has left again. Belongs inside the
 * caller’s `asSystem`; answers nothing when the person was not at home.
 */
export async function endReturn(op: Operation, workerKey: string): Promise<ReturnRecord | null> {
  const record = await op.em.findOne(
    ReturnRecord,
    { workerId: workerKey, leftAgainOn: null },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  record?.leave(op.today);
  return record;
}
