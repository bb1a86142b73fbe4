import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import { areaCharge, type NamedArea } from './area-charge.js';
import type { Assignment } from './assignment.entity.js';
import { nobodyResponsible } from './duty.rules.js';
import { presentAssignment } from './entrust.js';

/**
 * An area has no officer of its own any more: its people are those of the next wider area that has one, or nobody's.
 * CONFLICT/NOBODY_RESPONSIBLE.
 */
export async function relieveArea(op: Operation, input: NamedArea & { reason: string }): Promise<Assignment> {
  op.must('area.relieve');
  const charge = await areaCharge(op, 'area.relieve', input);
  const reason = reasonText(input.reason);
  const present = await presentAssignment(op, charge);
  if (!present) throw nobodyResponsible(input.building == null ? 'input.region' : 'input.building');
  present.end(op.today, reason);
  await op.em.flush();
  return present;
}
