import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Willingness } from './willingness.entity.js';

/**
 * The system's consequence of an arrival on a post: the person's active wish for work has come true
 * (ACTIVE → SATISFIED). Belongs inside the caller's `asSystem`; answers nothing when no wish is active.
 */
export async function satisfyWillingness(op: Operation, workerKey: string): Promise<Willingness | null> {
  const wish = await op.em.findOne(
    Willingness,
    { workerId: workerKey, kind: 'WORK', state: 'ACTIVE' },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  wish?.satisfy(op.now);
  return wish;
}
