import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { findWorkerByKey } from '#worker/find-worker.js';
import { endWorkAway } from './end-work-away.js';
import { findReturn } from './find-return.js';
import { mustNotOverlap } from './must-not-overlap.js';
import { type ReturnSaid, writeReturn } from './return.rules.js';
import type { ReturnRecord } from './return-record.entity.js';

/** What the record says now; what is left out stays. */
export interface ReturnCorrection extends ReturnSaid {
  readonly id: string;
  readonly version?: number | null;
}

/**
 * The county corrects a return. One that kept the work away and would not by what it says now ends it; work that was
 * ended comes back by `correctWorker` alone. CONFLICT: CHANGED_MEANWHILE, RETURN_OVERLAPS.
 */
export async function correctReturn(op: Operation, input: ReturnCorrection): Promise<ReturnRecord> {
  op.must('return.correct');
  const record = await findReturn(op, input.id);
  op.must('return.correct', { origin: record.origin });
  if (input.version != null) await op.em.lock(record, LockMode.OPTIMISTIC, input.version);
  const day = record.returnedOn;
  await writeReturn(op, record, input);
  // Stays of two records that were merged may lie over each other: only who moves one is asked.
  if (record.returnedOn !== day) await mustNotOverlap(op, record);
  if (record.jobKept && record.leftAgainOn == null)
    await endWorkAway(op, record, await findWorkerByKey(op, record.workerId, 'input.id'));
  return record;
}
