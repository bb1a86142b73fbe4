import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Arrival } from './arrival.entity.js';
import { ARRIVAL } from './arrival.list.js';

/** The arrival of an id, locked for this transaction, or NOT_FOUND when it is not there or not the viewer's. */
export async function findArrival(op: Operation, id: string, field = 'input.id'): Promise<Arrival> {
  const key = keyOf('Arrival', id, field);
  const arrival = await op.em.findOne(Arrival, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!arrival) throw notFound(ARRIVAL, field);
  return arrival;
}

/** The author's key where the author is somebody: the system's own parts have no account. */
export function personOf(op: Operation): string | null {
  return op.viewer.role === 'SYSTEM' ? null : op.viewer.accountId;
}
