import { describe, expect, test } from '@jest/globals';
import { mustBeFestival } from '#homecoming/festival.rules.js';
import { isAway, keepsJob } from '#homecoming/return.rules.js';
import { RETURN_REASONS, ReturnRecord } from '#homecoming/return-record.entity.js';

describe('who comes home', () => {
  test('for a festival with a plan to leave within 60 days keeps the work away, and nobody else does', () => {
    const returnedOn = '2027-01-20';
    for (const reason of RETURN_REASONS)
      for (const [planToLeaveOn, soon] of [
        ['2027-02-20', true],
        ['2027-03-21', true],
        ['2027-03-22', false],
        [null, false],
      ] as const)
        expect([reason, planToLeaveOn, keepsJob({ reason, returnedOn, planToLeaveOn })]).toEqual([
          reason,
          planToLeaveOn,
          reason === 'FESTIVAL' && soon,
        ]);
  });

  test.each([
    ['440604', true],
    ['44', true],
    ['5226', true],
    ['522633', true],
    ['522631', false],
    ['522631101', false],
    [null, false],
  ])('works in %s: away from the county is %s', (employmentPath, away) => {
    expect(isAway({ origin: '522631003', employmentPath })).toBe(away);
  });

  test('leaves again once', () => {
    const record = Object.create(ReturnRecord.prototype) as ReturnRecord;
    record.leave('2027-02-20');
    expect(record.leftAgainOn).toBe('2027-02-20');
    expect(() => record.leave('2027-02-21')).toThrow(expect.objectContaining({ reason: 'ALREADY_LEFT' }));
  });
});

describe('a festival', () => {
  test.each([
    ['2027-01-20', '2027-03-01', true],
    ['2027-01-20', '2027-01-20', true],
    ['2027-01-20', '2027-01-19', false],
    ['2027-01-20', '2027-04-22', true],
    ['2027-01-20', '2027-04-23', false],
    ['2023-01-20', '2023-02-01', false],
  ])('from %s to %s is one: %s', (fromOn, toOn, is) => {
    const check = () => mustBeFestival(fromOn, toOn, '2026-11-22');
    if (is) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ reason: 'FESTIVAL_DAYS' }));
  });
});
