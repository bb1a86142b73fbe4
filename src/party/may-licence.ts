import type { Action } from '#access/permissions.js';
import type { Operation } from '#kernel/operation.js';
import { Organization } from './organization.entity.js';

/**
 * FORBIDDEN/NOT_YOUR_SIDE unless the viewer is of the bureau in whose region the company is, or of the platform: a station issues no
 * licences, whatever its region.
 */
export async function mustAnswerForLicences(op: Operation, verb: Action, path: string): Promise<void> {
  const own = await op.em.findOne(Organization, { id: op.viewer.organizationId });
  const place = own?.type === 'STATION' ? null : path;
  op.must(verb, { origin: place, destination: place });
}
