import type { Operation } from '#kernel/operation.js';
import { lockPosting, peekReferral } from './find-referral.js';
import { holdPerson } from '#worker/find-worker.js';
import { mustBeEligible } from './must-be-eligible.js';
import { holdPlace } from './place.rules.js';
import type { Referral } from './referral.entity.js';

/**
 * The county records that the worker takes the offer (OFFERED → ACCEPTED) and a place is held for 7 days, if the
 * worker is of the labour base and of the posting's ages on that day.
 * The posting's row is locked and its check constraint stands behind, so the last place is taken once:
 * everybody after gets POSTING_FULL.
 */
export async function acceptReferral(op: Operation, input: { id: string }): Promise<Referral> {
  op.must('referral.accept');
  const referral = await peekReferral(op, input.id);
  op.must('referral.accept', referral);
  const worker = await holdPerson(op, referral.workerId);
  await op.asSystem(async () => {
    const posting = await lockPosting(op, referral);
    mustBeEligible(op, worker, posting, 'input.id');
    referral.accept(op.now, op.today);
    holdPlace(posting, referral.origin);
  });
  return referral;
}
