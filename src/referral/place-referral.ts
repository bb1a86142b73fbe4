import type { Operation } from '#kernel/operation.js';
import { lockPosting } from './find-referral.js';
import { fillPlace } from './place.rules.js';
import { Referral } from './referral.entity.js';
import type { JobPosting } from '#posting/job-posting.entity.js';

/**
 * The system's consequence of a verified arrival (ACCEPTED → PLACED): the held place is a filled one.
 * Inside `asSystem`. Answers the posting.
 */
export async function placeReferral(op: Operation, referralId: string): Promise<JobPosting> {
  const referral = await op.em.findOneOrFail(Referral, { id: referralId });
  const posting = await lockPosting(op, referral);
  referral.moveTo('PLACED');
  fillPlace(posting);
  return posting;
}
