import { LockMode } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { organizationBelow } from './may-organization.js';
import { Organization } from './organization.entity.js';
import { mustBeAbove } from './organization-tree.rules.js';
import { mustBeOnlyOne } from './same-name.js';

/** A body that was closed stands again, under the one above it, which must stand, too. CONFLICT: ORGANIZATION_OPEN, ORGANIZATION_EXISTS where its name was taken meanwhile; BAD_USER_INPUT/PARENT_ORGANIZATION. */
export async function reopenOrganization(op: Operation, input: { id: string }): Promise<Organization> {
  op.must('organization.reopen');
  const organization = await organizationBelow(op, 'organization.reopen', input.id);
  if (organization.status === 'ACTIVE')
    throw conflict('ORGANIZATION_OPEN', { zh: '该机构在用。', en: 'The organization stands.' });
  // Held until this has committed: it is not closed meanwhile.
  const above =
    organization.parentId == null
      ? null
      : await op.em.findOne(
          Organization,
          { id: organization.parentId },
          { lockMode: LockMode.PESSIMISTIC_READ, refresh: true },
        );
  if (above) mustBeAbove(above, organization.type, organization.path, 'input.id');
  await mustBeOnlyOne(op, organization, 'input.id');
  organization.status = 'ACTIVE';
  return organization;
}
