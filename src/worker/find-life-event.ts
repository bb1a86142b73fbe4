import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { LifeEvent } from './life-event.entity.js';
import { Worker } from './worker.entity.js';

/** What a refusal calls a life event. */
export const LIFE_EVENT = { zh: '人员变动', en: 'life event' } as const;

/** A life event with the person whom it befell. */
export interface Befallen {
  readonly event: LifeEvent;
  readonly worker: Worker;
}

/**
 * The life event of an id with its person, both held for this transaction, the person first as everywhere; NOT_FOUND when
 * it is not there or not the county's.
 */
export async function findLifeEvent(op: Operation, id: string): Promise<Befallen> {
  const key = keyOf('LifeEvent', id, 'input.id');
  const event = await op.em.findOne(LifeEvent, { id: key });
  const worker = event && (await holdWorker(op, event.workerId));
  if (!event || !worker) throw notFound(LIFE_EVENT, 'input.id');
  await op.em.refresh(event, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return { event, worker };
}

/** A person as the row is now, held for this transaction; null when it is not the viewer's to write. */
export function holdWorker(op: Operation, key: string): Promise<Worker | null> {
  return op.em.findOne(Worker, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
}
