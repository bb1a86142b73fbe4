import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Officer } from './officer.entity.js';
import { OFFICER } from './officer.list.js';

/**
 * The officer of an id, locked for this transaction so that nobody relieves the officer meanwhile, or NOT_FOUND when
 * there is none or it is another county's.
 */
export async function findOfficer(op: Operation, id: string, field: string): Promise<Officer> {
  const officer = await op.em.findOne(
    Officer,
    { id: keyOf('Officer', id, field) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!officer) throw notFound(OFFICER, field);
  return officer;
}
