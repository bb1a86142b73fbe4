import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Willingness } from './willingness.entity.js';

/** What a refusal calls a willingness. */
export const WILLINGNESS = { zh: '意愿', en: 'willingness' } as const;

/** The willingness of an id, locked for this transaction, or NOT_FOUND when it is not there or not the county's. */
export async function findWillingness(op: Operation, id: string, field = 'input.id'): Promise<Willingness> {
  const willingness = await op.em.findOne(
    Willingness,
    { id: keyOf('Willingness', id, field) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!willingness) throw notFound(WILLINGNESS, field);
  return willingness;
}
