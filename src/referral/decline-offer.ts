import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findReferral } from './find-referral.js';
import type { Referral } from './referral.entity.js';

/** The county records that the worker does not take the offer, and why (OFFERED → OFFER_DECLINED). */
export async function declineOffer(op: Operation, input: { id: string; reason: string }): Promise<Referral> {
  op.must('referral.decline');
  const referral = await findReferral(op, input.id);
  op.must('referral.decline', referral);
  referral.moveTo('OFFER_DECLINED', reasonText(input.reason));
  return referral;
}
