import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { reopenWillingness } from '#willingness/reopen-willingness.js';
import { correctWorker } from '#worker/correct-worker.js';
import type { Worker } from '#worker/worker.entity.js';
import { isAway, keepsJob } from './return.rules.js';
import type { ReturnRecord } from './return-record.entity.js';

/**
 * Says whether the person keeps the work away by this return; otherwise it ends, by the worker room’s own verb
 * (domain 4.5). Work within the county is no matter of a return.
 */
export async function endWorkAway(op: Operation, record: ReturnRecord, worker: Worker): Promise<void> {
  if (!isAway(worker)) return;
  if (keepsJob(record)) {
    record.jobKept = true;
    return;
  }
  record.jobKept = false;
  await op.em.flush();
  const correction = { id: toGlobalId('Worker', worker.id), employment: null };
  const { placementEnded } = await correctWorker(op, correction);
  if (placementEnded) await op.asSystem(() => reopenWillingness(op, worker.id));
}
