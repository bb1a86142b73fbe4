import { describe, expect, test } from '@jest/globals';
import {
  DISPATCH_STATES,
  DISPATCH_STEPS,
  DispatchOrder,
  type DispatchState,
  IN_FLIGHT_STATES,
} from '#trip/dispatch-order.entity.js';
import { goesTheSameWay } from '#trip/same-way.rules.js';
import { Trip, TRIP_STATES, TRIP_STEPS, type TripState } from '#trip/trip.entity.js';
import { BOARD_STATES, BOARD_STEPS, type BoardState, TripPassenger } from '#trip/trip-passenger.entity.js';
import { mustBeSeason } from '#trip/trip.rules.js';
import { reasonOf } from '../support/refusals.js';

/** Written out again from domain 3.3, so that a step added or removed in the code turns red here. */
const DISPATCH: [DispatchState, DispatchState[]][] = [
  ['PLANNED', ['CLEARED', 'CANCELLED']],
  ['CLEARED', ['BOOKED', 'CANCELLED']],
  ['BOOKED', ['DEPARTED', 'NO_SHOW', 'CANCELLED']],
  ['DEPARTED', ['ARRIVED', 'LOST_CONTACT']],
  ['ARRIVED', ['ON_POST', 'REFUSED_BY_EMPLOYER', 'RETURNED']],
  ['ON_POST', ['CLOSED', 'RETURNED']],
  ['CLOSED', []],
  ['CANCELLED', []],
  ['NO_SHOW', []],
  ['LOST_CONTACT', []],
  ['REFUSED_BY_EMPLOYER', []],
  ['RETURNED', []],
];

const TRIP: [TripState, TripState[]][] = [
  ['PLANNED', ['REGISTRATION', 'CANCELLED']],
  ['REGISTRATION', ['LOCKED', 'CANCELLED']],
  ['LOCKED', ['BOARDING', 'CANCELLED']],
  ['BOARDING', ['DEPARTED', 'CANCELLED']],
  ['DEPARTED', ['ARRIVED']],
  ['ARRIVED', ['HANDED_OVER']],
  ['HANDED_OVER', ['CLOSED']],
  ['CLOSED', []],
  ['CANCELLED', []],
];

const BOARD: [BoardState, BoardState[]][] = [
  ['LISTED', ['BOARDED', 'NO_SHOW', 'CANCELLED']],
  ['BOARDED', ['LEFT_EN_ROUTE', 'ARRIVED']],
  ['NO_SHOW', []],
  ['LEFT_EN_ROUTE', []],
  ['ARRIVED', []],
  ['CANCELLED', []],
];

const NOW = new Date('2026-11-22T02:00:00Z');
const SEEN = {
  identityCheckedOn: '2026-11-20',
  agreementRef: '协议-1',
  healthCheckedOn: '2026-11-21',
  employerConfirmedOn: '2026-11-21',
};

function dispatch(state: DispatchState, more: Partial<DispatchOrder> = {}): DispatchOrder {
  return Object.assign(new DispatchOrder(), { state, stateReason: null, transport: 'CHARTER', ...more });
}

function trip(state: TripState, more: Partial<Trip> = {}): Trip {
  return Object.assign(new Trip(), {
    state,
    mode: 'CHARTER_BUS',
    seats: 2,
    booked: 0,
    boarded: 0,
    escorts: 0,
    ...more,
  });
}

describe('a dispatch order', () => {
  test.each(DISPATCH)('from %s may take exactly these steps: %j', (from, allowed) => {
    expect([...DISPATCH_STEPS[from]].sort()).toEqual([...allowed].sort());
    for (const to of DISPATCH_STATES) {
      const it = dispatch(from);
      if (allowed.includes(to)) {
        it.moveTo(to);
        expect(it.state).toBe(to);
      } else expect(reasonOf(() => it.moveTo(to))).toBe('DISPATCH_STEP_NOT_ALLOWED');
    }
  });

  test('every state of the domain has a line in the table', () => {
    expect(DISPATCH.map(([state]) => state)).toEqual([...DISPATCH_STATES]);
  });

  test.each<[DispatchState, DispatchState | null]>([
    ['PLANNED', 'CANCELLED'],
    ['CLEARED', 'CANCELLED'],
    ['BOOKED', 'CANCELLED'],
    ['DEPARTED', 'LOST_CONTACT'],
    ['ARRIVED', 'RETURNED'],
    ['ON_POST', null],
    ['CLOSED', null],
    ['CANCELLED', null],
    ['NO_SHOW', null],
    ['LOST_CONTACT', null],
    ['REFUSED_BY_EMPLOYER', null],
    ['RETURNED', null],
  ])('from %s ends as %s when the worker will not come any more', (from, to) => {
    const it = dispatch(from);
    if (to === null) expect(reasonOf(() => it.endWithoutWorker('去世'))).toBe('DISPATCH_STEP_NOT_ALLOWED');
    else {
      it.endWithoutWorker('去世');
      expect([it.state, it.stateReason]).toEqual([to, '去世']);
    }
    expect(IN_FLIGHT_STATES.some((state) => state === from)).toBe(to !== null);
  });

  test('is not cleared while nobody has verified who the worker is', () => {
    expect(reasonOf(() => dispatch('PLANNED').clear({ ...SEEN, identityCheckedOn: null }))).toBe(
      'IDENTITY_NOT_VERIFIED',
    );
  });

  test('never departs without identity, agreement, employer and destination station', () => {
    const cleared = { ...SEEN };
    expect(
      reasonOf(() => dispatch('BOOKED', { ...cleared, identityCheckedOn: null }).depart(NOW, true)),
    ).toBe('IDENTITY_NOT_VERIFIED');
    expect(reasonOf(() => dispatch('BOOKED', { ...cleared, agreementRef: null }).depart(NOW, true))).toBe(
      'NOT_CLEARED',
    );
    expect(
      reasonOf(() => dispatch('BOOKED', { ...cleared, employerConfirmedOn: null }).depart(NOW, true)),
    ).toBe('NOT_CLEARED');
    expect(reasonOf(() => dispatch('BOOKED', cleared).depart(NOW, false))).toBe('NO_DESTINATION_STATION');
    const ready = dispatch('BOOKED', cleared);
    ready.depart(NOW, true);
    expect([ready.state, ready.departedAt]).toEqual(['DEPARTED', NOW]);
  });

  test('by charter is not booked without a trip; whoever travels alone is', () => {
    expect(reasonOf(() => dispatch('CLEARED').mustTravelAlone())).toBe('TRIP_NEEDED');
    dispatch('CLEARED', { transport: 'SELF' }).mustTravelAlone();
    dispatch('CLEARED', { transport: 'SELF_REIMBURSED' }).mustTravelAlone();
  });
});

