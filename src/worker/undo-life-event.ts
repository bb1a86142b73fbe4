import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { outsideLabourBase } from './eligible.rules.js';
import { findLifeEvent } from './find-life-event.js';
import { mustNotBeMerged } from './find-worker.js';
import type { LifeStep } from './record-life-event.js';

/**
 * It was a mistake: an event that is still ahead is cancelled, one that has come is undone and the person is what it was
 * before (CONFLICT/LIFE_EVENT_OVERTAKEN when something else came after it). What had ended by it stays ended: sides
 * were told, places are others' by now; the person is asked anew. LIFE_EVENT_STEP_NOT_ALLOWED the second time, WORKER_MERGED
 * where the record is part of another by now: the kept one is the person's.
 */
export async function undoLifeEvent(op: Operation, input: { id: string; reason: string }): Promise<LifeStep> {
  op.must('lifeEvent.undo');
  const { event, worker } = await findLifeEvent(op, input.id);
  op.must('lifeEvent.undo', { origin: worker.origin });
  mustNotBeMerged(worker, 'input.id');
  const because = reasonText(input.reason);
  const before = outsideLabourBase(worker, op.today);
  if (event.state === 'PLANNED') event.cancel(op.now, because);
  else event.undo(worker, op.now, because);
  await op.em.flush();
  const now = outsideLabourBase(worker, op.today);
  // To undo that somebody came back is to leave once more.
  return { event, worker, left: now === before ? null : now };
}
