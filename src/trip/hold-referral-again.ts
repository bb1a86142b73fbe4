import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { Referral } from '#referral/referral.entity.js';
import type { DispatchOrder } from './dispatch-order.entity.js';

/** Dispatches came to nothing: the system lets the holds of their places run again, from today. */
export async function holdReferralAgain(op: Operation, dispatches: readonly DispatchOrder[]): Promise<void> {
  const ids = dispatches.flatMap((d) => d.referralId ?? []);
  if (ids.length === 0) return;
  await op.asSystem(async () => {
    const referrals = await op.em.find(
      Referral,
      { id: { $in: ids } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true, orderBy: { id: 'asc' } },
    );
    for (const referral of referrals) referral.holdAgain(op.today);
  });
}
