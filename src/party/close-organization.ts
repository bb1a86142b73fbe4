import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { Account } from './account.entity.js';
import { organizationBelow } from './may-organization.js';
import { Organization } from './organization.entity.js';

/**
 * A body is no more. CONFLICT: ORGANIZATION_CLOSED; ORGANIZATION_IN_USE while others stand under it or accounts are open in it, for
 * nobody would answer for them.
 */
export async function closeOrganization(op: Operation, input: { id: string }): Promise<Organization> {
  op.must('organization.close');
  const organization = await organizationBelow(op, 'organization.close', input.id);
  if (organization.status === 'CLOSED')
    throw conflict('ORGANIZATION_CLOSED', {
      zh: '该机构已撤销。',
      en: 'The organization was closed already.',
    });
  // Whoever is put under it at this moment waits for this one, and finds it closed.
  const below = await op.em.count(Organization, { parentId: organization.id, status: 'ACTIVE' });
  const accounts = await op.em.count(Account, { organizationId: organization.id, status: 'ACTIVE' });
  if (below + accounts > 0)
    throw conflict(
      'ORGANIZATION_IN_USE',
      {
        zh: `该机构下还有 ${below} 个在用机构、${accounts} 个在用账号，请先调整或停用。`,
        en: `There are ${below} organizations under it and ${accounts} open accounts in it: move or close them first.`,
      },
      { field: 'input.id' },
    );
  organization.status = 'CLOSED';
  return organization;
}
