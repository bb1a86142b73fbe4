import { LockMode } from '@mikro-orm/core';
import { conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { PossibleDuplicate } from './possible-duplicate.entity.js';

/** What a refusal calls a pair. */
export const DUPLICATE = { zh: '疑似重复', en: 'possible duplicate' } as const;

/**
 * A county says of a pair that they are not the same person, and why; it is remembered. Of a pair over two counties each
 * says so for itself. CONFLICT/DUPLICATE_DECIDED when that was said before, or the pair was merged or is alike no more.
 */
export async function dismissPossibleDuplicate(
  op: Operation,
  input: { id: string; reason: string },
): Promise<PossibleDuplicate> {
  op.must('possibleDuplicate.dismiss');
  const pair = await op.em.findOne(
    PossibleDuplicate,
    { id: keyOf('PossibleDuplicate', input.id, 'input.id') },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!pair) throw notFound(DUPLICATE, 'input.id');
  const reason = reasonText(input.reason);
  if (pair.state !== 'OPEN' || pair.toldApartBy.includes(op.viewer.path))
    throw conflict('DUPLICATE_DECIDED', {
      zh: '该疑似重复已有结论。',
      en: 'It was decided of this pair already.',
    });
  pair.tellApart(op.viewer.path, reason, op.now);
  return pair;
}
