import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { findWorker } from '#worker/find-worker.js';
import type { Assignment } from './assignment.entity.js';
import { nobodyResponsible } from './duty.rules.js';
import { presentAssignment } from './entrust.js';

/** Whoever was handed over alone is the area's again. CONFLICT/NOBODY_RESPONSIBLE when the person was not. */
export async function handBackWorker(
  op: Operation,
  input: { worker: string; reason: string },
): Promise<Assignment> {
  op.must('worker.handBack');
  const worker = await findWorker(op, input.worker, 'input.worker');
  op.must('worker.handBack', { origin: worker.origin }, 'input.worker');
  const reason = reasonText(input.reason);
  const present = await presentAssignment(op, { workerId: worker.id, origin: worker.origin });
  if (!present) throw nobodyResponsible('input.worker');
  present.end(op.today, reason);
  await op.em.flush();
  return present;
}
