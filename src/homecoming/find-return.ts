import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { ReturnRecord } from './return-record.entity.js';

/** What a refusal calls a return. */
export const RETURN = { zh: '返乡登记', en: 'return' } as const;

/** The return of an id, locked for this transaction, or NOT_FOUND when it is not there or not the county’s. */
export async function findReturn(op: Operation, id: string): Promise<ReturnRecord> {
  const record = await op.em.findOne(
    ReturnRecord,
    { id: keyOf('ReturnRecord', id, 'input.id') },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!record) throw notFound(RETURN, 'input.id');
  return record;
}
