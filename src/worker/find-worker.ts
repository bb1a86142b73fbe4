import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
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
