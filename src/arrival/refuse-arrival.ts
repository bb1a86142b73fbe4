import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import type { Arrival } from './arrival.entity.js';
import { endWayInCity } from './end-way-in-city.js';
import { findArrival } from './find-arrival.js';

/**
 * The employer does not take a worker who is in the city (IN_CITY → REFUSED), or the station writes the employer's
 * word down. The dispatch is REFUSED_BY_EMPLOYER, the place free again, and the worker to be given another post.
 */
export async function refuseArrival(op: Operation, input: { id: string; reason: string }): Promise<Arrival> {
  op.must('arrival.refuse');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.refuse', arrival);
  const reason = reasonText(input.reason);
  arrival.comeToNothing('REFUSED', reason);
  await endWayInCity(op, arrival, 'REFUSED_BY_EMPLOYER', reason);
  return arrival;
}
