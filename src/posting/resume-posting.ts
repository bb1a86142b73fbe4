import type { Operation } from '#kernel/operation.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { mustStand } from '#party/must-stand.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/** The employer or station resumes a paused posting (PAUSED → OPEN). */
export async function resumePosting(op: Operation, input: { id: string }): Promise<JobPosting> {
  op.must('posting.resume');
  const posting = await findPosting(op, input.id);
  op.must('posting.resume', posting);
  // A filled or expired posting comes back another way: by a place that falls free, or by a new validity.
  posting.mustBe('PAUSED');
  await mustStand(op, posting.employerId, 'input.id');
  await mustBeLicensed(op, posting.employerId, 'input.id');
  posting.moveTo('OPEN');
  return posting;
}
