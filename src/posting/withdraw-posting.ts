import type { Operation } from '#kernel/operation.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/** What its open referrals are told. */
export const WITHDRAWN_BY_EMPLOYER = '用人单位已撤回该岗位。The employer withdrew the posting.';

/**
 * The employer withdraws a posting for good (any live state → WITHDRAWN). Its open referrals are cancelled by
 * referral/cancel-referrals-of, which the door calls in the same transaction; whoever is on the way already is
 * still taken.
 */
export async function withdrawPosting(op: Operation, input: { id: string }): Promise<JobPosting> {
  op.must('posting.withdraw');
  const posting = await findPosting(op, input.id);
  op.must('posting.withdraw', posting);
  posting.moveTo('WITHDRAWN');
  return posting;
}
