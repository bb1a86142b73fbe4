import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { wordOf } from '#kernel/plain-text.js';
import { mustBeSigningDay, readClauses, readParties } from './agreement.rules.js';
import { AGREEMENT } from './agreement.list.js';
import { CooperationAgreement } from './cooperation-agreement.entity.js';
import { LONGEST_REF } from './sign-cooperation-agreement.js';

/**
 * Either side corrects what was written down; what is left out stays. Pairing, year and level make the agreement what it is, and stay.
 * CONFLICT/CHANGED_MEANWHILE; BAD_USER_INPUT as when it was signed.
 */
export async function correctCooperationAgreement(
  op: Operation,
  input: {
    id: string;
    version?: number | null;
    signedOn?: string | null;
    parties?: readonly string[] | null;
    documentRef?: string | null;
    clauses?: readonly string[] | null;
  },
): Promise<CooperationAgreement> {
  op.must('cooperationAgreement.correct');
  const key = keyOf('CooperationAgreement', input.id, 'input.id');
  const agreement = await op.em.findOne(
    CooperationAgreement,
    { id: key },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!agreement) throw notFound(AGREEMENT, 'input.id');
  const { origin, destination } = agreement;
  op.must('cooperationAgreement.correct', { origin, destination });
  if (input.version != null) await op.em.lock(agreement, LockMode.OPTIMISTIC, input.version);
  agreement.signedOn = input.signedOn ?? agreement.signedOn;
  mustBeSigningDay(agreement.signedOn, agreement.year, op.today, 'input.signedOn');
  if (input.parties != null) agreement.parties = readParties(input.parties, 'input.parties');
  if (input.documentRef != null)
    agreement.documentRef = wordOf('input.documentRef', input.documentRef, LONGEST_REF);
  if (input.clauses != null) agreement.clauses = readClauses(input.clauses, 'input.clauses');
  return agreement;
}
