import type { Operation } from '#kernel/operation.js';
import { lockPosting } from './find-referral.js';
import { giveBackPlace } from './place.rules.js';
import { Referral } from './referral.entity.js';

/** Holds released in one transaction at most: the clock comes again. */
const MOST_AT_ONCE = 500;

/**
 * The clock gives back places whose hold has lapsed (ACCEPTED → OFFER_EXPIRED, the posting FILLED → OPEN).
 * A referral with an open dispatch has no day on which its hold ends. Run inside
 * `transact('clock.releaseHolds')` as the system. Answers how many.
 */
export async function releaseHolds(op: Operation): Promise<number> {
  op.must('clock.releaseHolds');
  const due = await op.em.find(
    Referral,
    { state: 'ACCEPTED', holdUntil: { $lte: op.today } },
    { orderBy: { postingId: 'asc', id: 'asc' }, limit: MOST_AT_ONCE },
  );
  let released = 0;
  for (const referral of due) {
    const posting = await lockPosting(op, referral);
    // Between the look and the lock somebody may have planned the journey or cancelled.
    if (referral.state !== 'ACCEPTED' || referral.holdUntil == null || referral.holdUntil > op.today)
      continue;
    referral.moveTo('OFFER_EXPIRED');
    giveBackPlace(posting, referral.origin, op.today);
    released += 1;
  }
  return released;
}
