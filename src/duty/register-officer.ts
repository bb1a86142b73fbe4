import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { officeOf, readOfficerName } from './duty.rules.js';
import { officerAccount } from './officer-account.js';
import { Officer, type OfficerKind } from './officer.entity.js';

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
  const accountId = input.account == null ? null : await officerAccount(op, input.account);
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
