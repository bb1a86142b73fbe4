import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { findReferral } from '#referral/find-referral.js';
import { mustBeEligible } from '#referral/must-be-eligible.js';
import { holdPerson } from '#worker/find-worker.js';
import { dispatchInCity } from '#trip/dispatch-in-city.js';
import { mustBeAgreement } from '#trip/trip.rules.js';
import type { Arrival } from './arrival.entity.js';
import { expectArrival } from './expect-arrival.js';
import { findArrival, personOf } from './find-arrival.js';

/**
 * The destination's station gives a worker whom the employer did not take, or who did not want the post, another one
 * (REFUSED or WITHDREW → REASSIGNED). The other employer has offered and the worker accepted, by a referral as any
 * other; what is left out is the journey: a new dispatch stands at ARRIVED, a new arrival at IN_CITY. Answers the
 * new one, which the new employer's receipt and the verification follow.
 */
export async function reassignArrival(
  op: Operation,
  input: { id: string; referral: string; agreementRef: string },
): Promise<Arrival> {
  op.must('arrival.reassign');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.reassign', arrival);
  arrival.mustWantAnotherPost();
  const agreementRef = mustBeAgreement('input.agreementRef', input.agreementRef);
  const worker = await holdPerson(op, arrival.workerId);
  const referral = await findReferral(op, input.referral, 'input.referral');
  op.must('arrival.reassign', referral);
  if (referral.workerId !== arrival.workerId)
    throw badInput('input.referral', 'ANOTHER_PERSONS_REFERRAL', {
      zh: '该推荐属于另一名劳动力。',
      en: 'This referral is another person’s.',
    });
  const posting = await op.em.findOneOrFail(JobPosting, { id: referral.postingId });
  mustBeEligible(op, worker, posting, 'input.referral');
  await mustBeLicensed(op, referral.employerId, 'input.referral');
  const next = await expectArrival(
    op,
    await dispatchInCity(op, arrival.dispatchId, worker, referral, posting, agreementRef),
  );
  next.checkIn(personOf(op) && op.viewer.organizationId, op.now);
  arrival.followedBy(next);
  return next;
}
