import { describe, expect, test } from '@jest/globals';
import { HouseError } from '#kernel/error.js';
import { holdsOn, mustBeDaysOfLicence, readScope } from '#party/licence.rules.js';

const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (fault) {
    if (fault instanceof HouseError) return fault.reason;
    throw fault;
  }
  return 'not refused';
};

describe('a licence', () => {
  const licence = { validFrom: '2026-01-01', validTo: '2026-06-30' };
  test.each([
    ['2025-12-31', null, false],
    ['2026-01-01', null, true],
    ['2026-06-30', null, true],
    ['2026-07-01', null, false],
    ['2026-03-01', '2026-03-01', false],
    ['2026-02-28', '2026-03-01', true],
  ])('on %s, withdrawn on %s, holds: %s', (day, revokedOn, holds) => {
    expect(holdsOn({ ...licence, revokedOn }, day)).toBe(holds);
  });

  test.each([
    ['2026-01-01', '2026-01-01', 'not refused'],
    ['2026-01-01', '2035-12-31', 'not refused'],
    ['2026-01-01', '2036-01-03', 'LICENCE_DAYS'],
    ['2026-01-02', '2026-01-01', 'LICENCE_DAYS'],
    ['1999-12-31', '2004-12-31', 'LICENCE_DAYS'],
    ['2028-01-01', '2029-01-01', 'LICENCE_DAYS'],
  ])('from %s to %s: %s', (from, to, reason) => {
    expect(reasonOf(() => mustBeDaysOfLicence(from, to, '2026-11-23', 'day'))).toBe(reason);
  });

  test('covers job introduction, and says each thing once', () => {
    expect(readScope(['TRAINING', 'JOB_INTRODUCTION', 'TRAINING'], 'scope')).toEqual([
      'JOB_INTRODUCTION',
      'TRAINING',
    ]);
    expect(reasonOf(() => readScope(['TRAINING'], 'scope'))).toBe('LICENCE_SCOPE');
  });
});
