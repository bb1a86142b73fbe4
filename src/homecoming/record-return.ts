import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { INELIGIBLE, notHere } from '#worker/eligible.rules.js';
import { findWorker, keepRecord } from '#worker/find-worker.js';
import { endWorkAway } from './end-work-away.js';
import { mustNotOverlap } from './must-not-overlap.js';
import { isAway, type ReturnSaid, writeReturn } from './return.rules.js';
import { ReturnRecord } from './return-record.entity.js';

/** A return as the county heard of it. */
export interface NewReturn extends ReturnSaid {
  readonly worker: string;
  readonly reason: string;
}

/**
 * The county writes down that one of its people came home. From where and from whom is what the person’s work says,
 * unless it is said otherwise. A festival visit with a plan to leave within 60 days keeps the work away, every other
 * return ends it. CONFLICT: ALREADY_HOME, RETURN_OVERLAPS, or the reason of `notHere`.
 */
export async function recordReturn(op: Operation, input: NewReturn): Promise<ReturnRecord> {
  op.must('return.record');
  const worker = await findWorker(op, input.worker, 'input.worker');
  op.must('return.record', { origin: worker.origin });
  await keepRecord(op, worker, 'input.worker');
  const gone = notHere(worker);
  if (gone) throw conflict(gone, INELIGIBLE[gone], { field: 'input.worker' });
  const away = isAway(worker);
  const record = op.em.create(
    ReturnRecord,
    {
      id: uuidv7(op.now.getTime()),
      workerId: worker.id,
      origin: worker.origin,
      returnedOn: op.today,
      fromRegion: away ? worker.employmentRegion : null,
      fromEmployerId: away ? worker.employedBy : null,
      reason: 'OTHER',
      jobKept: false,
      recordedAt: op.now,
    },
    { persist: false },
  );
  await writeReturn(op, record, input);
  op.em.persist(record);
  await endWorkAway(op, record, worker);
  await mustNotOverlap(op, record);
  return record;
}
