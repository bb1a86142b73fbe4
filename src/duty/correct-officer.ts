import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { mustServe, readOfficerName } from './duty.rules.js';
import { findOfficer } from './find-officer.js';
import { officerAccount } from './officer-account.js';
import type { Officer, OfficerKind } from './officer.entity.js';

/**
 * The county says anew what an officer is called, is, or signs in by; what is left out stays, and what it said before
 * stands in the journal. Where the officer belongs stays as registered: areas change by assignments. Of two at once,
 * or of one who read an older version, one gets CONFLICT/CHANGED_MEANWHILE; a relieved officer is history and stays
 * as it was: OFFICER_RELIEVED.
 */
export async function correctOfficer(
  op: Operation,
  input: {
    id: string;
    version?: number | null;
    name?: string | null;
    kind?: string | null;
    account?: string | null;
  },
): Promise<Officer> {
  op.must('officer.correct');
  const officer = await findOfficer(op, input.id, 'input.id');
  op.must('officer.correct', { origin: officer.origin });
  mustServe(officer, officer.origin, 'input.id');
  if (input.version != null) await op.em.lock(officer, LockMode.OPTIMISTIC, input.version);
  if (input.name != null) officer.name = readOfficerName(input.name);
  if (input.kind != null) officer.kind = input.kind as OfficerKind;
  if (input.account !== undefined)
    officer.accountId = input.account === null ? null : await officerAccount(op, input.account);
  return officer;
}
