import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Trip } from './trip.entity.js';
import { TRIP } from './trip.list.js';

/** The trip of an id, locked for this transaction, or NOT_FOUND when it is not there or not the viewer's. */
export async function findTrip(op: Operation, id: string, field = 'input.id'): Promise<Trip> {
  const key = keyOf('Trip', id, field);
  const trip = await op.em.findOne(Trip, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!trip) throw notFound(TRIP, field);
  return trip;
}
