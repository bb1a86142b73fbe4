import type { Operation } from '#kernel/operation.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/** The employer or station pauses an open posting: it leaves the supply list (OPEN → PAUSED). */
export async function pausePosting(op: Operation, input: { id: string }): Promise<JobPosting> {
  op.must('posting.pause');
  const posting = await findPosting(op, input.id);
  op.must('posting.pause', posting);
  posting.moveTo('PAUSED');
  return posting;
}
