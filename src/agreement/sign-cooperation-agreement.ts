import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { wordOf } from '#kernel/plain-text.js';
import { uuidv7 } from '#kernel/uuid.js';
import { Pairing } from '#party/pairing.entity.js';
import { mustBeSigningDay, mustHoldIn, readClauses, readParties } from './agreement.rules.js';
import { type AgreementLevel, CooperationAgreement } from './cooperation-agreement.entity.js';

/** What is said of a signed agreement. */
export interface SignedAgreement {
  readonly pairing: string;
  readonly year: number;
  readonly level: AgreementLevel;
  readonly signedOn: string;
  readonly parties: readonly string[];
  readonly documentRef: string;
  readonly clauses?: readonly string[] | null;
}

/** Characters of the number of a document. */
export const LONGEST_REF = 100;

/**
 * Either side writes down what the two sides of a pairing signed for a year. BAD_USER_INPUT: AGREEMENT_YEAR, SIGNING_DAY, PARTIES,
 * TOO_MANY_CLAUSES, WORD_LENGTH; CONFLICT/AGREEMENT_EXISTS, one a pairing, year and level, which the database holds.
 */
export async function signCooperationAgreement(
  op: Operation,
  input: SignedAgreement,
): Promise<CooperationAgreement> {
  op.must('cooperationAgreement.sign');
  // Kept as it is: a pairing that ends in this moment would leave an agreement of a year in which it does not hold.
  const pairing = await op.em.findOne(
    Pairing,
    { id: keyOf('Pairing', input.pairing, 'input.pairing') },
    { lockMode: LockMode.PESSIMISTIC_READ },
  );
  if (!pairing) throw notFound({ zh: '结对关系', en: 'pairing' }, 'input.pairing');
  const { origin, destination } = pairing;
  op.must('cooperationAgreement.sign', { origin, destination }, 'input.pairing');
  mustHoldIn(pairing, input.year, 'input.year');
  mustBeSigningDay(input.signedOn, input.year, op.today, 'input.signedOn');
  const agreement = op.em.create(CooperationAgreement, {
    id: uuidv7(op.now.getTime()),
    pairingId: pairing.id,
    origin,
    destination,
    year: input.year,
    level: input.level,
    signedOn: input.signedOn,
    parties: readParties(input.parties, 'input.parties'),
    documentRef: wordOf('input.documentRef', input.documentRef, LONGEST_REF),
    clauses: readClauses(input.clauses ?? [], 'input.clauses'),
  });
  await op.em.flush();
  return agreement;
}
