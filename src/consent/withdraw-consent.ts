import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Consent, type ConsentChannel } from './consent.entity.js';

/** What a refusal calls a consent. */
export const CONSENT = { zh: '个人同意', en: 'consent' } as const;

/**
 * A person takes back what was agreed to, as easily as it was given (Personal Information Protection Law, article 15):
 * without a reason, and the employer sees it no more from this transaction on. What it read before is in the journal.
 */
export async function withdrawConsent(
  op: Operation,
  input: { id: string; channel: string },
): Promise<Consent> {
  op.must('consent.withdraw');
  const key = keyOf('Consent', input.id, 'input.id');
  const consent = await op.em.findOne(Consent, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!consent) throw notFound(CONSENT, 'input.id');
  op.must('consent.withdraw', { origin: consent.origin });
  consent.withdraw(op.today, input.channel as ConsentChannel);
  return consent;
}
