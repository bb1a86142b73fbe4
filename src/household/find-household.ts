import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Household } from './household.entity.js';
import { HOUSEHOLD } from './household.list.js';

/** The household of an id, locked for this transaction, or NOT_FOUND when it is not there or not the county's. */
export async function findHousehold(op: Operation, id: string, field = 'input.id'): Promise<Household> {
  const household = await op.em.findOne(
    Household,
    { id: keyOf('Household', id, field) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!household) throw notFound(HOUSEHOLD, field);
  return household;
}
