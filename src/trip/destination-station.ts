import type { Operation } from '#kernel/operation.js';
import { ancestorsOf } from '#kernel/region-code.js';
import { Organization } from '#party/organization.entity.js';

/** Is there a station or bureau that can receive workers at this destination? The asker may be any side. */
export async function hasStation(op: Operation, destination: string): Promise<boolean> {
  const count = await op.em.count(Organization, {
    type: { $in: ['STATION', 'DEST_BUREAU'] },
    status: 'ACTIVE',
    path: { $in: [...ancestorsOf(destination), destination] },
  });
  return count > 0;
}
