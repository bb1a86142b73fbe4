import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findReferral } from './find-referral.js';
import type { Referral, ReferralAnswer } from './referral.entity.js';

/**
 * The county records the worker's own answer (SENT → VIEWED → INTERESTED or DECLINED, the latter with a
 * reason). Whoever answered has seen it: both steps are taken, and both stand in the journal.
 */
export async function answerReferral(
  op: Operation,
  input: { id: string; answer: ReferralAnswer; reason?: string | null },
): Promise<Referral> {
  op.must('referral.answer');
  const referral = await findReferral(op, input.id);
  op.must('referral.answer', referral);
  const reason = input.answer === 'DECLINED' ? reasonText(input.reason ?? '') : null;
  if (referral.state === 'SENT' && input.answer !== 'VIEWED') {
    referral.moveTo('VIEWED');
    await op.em.flush();
  }
  referral.moveTo(input.answer, reason);
  return referral;
}
