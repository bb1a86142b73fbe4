import type { Operation } from '#kernel/operation.js';
import type { Arrival } from './arrival.entity.js';
import { findArrival } from './find-arrival.js';

/**
 * Nobody looks for another post in the city any more: the worker goes home (REFUSED or WITHDREW → RETURNED). The
 * station or the county says so; how the person came home is the county's return record.
 */
export async function returnArrival(op: Operation, input: { id: string }): Promise<Arrival> {
  op.must('arrival.return');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.return', arrival);
  arrival.moveTo('RETURNED');
  return arrival;
}
