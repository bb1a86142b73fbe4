import type { Operation } from '#kernel/operation.js';
import { lockPosting } from './find-referral.js';
import { giveBackPlace } from './place.rules.js';
import { Referral } from './referral.entity.js';

/**
 * The system's consequence of a way that came to nothing in the city (ACCEPTED → CANCELLED): the held place is
 * given back, and a full posting takes people again. One that ended before, with its posting, has given it back
 * already. Inside `asSystem`.
 */
export async function giveUpReferral(op: Operation, referralKey: string, reason: string): Promise<void> {
  const referral = await op.em.findOneOrFail(Referral, { id: referralKey });
  const posting = await lockPosting(op, referral);
  if (referral.state !== 'ACCEPTED') return;
  referral.moveTo('CANCELLED', reason);
  giveBackPlace(posting, referral.origin, op.today);
}
