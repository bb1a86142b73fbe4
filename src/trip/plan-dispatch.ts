import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { mustBeLicensed } from '#party/must-be-licensed.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import { findReferral } from '#referral/find-referral.js';
import { Worker } from '#worker/worker.entity.js';
import { closeFormerDispatch } from './close-former-dispatch.js';
import { type DispatchKind, DispatchOrder, type Transport } from './dispatch-order.entity.js';
import { drawNumber } from './draw-number.js';
import { mustBeSeason } from './trip.rules.js';

/** A departure is planned at most this many days ahead. */
const LONGEST_PLAN_DAYS = 180;

/**
 * The county plans how a worker who took an offer gets there (– → PLANNED). From now on the held place
 * does not lapse. One open dispatch per worker: DISPATCH_ALREADY_OPEN.
 */
export async function planDispatch(
  op: Operation,
  input: {
    referral: string;
    kind: DispatchKind;
    transport: Transport;
    plannedOn: string;
    seasonEndsOn?: string | null;
  },
): Promise<DispatchOrder> {
  op.must('dispatch.plan');
  const referral = await findReferral(op, input.referral, 'input.referral');
  op.must('dispatch.plan', referral);
  if (input.plannedOn < op.today || input.plannedOn > addDays(op.today, LONGEST_PLAN_DAYS))
    throw badInput(
      'input.plannedOn',
      'PLANNED_DAY',
      {
        zh: `计划出发日应在今天起 ${LONGEST_PLAN_DAYS} 天之内。`,
        en: `The day of departure lies within ${LONGEST_PLAN_DAYS} days from today.`,
      },
      { limit: LONGEST_PLAN_DAYS },
    );
  const seasonEndsOn = mustBeSeason(input);
  await mustBeLicensed(op, referral.employerId, 'input.referral');
  const worker = await op.em.findOneOrFail(Worker, { id: referral.workerId });
  const posting = await op.em.findOneOrFail(JobPosting, { id: referral.postingId });
  referral.keepForJourney(op.today);
  const dispatchNo = await op.asSystem(async () => {
    await closeFormerDispatch(op, referral.workerId);
    return drawNumber(op, 'dispatch_order', referral.origin, op.today);
  });
  return op.em.create(DispatchOrder, {
    id: uuidv7(op.now.getTime()),
    dispatchNo,
    workerId: referral.workerId,
    referralId: referral.id,
    postingId: referral.postingId,
    employerId: referral.employerId,
    originRegion: worker.serviceRegion,
    destinationRegion: posting.workRegion,
    origin: referral.origin,
    destination: referral.destination,
    kind: input.kind,
    transport: input.transport,
    plannedOn: input.plannedOn,
    seasonEndsOn,
    state: 'PLANNED',
    createdAt: op.now,
  });
}
