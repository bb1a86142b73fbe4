import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { inAnotherState } from '#kernel/steps.js';
import { DISPATCH_STEPS, DISPATCH_WORDS, DispatchOrder } from '#trip/dispatch-order.entity.js';
import { TripPassenger } from '#trip/trip-passenger.entity.js';
import type { Arrival } from './arrival.entity.js';
import { findArrival, personOf } from './find-arrival.js';

/**
 * The destination's station receives the worker in person (EXPECTED → IN_CITY); the dispatch has ARRIVED.
 * Nobody arrives who has not departed: DISPATCH_NOT_DEPARTED.
 */
export async function checkInArrival(op: Operation, input: { id: string }): Promise<Arrival> {
  op.must('arrival.checkIn');
  const arrival = await findArrival(op, input.id);
  op.must('arrival.checkIn', arrival);
  arrival.checkIn(personOf(op) && op.viewer.organizationId, op.now);
  await op.asSystem(async () => {
    const dispatch = await op.em.findOneOrFail(
      DispatchOrder,
      { id: arrival.dispatchId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (dispatch.state !== 'DEPARTED')
      throw inAnotherState(DISPATCH_WORDS, DISPATCH_STEPS, dispatch.state, 'DISPATCH_NOT_DEPARTED', {
        zh: '只有已出发的人可以登记到达',
        en: 'and only who has departed can arrive',
      });
    dispatch.moveTo('ARRIVED');
    const seat = await op.em.findOne(TripPassenger, { dispatchId: dispatch.id, boardState: 'BOARDED' });
    seat?.moveTo('ARRIVED');
  });
  return arrival;
}
