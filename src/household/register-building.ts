import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Building } from './building.entity.js';
import { groundOf } from './household.rules.js';

/** The county numbers a building of one of its villages or sites. CONFLICT/BUILDING_NO_TAKEN: numbers are unique there. */
export async function registerBuilding(
  op: Operation,
  input: { region: string; no: string },
): Promise<Building> {
  op.must('building.register');
  const region = groundOf(op, input.region, 'input.region');
  op.must('building.register', { origin: region.path }, 'input.region');
  const no = textOf('input.no', input.no, { least: 1, most: 20 });
  const building = op.em.create(
    Building,
    { id: uuidv7(op.now.getTime()), regionCode: region.code, origin: region.path, no },
    { persist: false },
  );
  await op.em.persist(building).flush();
  return building;
}
