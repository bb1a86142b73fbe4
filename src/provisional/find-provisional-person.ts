import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { ProvisionalPerson } from './provisional-person.entity.js';

/** What a refusal calls somebody who is not on record. */
export const PROVISIONAL_PERSON = { zh: '临时登记人员', en: 'provisional person' } as const;

/** The person of an id, or NOT_FOUND when there is none or it is not the viewer's to know of. */
export async function provisionalPerson(op: Operation, id: string): Promise<ProvisionalPerson> {
  const found = await op.em.findOne(ProvisionalPerson, { id: keyOf('ProvisionalPerson', id, 'input.id') });
  if (!found) throw notFound(PROVISIONAL_PERSON, 'input.id');
  return found;
}

/** The person of an id, locked for this transaction, or NOT_FOUND when there is none or it is not the viewer's. */
export async function findProvisionalPerson(op: Operation, id: string): Promise<ProvisionalPerson> {
  const found = await op.em.findOne(
    ProvisionalPerson,
    { id: keyOf('ProvisionalPerson', id, 'input.id') },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!found) throw notFound(PROVISIONAL_PERSON, 'input.id');
  return found;
}
