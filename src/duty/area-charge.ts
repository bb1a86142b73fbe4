import type { Action } from '#access/permissions.js';
import type { Operation } from '#kernel/operation.js';
import { findBuilding } from '#household/find-building.js';
import { areaOf, mustBeOneArea } from './duty.rules.js';
import type { Charge } from './entrust.js';

/** An area as the caller names it. */
export interface NamedArea {
  readonly region?: string | null;
  readonly building?: string | null;
}

/** The town, village, site or building that is meant, one of the viewer's own. Refuses as its parts do, and ONE_AREA. */
export async function areaCharge(op: Operation, action: Action, input: NamedArea): Promise<Charge> {
  mustBeOneArea(input);
  if (input.building != null) {
    const building = await findBuilding(op, input.building, 'input.building');
    op.must(action, { origin: building.origin }, 'input.building');
    return { buildingId: building.id, origin: building.origin };
  }
  const region = areaOf(op, input.region ?? '');
  op.must(action, { origin: region.path }, 'input.region');
  return { regionCode: region.code, origin: region.path };
}