describe('a trip', () => {
  test.each(TRIP)('from %s may take exactly these steps: %j', (from, allowed) => {
    expect([...TRIP_STEPS[from]].sort()).toEqual([...allowed].sort());
    for (const to of TRIP_STATES) {
      const it = trip(from);
      if (allowed.includes(to)) {
        it.moveTo(to);
        expect(it.state).toBe(to);
      } else expect(reasonOf(() => it.moveTo(to))).toBe('TRIP_STEP_NOT_ALLOWED');
    }
  });

  test('every state of the domain has a line in the table', () => {
    expect(TRIP.map(([state]) => state)).toEqual([...TRIP_STATES]);
  });

  test('takes passengers while planned or announced, and only as many as it has seats', () => {
    for (const state of ['PLANNED', 'REGISTRATION'] as const) {
      const it = trip(state, { booked: 1 });
      it.takeSeat();
      expect(it.booked).toBe(2);
      expect(reasonOf(() => it.takeSeat())).toBe('TRIP_FULL');
    }
    for (const state of TRIP_STATES.filter((s) => s !== 'PLANNED' && s !== 'REGISTRATION'))
      expect(reasonOf(() => trip(state).takeSeat())).toBe('TRIP_NOT_BOOKABLE');
  });

  test('by charter is not locked without an escort; an ordinary train is', () => {
    for (const mode of ['CHARTER_BUS', 'CHARTER_TRAIN', 'CHARTER_FLIGHT'] as const)
      expect(reasonOf(() => trip('REGISTRATION', { mode }).lock(0))).toBe('ESCORT_NEEDED');
    trip('REGISTRATION', { mode: 'TRAIN' }).lock(0);
    const escorted = trip('REGISTRATION');
    escorted.lock(1);
    expect([escorted.state, escorted.escorts]).toEqual(['LOCKED', 1]);
  });

  test('is not locked with more passengers than seats', () => {
    expect(reasonOf(() => trip('REGISTRATION', { booked: 3 }).lock(1))).toBe('TRIP_FULL');
  });

  test('goes the way of workers of its county to work in its city, and of no other', () => {
    const way = { origin: '522631', destination: '4406' };
    expect(goesTheSameWay(way, { origin: '522631101', destination: '440605' })).toBe(true);
    expect(goesTheSameWay({ origin: '5226', destination: '440604' }, { ...way, destination: '440605' })).toBe(
      true,
    );
    expect(goesTheSameWay(way, { origin: '522633', destination: '440605' })).toBe(false);
    expect(goesTheSameWay(way, { origin: '522631', destination: '440305' })).toBe(false);
    expect(goesTheSameWay({ ...way, destination: '310115' }, { ...way, destination: '310117' })).toBe(true);
  });
});

describe('a passenger', () => {
  test.each(BOARD)('from %s may take exactly these steps: %j', (from, allowed) => {
    expect([...BOARD_STEPS[from]].sort()).toEqual([...allowed].sort());
    for (const to of BOARD_STATES) {
      const it = Object.assign(new TripPassenger(), { boardState: from });
      if (allowed.includes(to)) {
        it.moveTo(to);
        expect(it.boardState).toBe(to);
      } else expect(reasonOf(() => it.moveTo(to))).toBe('PASSENGER_STEP_NOT_ALLOWED');
    }
  });

  test('every state has a line in the table', () => {
    expect(BOARD.map(([state]) => state)).toEqual([...BOARD_STATES]);
  });
});

describe('a season', () => {
  const plannedOn = '2026-03-01';
  test.each([
    ['SEASONAL', '2026-03-02'],
    ['SEASONAL', '2027-03-02'],
    ['LONG_TERM', null],
    ['RETURN_TO_FORMER', undefined],
  ])('%s may end on %s', (kind, seasonEndsOn) => {
    expect(mustBeSeason({ kind, plannedOn, seasonEndsOn: seasonEndsOn ?? null })).toBe(seasonEndsOn ?? null);
  });

  test.each([
    ['SEASONAL', null, 'SEASON_END'],
    ['SEASONAL', plannedOn, 'SEASON_END'],
    ['SEASONAL', '2027-03-03', 'SEASON_END'],
    ['LONG_TERM', '2026-06-01', 'NOT_SEASONAL'],
  ])('%s does not end on %s: %s', (kind, seasonEndsOn, reason) => {
    expect(reasonOf(() => mustBeSeason({ kind, plannedOn, seasonEndsOn }))).toBe(reason);
  });
});
