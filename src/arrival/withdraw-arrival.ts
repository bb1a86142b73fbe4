import type { Operation } from '#kernel/operation.js';
import { reasonText } from '#kernel/reason.js';
import type { Arrival } from './arrival.entity.js';
import { endWayInCity } from './end-way-in-city.js';
import { findArrival } from './find-arrival.js';

/**
 * A worker who is in the city does not want the post any more (IN_CITY → WITHDREW): the station or the county writes
 * the worker's own word down. The dispatch is RETURNED and the place free again.
 */
export async function withdrawArrival(
  op: Operation,
  input: { id: string; reason: string },
): Promise<Arrival> {
  op.must('arrival.withdraw');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.withdraw', arrival);
  const reason = reasonText(input.reason);
  arrival.comeToNothing('WITHDREW', reason);
  await endWayInCity(op, arrival, 'RETURNED', reason);
  return arrival;
}
