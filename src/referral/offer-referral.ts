import type { Operation } from '#kernel/operation.js';
import { findReferral } from './find-referral.js';
import { holdPerson } from '#worker/find-worker.js';
import { mustBeEligible } from './must-be-eligible.js';
import type { Referral } from './referral.entity.js';

/** The employer offers the post to a worker of the labour base (SUBMITTED or INTERVIEW → OFFERED). */
export async function offerReferral(op: Operation, input: { id: string }): Promise<Referral> {
  op.must('referral.offer');
  const referral = await findReferral(op, input.id);
  op.must('referral.offer', referral);
  referral.moveTo('OFFERED');
  mustBeEligible(op, await holdPerson(op, referral.workerId), null, 'input.id');
  return referral;
}
