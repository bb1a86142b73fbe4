import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Willingness } from './willingness.entity.js';

/**
 * The system's consequence of a person's leaving the labour base: every wish that still holds ends today, of work
 * and of training (RECORDED or ACTIVE → EXPIRED); whoever comes back is asked anew. Belongs inside the caller's
 * `asSystem`. Answers how many.
 */
export async function endWillingness(op: Operation, workerKey: string): Promise<number> {
  const wishes = await op.em.find(
    Willingness,
    { workerId: workerKey, state: { $in: ['RECORDED', 'ACTIVE'] } },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  for (const wish of wishes) wish.end(op.today);
  return wishes.length;
}
