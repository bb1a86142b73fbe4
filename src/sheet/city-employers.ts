import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { cityOf } from '#party/city-of.js';
import { Organization } from '#party/organization.entity.js';
import { employersNamed, lockNames, plainName } from '#party/same-name.js';
import type { PlannedPosting } from './planned-posting.js';

/** The employer of each row of a batch, and which of them are new. */
export interface CityEmployers {
  of(planned: PlannedPosting): Organization;
  /** City's path and name of each. */
  readonly registered: readonly string[];
}

/**
 * Finds the employers that a batch names, each in the city of its work, and registers those that are not
 * there (type EMPLOYER, no credit code: a vacancy list has none). A name is one employer within a city; two
 * imports of one city wait for each other, so neither registers it twice. Inside a transaction.
 */
export async function cityEmployers(op: Operation, batch: readonly PlannedPosting[]): Promise<CityEmployers> {
  op.must('organization.register');
  const cities = new Map(batch.map((p) => [p, cityOf(op, p.content.workRegion)]));
  const paths = [...new Set([...cities.values()].map((city) => city.path))].sort();
  // In one order, so that two imports cannot each hold what the other waits for.
  for (const path of paths) await lockNames(op, path);
  const here = await employersNamed(op, [...new Set(batch.map((p) => p.employer))], paths);
  const found = new Map<PlannedPosting, Organization>();
  const registered: string[] = [];
  for (const [planned, city] of cities) {
    const name = plainName(planned.employer);
    let employer = here.find((o) => plainName(o.name) === name && o.path.startsWith(city.path));
    if (!employer) {
      // A district's station answers for its district alone.
      const mine = op.may('organization.register', { destination: city.path });
      const region = mine ? city : op.regions.must(planned.content.workRegion, 'workRegion');
      op.must('organization.register', { destination: region.path });
      employer = op.em.create(Organization, {
        id: uuidv7(op.now.getTime()),
        type: 'EMPLOYER',
        name: planned.employer,
        regionCode: region.code,
        path: region.path,
        side: 'DESTINATION',
      });
      here.push(employer);
      registered.push(`${city.path} ${planned.employer}`);
    }
    found.set(planned, employer);
  }
  await op.em.flush();
  return {
    registered,
    of(planned) {
      const employer = found.get(planned);
      if (!employer) throw new Error('an employer is asked for a row of another batch');
      return employer;
    },
  };
}
