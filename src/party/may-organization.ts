import { LockMode } from '@mikro-orm/core';
import type { Action } from '#access/permissions.js';
import { HouseError, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Organization, type OrganizationType } from './organization.entity.js';
import { mustWrite } from './organization-tree.rules.js';

/** What a refusal calls it. */
export const ORGANIZATION = { zh: '机构', en: 'organization' } as const;

/** As what the viewer writes bodies down. The platform is known by the role: whoever runs it may keep the account in any body. */
export async function ownType(op: Operation): Promise<OrganizationType> {
  if (op.viewer.role === 'ADMIN') return 'PLATFORM';
  return (await op.em.findOneOrFail(Organization, { id: op.viewer.organizationId })).type;
}

/**
 * The body of an id, locked, of whom the viewer’s office may say something: it stands in the office’s region and is not the office itself.
 * NOT_FOUND; FORBIDDEN/NOT_YOUR_SIDE; BAD_USER_INPUT/ORGANIZATION_TYPE.
 */
export async function organizationBelow(op: Operation, verb: Action, id: string): Promise<Organization> {
  const key = keyOf('Organization', id, 'input.id');
  const found = await op.em.findOne(Organization, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!found) throw notFound(ORGANIZATION, 'input.id');
  op.must(verb, { origin: found.path, destination: found.path });
  if (found.id === op.viewer.organizationId)
    throw new HouseError(
      'FORBIDDEN',
      'OWN_ORGANIZATION',
      {
        zh: '本机构的登记由上级机构或平台办理。',
        en: 'What is said of your own office is said by the one above it, or by the platform.',
      },
      { field: 'input.id' },
    );
  mustWrite(await ownType(op), found.type, 'input.id');
  return found;
}
