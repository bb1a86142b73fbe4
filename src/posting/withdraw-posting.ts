import type { Operation } from '#kernel/operation.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/** The employer withdraws a posting for good (any live state → WITHDRAWN). */
export async function withdrawPosting(op: Operation, input: { id: string }): Promise<JobPosting> {
  op.must('posting.withdraw');
  const posting = await findPosting(op, input.id);
  op.must('posting.withdraw', posting);
  posting.moveTo('WITHDRAWN');
  return posting;
}
