import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import type { JobPosting } from '#posting/job-posting.entity.js';
import type { Referral } from '#referral/referral.entity.js';
import type { Worker } from '#worker/worker.entity.js';
import { closeFormerDispatch } from './close-former-dispatch.js';
import { DispatchOrder } from './dispatch-order.entity.js';
import { drawNumber } from './draw-number.js';

/**
 * The dispatch of a worker who is in the city already, to another employer there (– → ARRIVED): what was checked
 * before the journey still holds, the guarantee agreement is the other employer's, whose word is the offer. From now
 * on the held place does not lapse. One open dispatch per worker: DISPATCH_ALREADY_OPEN.
 */
export async function dispatchInCity(
  op: Operation,
  formerKey: string,
  worker: Worker,
  referral: Referral,
  posting: JobPosting,
  agreementRef: string,
): Promise<DispatchOrder> {
  return op.asSystem(async () => {
    const former = await op.em.findOneOrFail(DispatchOrder, { id: formerKey });
    referral.keepForJourney(op.today);
    await closeFormerDispatch(op, referral.workerId);
    return op.em.create(DispatchOrder, {
      id: uuidv7(op.now.getTime()),
      dispatchNo: await drawNumber(op, 'dispatch_order', referral.origin, op.today),
      workerId: referral.workerId,
      referralId: referral.id,
      postingId: referral.postingId,
      employerId: referral.employerId,
      originRegion: worker.serviceRegion,
      destinationRegion: posting.workRegion,
      origin: referral.origin,
      destination: referral.destination,
      kind: former.kind,
      transport: former.transport,
      plannedOn: op.today,
      seasonEndsOn: lasting(former, op.today),
      agreementRef,
      identityCheckedOn: former.identityCheckedOn,
      healthCheckedOn: former.healthCheckedOn,
      employerConfirmedOn: op.today,
      departedAt: former.departedAt,
      state: 'ARRIVED',
      createdAt: op.now,
    });
  });
}

/** The season holds for the other post, too, unless it is over. */
function lasting({ seasonEndsOn }: DispatchOrder, today: string): string | null {
  return seasonEndsOn != null && seasonEndsOn >= today ? seasonEndsOn : null;
}
