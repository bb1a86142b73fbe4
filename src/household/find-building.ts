import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { within } from '#access/stake.js';
import { Building } from './building.entity.js';
import { BUILDING } from './building.list.js';
import type { Household } from './household.entity.js';

/** The building of an id, or NOT_FOUND when it is not there or lies in another county. */
export async function findBuilding(op: Operation, id: string, field: string): Promise<Building> {
  const building = await op.em.findOne(Building, { id: keyOf('Building', id, field) });
  if (!building || (op.viewer.role !== 'SYSTEM' && !within(building.origin, op.viewer.path)))
    throw notFound(BUILDING, field);
  return building;
}

/** BAD_USER_INPUT/BUILDING_ELSEWHERE: the building of a household stands in the household's own region. */
export function mustStandIn(building: Building, household: Household): void {
  if (building.regionCode === household.regionCode) return;
  throw badInput('input.building', 'BUILDING_ELSEWHERE', {
    zh: '该楼栋不在此户所在的村或安置点。',
    en: 'This building stands in another village or site than the household.',
  });
}
