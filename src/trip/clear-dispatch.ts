import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { mustBeEligible } from '#referral/must-be-eligible.js';
import { Referral } from '#referral/referral.entity.js';
import { holdPerson } from '#worker/find-worker.js';
import type { DispatchOrder } from './dispatch-order.entity.js';
import { findDispatch } from './find-dispatch.js';
import { mustBeAgreement } from './trip.rules.js';

/**
 * The county clears a dispatch (PLANNED → CLEARED): identity verified, guarantee agreement signed, health
 * checked, employer confirmed, and the worker still of the labour base and of the posting's ages. Its door stands
 * in the arrival room, where an arrival is then expected.
 */
export async function clearDispatch(
  op: Operation,
  input: { id: string; agreementRef: string; healthCheckedOn: string; employerConfirmedOn: string },
): Promise<DispatchOrder> {
  op.must('dispatch.clear');
  const dispatch = await findDispatch(op, input.id);
  op.must('dispatch.clear', dispatch);
  const agreementRef = mustBeAgreement('input.agreementRef', input.agreementRef);
  mustNotBeAhead(op, 'input.healthCheckedOn', input.healthCheckedOn);
  mustNotBeAhead(op, 'input.employerConfirmedOn', input.employerConfirmedOn);
  await mustBeLicensed(op, dispatch.employerId, 'input.id');
  const posting = await op.em.findOneOrFail(JobPosting, { id: dispatch.postingId });
  const worker = await holdPerson(op, dispatch.workerId);
  mustBeEligible(op, worker, posting, 'input.id');
  if (dispatch.referralId)
    (await op.em.findOneOrFail(Referral, { id: dispatch.referralId })).mustBeAccepted();
  dispatch.clear({ ...input, agreementRef, identityCheckedOn: worker.realNameVerifiedOn ?? null });
  return dispatch;
}

function mustNotBeAhead(op: Operation, field: string, day: string): void {
  if (day > op.today)
    throw badInput(field, 'DAY_AHEAD', { zh: '该日期不能晚于今天。', en: 'This day lies in the future.' });
}
