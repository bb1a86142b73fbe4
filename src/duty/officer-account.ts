import { notFound } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { within } from '#access/stake.js';
import { Account } from '#party/account.entity.js';
import { Organization } from '#party/organization.entity.js';

const ACCOUNT = { zh: '账号', en: 'account' };

/** The account of a handle, of an organization of the viewer's county; NOT_FOUND otherwise. */
export async function officerAccount(op: Operation, given: string): Promise<string> {
  const handle = textOf('input.account', given, { least: 3, most: 100 });
  const account = await op.em.findOne(Account, { handle, status: 'ACTIVE' });
  const organization = account && (await op.em.findOne(Organization, { id: account.organizationId }));
  if (!account || !within(organization?.path, op.viewer.path)) throw notFound(ACCOUNT, 'input.account');
  return account.id;
}
