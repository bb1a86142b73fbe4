import { LockMode } from '@mikro-orm/core';
import { badInput, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import { unwrapCell } from '#kernel/half-width.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { normalizeUscc } from '#kernel/uscc.js';
import { uuidv7 } from '#kernel/uuid.js';
import { ORGANIZATION, ownType } from './may-organization.js';
import { Organization, type OrganizationType } from './organization.entity.js';
import { mustBeOnlyOne } from './same-name.js';
import { mustBeAbove, mustStandOn, mustWrite } from './organization-tree.rules.js';

/** What is said of a new body. */
export interface NewOrganization {
  readonly type: OrganizationType;
  readonly name: string;
  readonly region: string;
  readonly uscc?: string | null;
  readonly parent?: string | null;
}

/** Characters of a name. */
const NAME = { least: 2, most: 200 } as const;

/**
 * An office writes down a body of its region. BAD_USER_INPUT: ORGANIZATION_TYPE, ORGANIZATION_LEVEL, PARENT_ORGANIZATION, TEXT_LENGTH and what
 * a credit code is refused for; CONFLICT: ORGANIZATION_ALREADY_REGISTERED, ORGANIZATION_EXISTS as
 * `mustBeOnlyOne` says.
 */
export async function registerOrganization(op: Operation, input: NewOrganization): Promise<Organization> {
  op.must('organization.register');
  const region = op.regions.must(input.region, 'input.region');
  op.must('organization.register', { origin: region.path, destination: region.path }, 'input.region');
  mustWrite(await ownType(op), input.type, 'input.type');
  mustStandOn(input.type, region, 'input.region');
  const organization = op.em.create(Organization, {
    id: uuidv7(op.now.getTime()),
    type: input.type,
    name: readOrganizationName(input.name),
    regionCode: region.code,
    path: region.path,
    uscc: input.uscc == null ? null : readCode(input.uscc),
    parentId: input.parent == null ? null : await parentOf(op, input.parent, input.type, region.path),
    side: op.viewer.role === 'STATION_LIAISON' ? 'DESTINATION' : 'ORIGIN',
  });
  await mustBeOnlyOne(op, organization, 'input.name');
  await op.em.flush();
  return organization;
}

/** The name of a body as it is kept: as a list can say it too, so that it is one body by either. BAD_USER_INPUT/TEXT_LENGTH. */
export function readOrganizationName(name: string): string {
  return textOf('input.name', unwrapCell(name), NAME);
}

/** A credit code as it is kept; refused as its reader refuses it. */
export function readCode(uscc: string): string {
  const reading = normalizeUscc(uscc);
  if (reading.ok) return reading.value;
  throw badInput('input.uscc', reading.reason, reading.text);
}

/** The key of the body above, held as it is until this transaction ends: it is not closed meanwhile. */
export async function parentOf(
  op: Operation,
  id: string,
  type: OrganizationType,
  path: string,
): Promise<string> {
  const key = keyOf('Organization', id, 'input.parent');
  const above = await op.em.findOne(
    Organization,
    { id: key },
    { lockMode: LockMode.PESSIMISTIC_READ, refresh: true },
  );
  if (!above) throw notFound(ORGANIZATION, 'input.parent');
  mustBeAbove(above, type, path, 'input.parent');
  return above.id;
}
