import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { endReturn } from '#homecoming/end-return.js';
import { placeReferral } from '#referral/place-referral.js';
import { DispatchOrder } from '#trip/dispatch-order.entity.js';
import { mustBeText } from '#trip/trip.rules.js';
import { satisfyWillingness } from '#willingness/satisfy-willingness.js';
import { Worker } from '#worker/worker.entity.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import type { Arrival } from './arrival.entity.js';
import { findArrival, personOf } from './find-arrival.js';

/**
 * The destination's station verifies the employer's receipt (ON_POST → VERIFIED): only now has somebody
 * arrived. In the same transaction the dispatch is ON_POST, the referral PLACED, the held place filled, the
 * worker employed there, the wish satisfied, and a return home over.
 */
export async function verifyArrival(
  op: Operation,
  input: { id: string; note?: string | null },
): Promise<Arrival> {
  op.must('arrival.verify');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.verify', arrival);
  arrival.verify(op.now, personOf(op));
  arrival.note = mustBeText('input.note', input.note, 500);
  await op.asSystem(() => settle(op, arrival));
  return arrival;
}

async function settle(op: Operation, arrival: Arrival): Promise<void> {
  const dispatch = await op.em.findOneOrFail(
    DispatchOrder,
    { id: arrival.dispatchId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  dispatch.moveTo('ON_POST');
  const posting = dispatch.referralId
    ? await placeReferral(op, dispatch.referralId)
    : await op.em.findOneOrFail(JobPosting, { id: dispatch.postingId });
  const worker = await op.em.findOneOrFail(
    Worker,
    { id: arrival.workerId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  await satisfyWillingness(op, arrival.workerId);
  await endReturn(op, arrival.workerId);
  worker.worksFor(
    arrival.employerId,
    op.regions.must(posting.workRegion, 'workRegion'),
    dispatch.seasonEndsOn ?? null,
  );
}
