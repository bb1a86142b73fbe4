import type { Operation } from '#kernel/operation.js';
import { JobPosting } from './job-posting.entity.js';

/** The clock: postings whose validity has passed expire (OPEN, PAUSED, FILLED → EXPIRED). Answers how many. */
export async function expirePostings(op: Operation): Promise<number> {
  op.must('clock.expirePostings');
  return op.em.nativeUpdate(
    JobPosting,
    { state: { $in: ['OPEN', 'PAUSED', 'FILLED'] }, validTo: { $lte: op.today } },
    { state: 'EXPIRED', stateReason: null },
  );
}
