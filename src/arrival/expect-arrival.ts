import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { JobPosting } from '#posting/job-posting.entity.js';
import type { DispatchOrder } from '#trip/dispatch-order.entity.js';
import { Arrival } from './arrival.entity.js';

/** The system expects whoever is cleared (– → EXPECTED), in the transaction of the clearance. */
export async function expectArrival(op: Operation, dispatch: DispatchOrder): Promise<Arrival> {
  return op.asSystem(async () => {
    const posting = await op.em.findOneOrFail(JobPosting, { id: dispatch.postingId });
    return op.em.create(Arrival, {
      id: uuidv7(op.now.getTime()),
      dispatchId: dispatch.id,
      workerId: dispatch.workerId,
      postingId: dispatch.postingId,
      employerId: dispatch.employerId,
      origin: dispatch.origin,
      destination: dispatch.destination,
      occupation: posting.occupation ?? null,
      state: 'EXPECTED',
      expectedOn: dispatch.plannedOn,
    });
  });
}
