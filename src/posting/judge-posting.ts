import type { Operation } from '#kernel/operation.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/**
 * The destination's station judges anew whether an open or paused posting suits the target population (适合,
 * domain 4.3): a finding lapses after 90 days, and what a posting offers may change.
 */
export async function judgePosting(
  op: Operation,
  input: { id: string; suitable: boolean },
): Promise<JobPosting> {
  op.must('posting.judge');
  const posting = await findPosting(op, input.id);
  op.must('posting.judge', { destination: posting.destination });
  posting.judge(input.suitable, op.today);
  return posting;
}
