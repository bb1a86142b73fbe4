import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { within } from '#access/stake.js';
import { Account } from '#party/account.entity.js';
import { Organization } from '#party/organization.entity.js';

/**
 * The key of the account that is to own a plan of a person of this origin: by handle, or the viewer's own.
 * BAD_USER_INPUT/NOT_AN_OFFICER unless it stands and its county, or one above or below it, serves the person.
 */
export async function planOwner(
  op: Operation,
  handle: string | null | undefined,
  origin: string,
): Promise<string> {
  if (handle == null && op.viewer.role !== 'SYSTEM') return op.viewer.accountId;
  const account = await op.em.findOne(Account, {
    handle: handle ?? '',
    status: 'ACTIVE',
    role: 'COUNTY_BUREAU',
  });
  const body = account && (await op.em.findOne(Organization, { id: account.organizationId }));
  if (account && body && (within(origin, body.path) || within(body.path, op.viewer.path))) return account.id;
  throw badInput('input.owner', 'NOT_AN_OFFICER', {
    zh: '责任人须为本县（市、区）在用的工作账号，请填写其账号名。',
    en: 'The owner is an account of your county that still stands. Give its handle.',
  });
}
