import type { Operation } from '#kernel/operation.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { findReferral } from './find-referral.js';
import type { Referral } from './referral.entity.js';

/** Station or county hands an interested worker to the employer, who sees the worker from now on (INTERESTED → SUBMITTED). */
export async function submitReferral(op: Operation, input: { id: string }): Promise<Referral> {
  op.must('referral.submit');
  const referral = await findReferral(op, input.id);
  op.must('referral.submit', referral);
  await mustBeLicensed(op, referral.employerId, 'input.id');
  referral.submit(op.now);
  return referral;
}
