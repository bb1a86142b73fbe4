import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { lockPosting, peekReferral } from './find-referral.js';
import { giveBackPlace } from './place.rules.js';
import type { Referral } from './referral.entity.js';

/** The county records that the worker withdrew (any open state → CANCELLED); a held place is given back. */
export async function cancelReferral(
  op: Operation,
  input: { id: string; reason: string },
): Promise<Referral> {
  op.must('referral.cancel');
  const referral = await peekReferral(op, input.id);
  op.must('referral.cancel', referral);
  const reason = reasonText(input.reason);
  await op.asSystem(async () => {
    const posting = await lockPosting(op, referral);
    if (referral.isOnTheWay())
      throw conflict('DISPATCH_OPEN', {
        zh: '该推荐已有未结束的派遣单，请先取消派遣。',
        en: 'The referral has an open dispatch order. Cancel that first.',
      });
    const held = referral.state === 'ACCEPTED';
    referral.moveTo('CANCELLED', reason);
    if (held) giveBackPlace(posting, referral.origin, op.today);
  });
  return referral;
}
