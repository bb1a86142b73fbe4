import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/** The destination refuses a submitted posting, with the reason (SUBMITTED → REJECTED). */
export async function rejectPosting(
  op: Operation,
  input: { id: string; reason: string },
): Promise<JobPosting> {
  op.must('posting.reject');
  const posting = await findPosting(op, input.id);
  op.must('posting.reject', { destination: posting.destination });
  posting.moveTo('REJECTED', reasonText(input.reason));
  return posting;
}
