import type { Operation } from '#kernel/operation.js';
import { notHere, outsideLabourBase } from './eligible.rules.js';
import { holdWorker } from './find-life-event.js';
import { LifeEvent } from './life-event.entity.js';

/** What the clock did with the events whose day has come. */
export interface TakenEvents {
  /** How many were taken or, because nothing was left to change, cancelled. */
  readonly done: number;
  /** Keys of those who left the labour base by one. */
  readonly left: readonly string[];
}

const NOTHING_LEFT =
  '到日期时该人员已是此状况或已离开，由系统取消。On its day it was so already, or the person had gone; cancelled by the system.';

/**
 * The clock takes the events whose day has come, at most `limit` (1 or more) of them, in the order of their days. Belongs
 * inside `transact('clock.takeLifeEvents')`; its tick stands in the arrival room, where the way of who left is ended.
 */
export async function takeLifeEvents(op: Operation, limit: number): Promise<TakenEvents> {
  op.must('clock.takeLifeEvents');
  const due = await op.em.find(
    LifeEvent,
    { state: 'PLANNED', onDay: { $lte: op.today } },
    { orderBy: { onDay: 'asc', id: 'asc' }, limit },
  );
  const left: string[] = [];
  let done = 0;
  for (const event of due) {
    const worker = await holdWorker(op, event.workerId);
    await op.em.refresh(event);
    // Between the look and the lock the county may have cancelled it.
    if (!worker || event.state !== 'PLANNED') continue;
    const before = outsideLabourBase(worker, op.today);
    if (notHere(worker) || !event.changes(worker)) event.cancel(op.now, NOTHING_LEFT);
    else event.take(worker, op.now);
    // Before the next event is refreshed, which may be the same person's.
    await op.em.flush();
    const now = outsideLabourBase(worker, op.today);
    if (now && now !== before) left.push(worker.id);
    done += 1;
  }
  return { done, left };
}
