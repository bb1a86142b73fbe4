import { LockMode } from '@mikro-orm/core';
import { conflict, notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { INELIGIBLE } from './eligible.rules.js';
import { Worker } from './worker.entity.js';

/** What a refusal calls a worker. */
export const WORKER = { zh: '劳动力', en: 'worker' } as const;

/** The worker of an id, or NOT_FOUND when there is none or it is not the viewer's to know of. */
export async function findWorker(op: Operation, id: string, field = 'input.id'): Promise<Worker> {
  return findWorkerByKey(op, keyOf('Worker', id, field), field);
}

/** As `findWorker`, by key. */
export async function findWorkerByKey(op: Operation, key: string, field?: string): Promise<Worker> {
  const worker = await op.em.findOne(Worker, { id: key });
  if (!worker) throw notFound(WORKER, field);
  return worker;
}

/** CONFLICT/WORKER_MERGED, with the id of the record that is kept, where this one was merged into another: nothing is written of it any more. */
export function mustNotBeMerged(worker: Worker, field: string): void {
  if (worker.mergedInto != null)
    throw conflict('WORKER_MERGED', INELIGIBLE.WORKER_MERGED, {
      field,
      kept: toGlobalId('Worker', worker.mergedInto),
    });
}

/**
 * The person stays the one of this record until the verb has committed: what is written of it now is carried along by a merge that waits,
 * and refused behind one that came before (`mustNotBeMerged`). For the county that answers for the person.
 */
export async function keepRecord(op: Operation, worker: Worker, field: string): Promise<void> {
  // Who was handed on to another county meanwhile is not the viewer's to write of any more.
  if (!(await op.em.refresh(worker, { lockMode: LockMode.PESSIMISTIC_READ }))) throw notFound(WORKER, field);
  mustNotBeMerged(worker, field);
}

/**
 * The person of an upper room's matter, read anew and kept as it is until the verb has committed: a correction at the same
 * moment comes before or after. Asked before postings and referrals are locked, as a correction locks in that
 * order too. Not inside `asSystem`, which this needs for itself: no other side than the county may lock a person.
 */
export async function holdPerson(op: Operation, workerKey: string): Promise<Worker> {
  return op.asSystem(() =>
    op.em.findOneOrFail(Worker, { id: workerKey }, { lockMode: LockMode.PESSIMISTIC_READ, refresh: true }),
  );
}
