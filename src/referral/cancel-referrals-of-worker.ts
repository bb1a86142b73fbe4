import type { Operation } from '#kernel/operation.js';
import { lockPosting } from './find-referral.js';
import { giveBackPlace } from './place.rules.js';
import { OPEN_REFERRAL_STATES, Referral } from './referral.entity.js';

/**
 * The system's consequence of a person's leaving the labour base: every open referral is cancelled with the
 * reason, and a held place is given back, also of who was on the way. Belongs inside the caller's `asSystem`.
 * Answers how many.
 */
export async function cancelReferralsOfWorker(
  op: Operation,
  workerKey: string,
  reason: string,
): Promise<number> {
  const found = await op.em.find(
    Referral,
    { workerId: workerKey, state: { $in: OPEN_REFERRAL_STATES } },
    { orderBy: { postingId: 'asc', id: 'asc' } },
  );
  let cancelled = 0;
  for (const referral of found) {
    const posting = await lockPosting(op, referral);
    // Between the look and the lock somebody may have taken another step.
    if (!OPEN_REFERRAL_STATES.includes(referral.state)) continue;
    const held = referral.state === 'ACCEPTED';
    referral.moveTo('CANCELLED', reason);
    if (held) giveBackPlace(posting, referral.origin, op.today);
    cancelled += 1;
  }
  return cancelled;
}
