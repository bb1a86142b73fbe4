import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findReferral } from './find-referral.js';
import type { Referral } from './referral.entity.js';

/** The employer refuses the worker, with a reason (SUBMITTED or INTERVIEW → REJECTED). */
export async function rejectReferral(
  op: Operation,
  input: { id: string; reason: string },
): Promise<Referral> {
  op.must('referral.reject');
  const referral = await findReferral(op, input.id);
  op.must('referral.reject', referral);
  referral.moveTo('REJECTED', reasonText(input.reason));
  return referral;
}
