import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { findPostingByKey } from '#posting/find-posting.js';
import type { JobPosting } from '#posting/job-posting.entity.js';
import { Referral } from './referral.entity.js';
import { REFERRAL } from './referral.list.js';

/** The referral of an id, locked for this transaction, or NOT_FOUND when it is not there or not the viewer's. */
export async function findReferral(op: Operation, id: string, field = 'input.id'): Promise<Referral> {
  const key = keyOf('Referral', id, field);
  const referral = await op.em.findOne(Referral, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!referral) throw notFound(REFERRAL, field);
  return referral;
}

/** As `findReferral`, not yet locked: for verbs that change the posting too and go on with `lockPosting`. */
export async function peekReferral(op: Operation, id: string, field = 'input.id'): Promise<Referral> {
  const referral = await op.em.findOne(Referral, { id: keyOf('Referral', id, field) });
  if (!referral) throw notFound(REFERRAL, field);
  return referral;
}

/**
 * Locks a referral's posting and then the referral, and answers the posting. Everybody who changes both
 * locks in this order, so that nobody waits in a circle. Inside `asSystem`: places are the system's.
 */
export async function lockPosting(op: Operation, referral: Referral): Promise<JobPosting> {
  const posting = await findPostingByKey(op, referral.postingId);
  await op.em.findOneOrFail(
    Referral,
    { id: referral.id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  return posting;
}
