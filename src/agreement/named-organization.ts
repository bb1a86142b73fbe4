import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Organization, type OrganizationType } from '#party/organization.entity.js';

/** The body of an id, of this type. NOT_FOUND; BAD_USER_INPUT/WRONG_ORGANIZATION where it is of another one, or closed. */
export async function namedOrganization(
  op: Operation,
  id: string,
  type: OrganizationType,
  field: string,
): Promise<Organization> {
  const found = await op.em.findOne(Organization, { id: keyOf('Organization', id, field) });
  if (!found) throw notFound({ zh: '机构', en: 'organization' }, field);
  if (found.type === type && found.status === 'ACTIVE') return found;
  throw badInput(
    field,
    'WRONG_ORGANIZATION',
    {
      zh: `请填写类型为 ${type}、且在用的机构编号。`,
      en: `Name an organization of type ${type} that still stands.`,
    },
    { allowed: [type] },
  );
}
