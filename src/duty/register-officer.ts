import { notFound } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { within } from '#access/stake.js';
import { Account } from '#party/account.entity.js';
import { Organization } from '#party/organization.entity.js';
import { officeOf, readOfficerName } from './duty.rules.js';
import { Officer, type OfficerKind } from './officer.entity.js';

const ACCOUNT = { zh: '账号', en: 'account' };

/**
 * The county writes down who is an officer of it, by name, and by account where the officer signs in: most building
 * heads have none. CONFLICT/OFFICER_ACCOUNT_TAKEN: the account is another officer's.
 */
export async function registerOfficer(
  op: Operation,
  input: { name: string; kind: string; region: string; account?: string | null },
): Promise<Officer> {
  op.must('officer.register');
  const region = officeOf(op, input.region);
  op.must('officer.register', { origin: region.path }, 'input.region');
  const name = readOfficerName(input.name);
  const accountId = input.account == null ? null : await ownAccount(op, input.account);
  const officer = op.em.create(
    Officer,
    {
      id: uuidv7(op.now.getTime()),
      name,
      kind: input.kind as OfficerKind,
      regionCode: region.code,
      origin: region.path,
      accountId,
    },
    { persist: false },
  );
  await op.em.persist(officer).flush();
  return officer;
}

/** The account of a handle, of an organization of the viewer's county; NOT_FOUND otherwise. */
async function ownAccount(op: Operation, given: string): Promise<string> {
  const handle = textOf('input.account', given, { least: 3, most: 100 });
  const account = await op.em.findOne(Account, { handle, status: 'ACTIVE' });
  const organization = account && (await op.em.findOne(Organization, { id: account.organizationId }));
  if (!account || !within(organization?.path, op.viewer.path)) throw notFound(ACCOUNT, 'input.account');
  return account.id;
}
