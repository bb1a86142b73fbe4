import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { organizationBelow } from './may-organization.js';
import type { Organization } from './organization.entity.js';
import { mustBeOnlyOne } from './same-name.js';
import { parentOf, readCode, readOrganizationName } from './register-organization.js';

/**
 * An office says anew what a body of its region is called, its credit code, or what is above it; what is left out stays, null takes the code or
 * the one above away. Type and region make it what it is and stay. CONFLICT: CHANGED_MEANWHILE, ORGANIZATION_ALREADY_REGISTERED, ORGANIZATION_EXISTS.
 */
export async function correctOrganization(
  op: Operation,
  input: {
    id: string;
    version?: number | null;
    name?: string | null;
    uscc?: string | null;
    parent?: string | null;
  },
): Promise<Organization> {
  op.must('organization.correct');
  const organization = await organizationBelow(op, 'organization.correct', input.id);
  if (input.version != null) await op.em.lock(organization, LockMode.OPTIMISTIC, input.version);
  if (input.name != null) {
    organization.name = readOrganizationName(input.name);
    await mustBeOnlyOne(op, organization, 'input.name');
  }
  if (input.uscc !== undefined) organization.uscc = input.uscc === null ? null : readCode(input.uscc);
  if (input.parent !== undefined)
    organization.parentId =
      input.parent === null ? null : await parentOf(op, input.parent, organization.type, organization.path);
  await op.em.flush();
  return organization;
}
