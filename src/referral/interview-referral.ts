import type { Operation } from '#kernel/operation.js';
import { findReferral } from './find-referral.js';
import type { Referral } from './referral.entity.js';

/** The employer asks the worker to an interview (SUBMITTED → INTERVIEW). */
export async function interviewReferral(op: Operation, input: { id: string }): Promise<Referral> {
  op.must('referral.interview');
  const referral = await findReferral(op, input.id);
  op.must('referral.interview', referral);
  referral.moveTo('INTERVIEW');
  return referral;
}
