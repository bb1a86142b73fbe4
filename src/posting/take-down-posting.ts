import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/**
 * A bureau takes a false or unlawful posting down (any state → TAKEN_DOWN). Its open referrals are
 * cancelled by referral/cancel-referrals-of, which the door calls in the same transaction.
 */
export async function takeDownPosting(
  op: Operation,
  input: { id: string; reason: string },
): Promise<JobPosting> {
  op.must('posting.takeDown');
  const posting = await findPosting(op, input.id);
  op.must('posting.takeDown', { destination: posting.destination });
  posting.moveTo('TAKEN_DOWN', reasonText(input.reason));
  return posting;
}
