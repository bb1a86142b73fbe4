import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Willingness } from './willingness.entity.js';

/** A placement that ends within so many days has failed (domain 3.3, Willingness). */
export const FAILED_WITHIN_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The system's consequence of the end of a placement: where the wish for work came true within the last 30 days and still
 * holds, it stands again (SATISFIED → ACTIVE), unless the person has said something newer. Belongs inside the
 * caller's `asSystem`; answers nothing when there is no such wish.
 */
export async function reopenWillingness(op: Operation, workerKey: string): Promise<Willingness | null> {
  const ofWork = { workerId: workerKey, kind: 'WORK' } as const;
  const [wish] = await op.em.find(
    Willingness,
    {
      ...ofWork,
      state: 'SATISFIED',
      validTo: { $gt: op.today },
      satisfiedAt: { $gt: new Date(op.now.getTime() - FAILED_WITHIN_DAYS * DAY_MS) },
    },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { satisfiedAt: 'desc' }, limit: 1 },
  );
  if (!wish || (await op.em.count(Willingness, { ...ofWork, state: 'ACTIVE' })) > 0) return null;
  wish.reopen(op.now);
  return wish;
}
