import type { Operation } from '#kernel/operation.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/** The employer or station hands a draft to the destination's check (DRAFT → SUBMITTED). */
export async function submitPosting(op: Operation, input: { id: string }): Promise<JobPosting> {
  op.must('posting.submit');
  const posting = await findPosting(op, input.id);
  op.must('posting.submit', posting);
  await mustBeLicensed(op, posting.employerId, 'input.id');
  posting.submit();
  return posting;
}
