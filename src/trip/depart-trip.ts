import { LockMode } from '@mikro-orm/core';
import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { hasStation } from './destination-station.js';
import { DispatchOrder } from './dispatch-order.entity.js';
import { findTrip } from './find-trip.js';
import { holdReferralAgain } from './hold-referral-again.js';
import { referralsMustStand } from './referrals-must-stand.js';
import type { Trip } from './trip.entity.js';
import { TripPassenger } from './trip-passenger.entity.js';

/** A trip that left, and the dispatches of those who did not come. */
export interface Departure {
  readonly trip: Trip;
  readonly missing: readonly DispatchOrder[];
}

/**
 * The escort's side says who is on board (BOARDING → DEPARTED): their dispatches depart, the others are
 * NO_SHOW and their places are held for another 7 days. Its door stands in the arrival room, where those
 * are expected no more.
 */
export async function departTrip(
  op: Operation,
  input: { id: string; boarded: readonly string[] },
): Promise<Departure> {
  op.must('trip.depart');
  const trip = await findTrip(op, input.id);
  op.must('trip.depart', trip);
  const boarded = new Set(input.boarded.map((id) => keyOf('DispatchOrder', id, 'input.boarded')));
  const missing = await op.asSystem(async () => {
    const listed = await op.em.find(TripPassenger, { tripId: trip.id, boardState: 'LISTED' });
    const onList = new Set(listed.map((seat) => seat.dispatchId));
    if ([...boarded].some((key) => !onList.has(key)))
      throw badInput('input.boarded', 'NOT_ON_TRIP', {
        zh: '名单中有人未登记在该车次。',
        en: 'Somebody on this list is not listed on the trip.',
      });
    const dispatches = await op.em.find(
      DispatchOrder,
      { id: { $in: [...onList] } },
      { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
    );
    const leaving = dispatches.filter((d) => boarded.has(d.id));
    await referralsMustStand(op, leaving);
    for (const seat of listed) seat.moveTo(boarded.has(seat.dispatchId) ? 'BOARDED' : 'NO_SHOW');
    for (const dispatch of leaving) dispatch.depart(op.now, await hasStation(op, dispatch.destination));
    const absent = dispatches.filter((d) => !boarded.has(d.id));
    for (const dispatch of absent) dispatch.moveTo('NO_SHOW');
    trip.depart(op.now, boarded.size);
    return absent;
  });
  await holdReferralAgain(op, missing);
  return { trip, missing };
}
