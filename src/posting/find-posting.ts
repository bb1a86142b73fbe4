import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { JobPosting } from './job-posting.entity.js';
import { POSTING } from './posting.list.js';

/** The posting of an id, locked for this transaction, or NOT_FOUND when it is not there or not the viewer's. */
export async function findPosting(op: Operation, id: string, field = 'input.id'): Promise<JobPosting> {
  return findPostingByKey(op, keyOf('JobPosting', id, field), field);
}

/** As `findPosting`, by key. */
export async function findPostingByKey(op: Operation, key: string, field?: string): Promise<JobPosting> {
  const posting = await op.em.findOne(JobPosting, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!posting) throw notFound(POSTING, field);
  return posting;
}
