import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import type { JobPosting } from '#posting/job-posting.entity.js';
import { giveBackPlace } from './place.rules.js';
import { OPEN_REFERRAL_STATES, Referral } from './referral.entity.js';

/**
 * The system cancels every open referral of a posting that is no more, in the transaction of the verb that
 * ended it; held places are given back. The posting is locked by that verb. NOT_ON_THE_WAY leaves those alone
 * whose dispatch is open: only the worker's side cancels a dispatch (domain 3.3). Answers how many.
 */
export async function cancelReferralsOf(
  op: Operation,
  posting: JobPosting,
  reason: string,
  which: 'ALL' | 'NOT_ON_THE_WAY' = 'ALL',
): Promise<number> {
  return op.asSystem(async () => {
    const found = await op.em.find(
      Referral,
      { postingId: posting.id, state: { $in: OPEN_REFERRAL_STATES } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    const open = which === 'ALL' ? found : found.filter((referral) => !referral.isOnTheWay());
    for (const referral of open) {
      if (referral.state === 'ACCEPTED') giveBackPlace(posting, referral.origin, op.today);
      referral.moveTo('CANCELLED', reason);
    }
    return open.length;
  });
}
