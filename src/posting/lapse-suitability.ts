import { addDays } from '#kernel/business-day.js';
import type { Operation } from '#kernel/operation.js';
import { JobPosting } from './job-posting.entity.js';

/** A finding that a posting suits the target population holds this long (domain 4.3 B). */
export const SUITABILITY_DAYS = 90;

/** The clock: a finding older than 90 days lapses, and the posting leaves the supply list. Answers how many. */
export async function lapseSuitability(op: Operation): Promise<number> {
  op.must('clock.lapseSuitability');
  return op.em.nativeUpdate(
    JobPosting,
    { suitable: true, suitableOn: { $lt: addDays(op.today, -SUITABILITY_DAYS) } },
    { suitable: false },
  );
}
