import type { Operation } from '#kernel/operation.js';
import { reopenWillingness } from '#willingness/reopen-willingness.js';
import type { Correction } from '#worker/correct-worker.js';
import { endWayOf } from './end-way-of.js';

/**
 * What the system draws from a correction, in its transaction: who has left the labour base is taken off the way, and who
 * lost the job of an arrival within 30 days wants again what was wanted before (domain 4.5).
 */
export async function drawFromCorrection(op: Operation, correction: Correction): Promise<void> {
  const { worker, left, placementEnded } = correction;
  if (left) await endWayOf(op, worker.id);
  else if (placementEnded) await op.asSystem(() => reopenWillingness(op, worker.id));
}
