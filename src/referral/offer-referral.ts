import type { Operation } from '#kernel/operation.js';
import { findReferral } from './find-referral.js';
import type { Referral } from './referral.entity.js';

/** The employer offers the post (SUBMITTED or INTERVIEW → OFFERED). */
export async function offerReferral(op: Operation, input: { id: string }): Promise<Referral> {
  op.must('referral.offer');
  const referral = await findReferral(op, input.id);
  op.must('referral.offer', referral);
  referral.moveTo('OFFERED');
  return referral;
}
