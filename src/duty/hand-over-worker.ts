import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findWorker, keepRecord } from '#worker/find-worker.js';
import type { Assignment } from './assignment.entity.js';
import { mustServe } from './duty.rules.js';
import { entrust } from './entrust.js';
import { findOfficer } from './find-officer.js';

/**
 * One person is handed over to an officer, whatever the area, for a reason: from today on that officer is the primary
 * one. CONFLICT: ALREADY_RESPONSIBLE, OFFICER_RELIEVED, OFFICER_OF_ANOTHER_COUNTY, ALREADY_ASSIGNED.
 */
export async function handOverWorker(
  op: Operation,
  input: { worker: string; officer: string; reason: string },
): Promise<Assignment> {
  op.must('worker.handOver');
  const worker = await findWorker(op, input.worker, 'input.worker');
  op.must('worker.handOver', { origin: worker.origin }, 'input.worker');
  await keepRecord(op, worker, 'input.worker');
  const officer = await findOfficer(op, input.officer, 'input.officer');
  mustServe(officer, worker.origin, 'input.officer');
  return entrust(op, { workerId: worker.id, origin: worker.origin }, officer, reasonText(input.reason));
}
