import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { mustStand } from '#party/must-stand.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';

/**
 * The destination's station opens a checked posting and says whether it suits the target population
 * (SUBMITTED → OPEN; EXPIRED → OPEN with a new validity). It joins the supply list at once.
 */
export async function openPosting(
  op: Operation,
  input: { id: string; suitable?: boolean | null; validTo?: string | null },
): Promise<JobPosting> {
  op.must('posting.open');
  const posting = await findPosting(op, input.id);
  op.must('posting.open', { destination: posting.destination });
  if (input.validTo != null) {
    if (input.validTo <= op.today)
      throw badInput('input.validTo', 'VALIDITY', {
        zh: '有效期应在今天之后。',
        en: 'The day of expiry lies after today.',
      });
    posting.validTo = input.validTo;
  }
  await mustStand(op, posting.employerId, 'input.id');
  await mustBeLicensed(op, posting.employerId, 'input.id');
  posting.open(op.now, op.today, input.suitable ?? true);
  return posting;
}
