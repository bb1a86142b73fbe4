import type { Operation } from '#kernel/operation.js';
import { findReferral } from './find-referral.js';
import type { Referral, ReferralChannel } from './referral.entity.js';

/** County or station tells the worker of the posting (CREATED → SENT), by which channel. */
export async function sendReferral(
  op: Operation,
  input: { id: string; channel: ReferralChannel },
): Promise<Referral> {
  op.must('referral.send');
  const referral = await findReferral(op, input.id);
  op.must('referral.send', referral);
  referral.send(input.channel, op.now);
  return referral;
}
