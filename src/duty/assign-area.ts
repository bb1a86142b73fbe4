import type { Operation } from '#kernel/operation.js';
import { areaCharge, type NamedArea } from './area-charge.js';
import type { Assignment } from './assignment.entity.js';
import { mustServe } from './duty.rules.js';
import { entrust } from './entrust.js';
import { findOfficer } from './find-officer.js';

/**
 * From today on an officer is responsible for a building, a village, a site or a town: for everybody in it who was not
 * handed over alone and is in no narrower area with an officer. Who had the area before steps back, for a reason that
 * is then required. CONFLICT: ALREADY_RESPONSIBLE, OFFICER_RELIEVED, OFFICER_OF_ANOTHER_COUNTY, ALREADY_ASSIGNED.
 */
export async function assignArea(
  op: Operation,
  input: NamedArea & { officer: string; reason?: string | null },
): Promise<Assignment> {
  op.must('area.assign');
  const charge = await areaCharge(op, 'area.assign', input);
  const officer = await findOfficer(op, input.officer, 'input.officer');
  mustServe(officer, charge.origin, 'input.officer');
  return entrust(op, charge, officer, input.reason ?? null);
}
