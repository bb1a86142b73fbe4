import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { findBuilding, mustStandIn } from './find-building.js';
import { findHousehold } from './find-household.js';
import { HouseholdMember } from './household-member.entity.js';
import type { Household } from './household.entity.js';
import { anotherCounty, homeOf, readAddress, readHouseholdNo, sourceOf } from './household.rules.js';

/** What of a household may be corrected. Left out: stays as it is; null: taken away. */
export interface HouseholdCorrection {
  readonly id: string;
  readonly version?: number | null;
  readonly no?: string | null;
  readonly region?: string | null;
  readonly building?: string | null;
  readonly address?: string | null;
  readonly movedFrom?: string | null;
}

/**
 * The county corrects a household, or writes down that it moved within the county: to another region it takes no
 * building along that stands in the old one. CONFLICT/CHANGED_MEANWHILE as for a worker.
 */
export async function correctHousehold(op: Operation, input: HouseholdCorrection): Promise<Household> {
  op.must('household.correct');
  const household = await findHousehold(op, input.id);
  op.must('household.correct', { origin: household.origin });
  if (input.version != null) await op.em.lock(household, LockMode.OPTIMISTIC, input.version);
  if (input.no != null) household.no = readHouseholdNo(input.no);
  if (input.address !== undefined)
    household.sealAddress(op.vault, input.address === null ? null : readAddress(input.address));
  if (input.movedFrom !== undefined)
    household.movedFrom =
      input.movedFrom === null ? null : sourceOf(op, input.movedFrom, 'input.movedFrom').code;
  if (input.region != null) await moveTo(op, household, input.region);
  if (input.building !== undefined) {
    const building =
      input.building === null ? null : await findBuilding(op, input.building, 'input.building');
    if (building) mustStandIn(building, household);
    household.buildingId = building?.id ?? null;
  }
  await op.em.flush();
  return household;
}

/** Within the county alone: a family of another county is registered there. */
async function moveTo(op: Operation, household: Household, code: string): Promise<void> {
  const region = homeOf(op, code, 'input.region');
  if (region.code === household.regionCode) return;
  op.must('household.correct', { origin: region.path }, 'input.region');
  if (region.path.slice(0, 6) !== household.origin.slice(0, 6)) throw anotherCounty();
  household.livesIn(region);
  household.buildingId = null;
  await op.em.nativeUpdate(
    HouseholdMember,
    { householdId: household.id, leftOn: null },
    { origin: household.origin },
  );
}
