import type { Operation } from '#kernel/operation.js';
import { Referral } from '#referral/referral.entity.js';
import type { DispatchOrder } from './dispatch-order.entity.js';

/** Nobody departs to an employer who no longer takes him: a posting taken down has cancelled its referrals (REFERRAL_NOT_ACCEPTED). */
export async function referralsMustStand(op: Operation, dispatches: readonly DispatchOrder[]): Promise<void> {
  const ids = dispatches.flatMap((d) => d.referralId ?? []);
  const referrals = await op.em.find(Referral, { id: { $in: ids } });
  for (const referral of referrals) referral.mustBeAccepted();
}
