import { describe, expect, test } from '@jest/globals';
import {
  hoursOf,
  mustBeDaysOfStation,
  readFindings,
  readHours,
  readLocation,
  readStationPhone,
} from '#station/station.rules.js';
import { FIVE_HAVES } from '#station/station-inspection.entity.js';
import { HouseError } from '#kernel/error.js';

const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (fault) {
    if (fault instanceof HouseError) return fault.reason;
    throw fault;
  }
  return 'not refused';
};

describe('service hours', () => {
  test('are kept in the order of the week, and shown as they were given', () => {
    const kept = readHours(
      [
        { weekday: 'SUNDAY', from: '09:00', to: '12:00' },
        { weekday: 'MONDAY', from: '14:00', to: '17:30' },
        { weekday: 'MONDAY', from: '08:30', to: '12:00' },
      ],
      'hours',
    );
    expect(kept).toEqual(['1 08:30-12:00', '1 14:00-17:30', '7 09:00-12:00']);
    expect(kept.map(hoursOf)[2]).toEqual({ weekday: 'SUNDAY', from: '09:00', to: '12:00' });
    expect(readHours([], 'hours')).toEqual([]);
  });

  const at = (from: string, to: string, weekday = 'MONDAY') => ({ weekday, from, to });
  test.each([
    ['an hour that is none', [at('08:60', '12:00')]],
    ['a day that is none', [at('08:00', '12:00', 'SOMEDAY')]],
    ['an end before its beginning', [at('12:00', '08:00')]],
    ['two that overlap', [at('08:00', '12:00'), at('11:59', '13:00')]],
    ['four of a day', ['08', '10', '12', '14'].map((h) => at(`${h}:00`, `${h}:30`))],
  ])('are refused: %s', (_, hours) => {
    expect(reasonOf(() => readHours(hours, 'hours'))).toBe('SERVICE_HOURS');
  });

  test('may follow upon each other without a gap', () => {
    expect(readHours([at('08:00', '12:00'), at('12:00', '13:00')], 'hours')).toHaveLength(2);
  });
});

test.each([
  [23.02, 113.12, 'not refused'],
  [113.12, 23.02, 'LOCATION'],
  [Number.NaN, 113, 'LOCATION'],
  [3, 73, 'not refused'],
  [54.000001, 100, 'LOCATION'],
])('a point of the map lies in China: %s, %s', (latitude, longitude, reason) => {
  expect(reasonOf(() => readLocation({ latitude, longitude }, 'location'))).toBe(reason);
});

test.each([
  ['0757-82345678', 'not refused'],
  ['010 12345678', 'not refused'],
  ['12333', 'not refused'],
  ['400-800-1234', 'not refused'],
  ['82345678', 'STATION_PHONE'],
  ['0757-82345678 转张三', 'STATION_PHONE'],
  ['', 'STATION_PHONE'],
])('a number of a station: %s', (phone, reason) => {
  expect(reasonOf(() => readStationPhone(phone, 'phone'))).toBe(reason);
});

test.each([
  ['1979-12-31', null, 'STATION_DAYS'],
  ['2027-11-25', null, 'STATION_DAYS'],
  ['2020-01-01', '2019-12-31', 'STATION_DAYS'],
  ['2020-01-01', '2020-01-01', 'not refused'],
  [null, '2026-11-23', 'not refused'],
])('days of a station: from %s to %s', (openedOn, closedOn, reason) => {
  expect(reasonOf(() => mustBeDaysOfStation(openedOn, closedOn, '2026-11-23', 'day'))).toBe(reason);
});

describe('an inspection', () => {
  const all = FIVE_HAVES.map((have) => ({ have, met: true, evidence: '照片一张' }));

  test('says of each of the five once whether it is there, and by what', () => {
    const found = readFindings(
      all.toReversed().map((one) => (one.have === 'STAFF' ? { have: 'STAFF', met: false } : one)),
      'findings',
    );
    expect(found).toMatchObject({ office: true, staff: false, operation: true });
    expect(found.evidence).toEqual(['照片一张', '照片一张', '照片一张', '', '照片一张']);
  });

  test.each([
    ['one is missing', all.slice(1), 'FIVE_HAVES_INCOMPLETE'],
    ['one is said twice', [...all, ...all.slice(0, 1)], 'FIVE_HAVES_INCOMPLETE'],
    [
      'something is there of which nothing was seen',
      [{ have: 'OFFICE', met: true }, ...all.slice(1)],
      'TEXT_LENGTH',
    ],
  ])('is refused where %s', (_, findings, reason) => {
    expect(reasonOf(() => readFindings(findings, 'findings'))).toBe(reason);
  });
});
