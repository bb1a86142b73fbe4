import { LockMode } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { DispatchOrder } from '#trip/dispatch-order.entity.js';
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
      throw conflict(
        'DISPATCH_NOT_DEPARTED',
        {
          zh: `该派遣单当前状态为 ${dispatch.state}，尚未出发，不能登记到达。`,
          en: `The dispatch is ${dispatch.state}; only who has departed can arrive.`,
        },
        { state: dispatch.state },
      );
    dispatch.moveTo('ARRIVED');
    const seat = await op.em.findOne(TripPassenger, { dispatchId: dispatch.id, boardState: 'BOARDED' });
    seat?.moveTo('ARRIVED');
  });
  return arrival;
}
