import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { admitMember } from './admit-member.js';
import { findBuilding, mustStandIn } from './find-building.js';
import type { Relation } from './household-member.entity.js';
import { Household } from './household.entity.js';
import {
  homeOf,
  mustBeOneFamily,
  mustBePast,
  type NewMember,
  readAddress,
  readHouseholdNo,
  sourceOf,
} from './household.rules.js';

/** A household to register, with its head and whoever else is of it. */
export interface NewHousehold {
  readonly no: string;
  readonly region: string;
  readonly building?: string | null;
  readonly address?: string | null;
  readonly movedFrom?: string | null;
  readonly head: string;
  readonly members?: readonly NewMember[] | null;
  readonly since?: string | null;
}

/**
 * The county registers a household with its head and members, all of them its own people. From here on the household is
 * judged: with labour and nobody at work it is on the list of zero-employment households in this very transaction.
 * CONFLICT/HOUSEHOLD_NO_TAKEN: the number is another household's of the county.
 */
export async function registerHousehold(op: Operation, input: NewHousehold): Promise<Household> {
  op.must('household.register');
  const no = readHouseholdNo(input.no);
  // Whose place it is comes before what kind of place: another side learns no more than that it is not its own.
  const { path } = op.regions.must(input.region, 'input.region');
  op.must('household.register', { origin: path }, 'input.region');
  const region = homeOf(op, input.region, 'input.region');
  const since = input.since ?? op.today;
  mustBePast(op, since, 'input.since');
  const members = input.members ?? [];
  mustBeOneFamily(input.head, members);
  const household = op.em.create(
    Household,
    {
      id: uuidv7(op.now.getTime()),
      no,
      regionCode: region.code,
      origin: region.path,
      movedFrom: input.movedFrom == null ? null : sourceOf(op, input.movedFrom, 'input.movedFrom').code,
      registeredAt: op.now,
    },
    { persist: false },
  );
  if (input.address != null) household.sealAddress(op.vault, readAddress(input.address));
  if (input.building != null) {
    const building = await findBuilding(op, input.building, 'input.building');
    mustStandIn(building, household);
    household.buildingId = building.id;
  }
  // Members lean on the household's row, and nothing tells the unit of work so.
  await op.em.persist(household).flush();
  const enrol = (worker: string, relation: Relation, field: string) =>
    admitMember(op, 'household.register', household, { worker, relation, on: since }, field);
  await enrol(input.head, 'HEAD', 'input.head');
  for (const { worker, relation } of members)
    await enrol(worker, relation as Relation, 'input.members.worker');
  await op.em.flush();
  return household;
}
