import { businessDay } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import { drawNumber } from './draw-number.js';
import { mustBeCount, mustBeText } from './trip.rules.js';
import { Trip, type TripMode } from './trip.entity.js';

const LEVELS = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWN', 'VILLAGE', 'RESETTLEMENT_SITE'];
export const MOST_SEATS = 2_000;
/** A trip leaves within a year, and none takes two weeks: more is a slip of the pen. */
const LATEST_DEPARTURE_DAYS = 366;
const LONGEST_TRIP_DAYS = 14;

/** County or station plans a journey (– → PLANNED). Its number is the origin's for the day of departure. */
export async function planTrip(
  op: Operation,
  input: {
    mode: TripMode;
    origin: string;
    destination: string;
    seats: number;
    departAt: Date;
    arriveAt: Date;
    escorts?: number | null;
    carrier?: string | null;
    plate?: string | null;
  },
): Promise<Trip> {
  op.must('trip.plan');
  const origin = op.regions.must(input.origin, 'input.origin', LEVELS);
  const destination = op.regions.must(input.destination, 'input.destination', LEVELS);
  const stake = { origin: origin.path, destination: destination.path };
  op.must('trip.plan', stake, 'input.origin');
  mustBeCount('input.seats', input.seats, 1, MOST_SEATS);
  mustBeCount('input.escorts', input.escorts ?? 0, 0, MOST_SEATS);
  if (
    input.departAt <= op.now ||
    input.arriveAt <= input.departAt ||
    input.departAt > daysAfter(op.now, LATEST_DEPARTURE_DAYS) ||
    input.arriveAt > daysAfter(input.departAt, LONGEST_TRIP_DAYS)
  )
    throw badInput('input.departAt', 'TRIP_TIMES', {
      zh: `出发时间应在现在之后 ${LATEST_DEPARTURE_DAYS} 天之内，到达时间应在出发之后 ${LONGEST_TRIP_DAYS} 天之内。`,
      en: `A trip departs after now within ${LATEST_DEPARTURE_DAYS} days, and arrives within ${LONGEST_TRIP_DAYS} days after it departs.`,
    });
  return op.em.create(Trip, {
    id: uuidv7(op.now.getTime()),
    tripNo: await op.asSystem(() => drawNumber(op, 'trip', origin.path, businessDay(input.departAt))),
    mode: input.mode,
    originRegion: origin.code,
    destinationRegion: destination.code,
    ...stake,
    seats: input.seats,
    escorts: input.escorts ?? 0,
    carrier: mustBeText('input.carrier', input.carrier, 200),
    plate: mustBeText('input.plate', input.plate, 20),
    departAt: input.departAt,
    arriveAt: input.arriveAt,
    state: 'PLANNED',
  });
}

function daysAfter(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 86_400_000);
}
