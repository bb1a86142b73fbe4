import { describe, expect, test } from '@jest/globals';
import { Arrival, ARRIVAL_STATES, ARRIVAL_STEPS, type ArrivalState } from '#arrival/arrival.entity.js';
import { reasonOf } from '../support/refusals.js';

/** Written out again from domain 3.3, so that a step added or removed in the code turns red here. */
const DOMAIN: [ArrivalState, ArrivalState[]][] = [
  ['EXPECTED', ['IN_CITY', 'NO_SHOW']],
  ['IN_CITY', ['ON_POST', 'REFUSED', 'WITHDREW']],
  ['ON_POST', ['VERIFIED']],
  ['VERIFIED', []],
  ['NO_SHOW', []],
  ['REFUSED', ['REASSIGNED', 'RETURNED']],
  ['WITHDREW', ['REASSIGNED', 'RETURNED']],
  ['REASSIGNED', []],
  ['RETURNED', []],
];

const TODAY = '2026-11-22';
const NOW = new Date('2026-11-22T02:00:00Z');
/** 01:00 on the 21st in China, still the 20th in Greenwich. */
const CAME = new Date('2026-11-20T17:00:00Z');
const STATION = '00000000-0000-7000-8000-000000000001';
const EMPLOYER_CLERK = '00000000-0000-7000-8000-000000000002';
const STATION_CLERK = '00000000-0000-7000-8000-000000000003';

function arrival(state: ArrivalState, more: Partial<Arrival> = {}): Arrival {
  return Object.assign(new Arrival(), { state, ...more });
}

function received(): Arrival {
  const it = arrival('EXPECTED');
  it.checkIn(STATION, CAME);
  it.receive('回执-1', '2026-11-21', TODAY, EMPLOYER_CLERK);
  return it;
}

describe('an arrival', () => {
  test.each(DOMAIN)('from %s may take exactly these steps: %j', (from, allowed) => {
    expect([...ARRIVAL_STEPS[from]].sort()).toEqual([...allowed].sort());
    for (const to of ARRIVAL_STATES) {
      const it = arrival(from);
      if (allowed.includes(to)) {
        it.moveTo(to);
        expect(it.state).toBe(to);
      } else expect(reasonOf(() => it.moveTo(to))).toBe('ARRIVAL_STEP_NOT_ALLOWED');
    }
  });

  test('every state of the domain has a line in the table', () => {
    expect(DOMAIN.map(([state]) => state)).toEqual([...ARRIVAL_STATES]);
  });

  test('of somebody who will not come or stay ends where it can, and a receipt is left as it is', () => {
    const ended = ARRIVAL_STATES.map((state) => {
      const it = arrival(state);
      it.endWithoutWorker();
      return [state, it.state];
    }).filter(([from, to]) => from !== to);
    expect(ended).toEqual([
      ['EXPECTED', 'NO_SHOW'],
      ['IN_CITY', 'WITHDREW'],
      ['REFUSED', 'RETURNED'],
      ['WITHDREW', 'RETURNED'],
    ]);
  });

  test('is checked in once, by a station, at a time', () => {
    const it = arrival('EXPECTED');
    it.checkIn(STATION, CAME);
    expect([it.state, it.stationId, it.inCityAt]).toEqual(['IN_CITY', STATION, CAME]);
    expect(reasonOf(() => it.checkIn(STATION, NOW))).toBe('ALREADY_IN_CITY');
  });

  test('is receipted by the employer once', () => {
    const it = received();
    expect([it.state, it.receiptNo, it.onPostOn]).toEqual(['ON_POST', '回执-1', '2026-11-21']);
    expect(reasonOf(() => it.receive('回执-2', TODAY, TODAY, EMPLOYER_CLERK))).toBe('ALREADY_ON_POST');
  });

  test('has a day at work neither ahead nor before the check-in, by the calendar of China', () => {
    const day = (onPostOn: string) => {
      const it = arrival('EXPECTED');
      it.checkIn(STATION, CAME);
      return () => it.receive('回执-1', onPostOn, TODAY, EMPLOYER_CLERK);
    };
    expect(reasonOf(day('2026-11-23'))).toBe('ON_POST_DAY');
    expect(reasonOf(day('2026-11-20'))).toBe('ON_POST_DAY');
    day('2026-11-21')();
    day(TODAY)();
  });

  test('is verified once, and never without a receipt', () => {
    const waiting = arrival('EXPECTED');
    waiting.checkIn(STATION, CAME);
    expect(reasonOf(() => waiting.verify(NOW, STATION_CLERK))).toBe('RECEIPT_MISSING');
    expect(reasonOf(() => arrival('EXPECTED').verify(NOW, STATION_CLERK))).toBe('ARRIVAL_STEP_NOT_ALLOWED');
    const it = received();
    it.verify(NOW, STATION_CLERK);
    expect([it.state, it.verifiedAt, it.verifiedBy]).toEqual(['VERIFIED', NOW, STATION_CLERK]);
    expect(reasonOf(() => it.verify(NOW, STATION_CLERK))).toBe('ALREADY_VERIFIED');
  });

  test('is not verified by whoever gave the receipt', () => {
    expect(reasonOf(() => received().verify(NOW, EMPLOYER_CLERK))).toBe('OWN_RECEIPT');
  });
});
