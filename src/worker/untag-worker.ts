import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findWorker, keepRecord } from './find-worker.js';
import { mustBeTagEnd } from './tag-period.rules.js';
import { type Tag, WorkerTag } from './worker-tag.entity.js';
import type { Worker } from './worker.entity.js';

/**
 * The county ends a tag that the person carries: from `on` (default today) it no longer holds. What was,
 * was: the record stays. CONFLICT/TAG_NOT_CARRIED when the person does not carry it.
 */
export async function untagWorker(
  op: Operation,
  input: { id: string; tag: string; on?: string | null },
): Promise<Worker> {
  op.must('worker.untag');
  const worker = await findWorker(op, input.id);
  op.must('worker.untag', { origin: worker.origin });
  await keepRecord(op, worker, 'input.id');
  const on = input.on ?? op.today;
  mustBeTagEnd('input.on', op.today, on);
  const carried = await op.em.findOne(WorkerTag, {
    workerId: worker.id,
    tag: input.tag as Tag,
    validFrom: { $lte: on },
    $or: [{ validTo: null }, { validTo: { $gt: on } }],
  });
  if (!carried)
    throw conflict('TAG_NOT_CARRIED', {
      zh: '该人员在此日期没有这个标签。',
      en: 'The worker does not carry this tag on that day.',
    });
  carried.endOn(on);
  return worker;
}
