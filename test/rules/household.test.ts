import { describe, expect, test } from '@jest/globals';
import { mustBeOneArea } from '#duty/duty.rules.js';
import { areaKeyOf } from '#duty/entrust.js';
import { mustBeOneFamily, mustNotBeHead } from '#household/household.rules.js';
import { daysOpen, isZeroEmployment } from '#household/zero-employment.rules.js';

const LABOURER = { inBase: true, employed: false };
const WORKER = { inBase: true, employed: true };
const CHILD = { inBase: false, employed: false };
const OLD_AT_WORK = { inBase: false, employed: true };

describe('a zero-employment household', () => {
  test.each([
    ['has labour and nobody at work', [LABOURER, CHILD], true],
    ['is none when anybody is at work', [LABOURER, WORKER], false],
    ['is none when somebody beyond working age is at work', [LABOURER, OLD_AT_WORK], false],
    ['is outside without labour', [CHILD, CHILD], false],
    ['is outside when nobody is left', [], false],
  ])('%s', (_what, members, zero) => {
    expect(isZeroEmployment(members)).toBe(zero);
  });

  test('has been open for no day on the day itself, and one on the next', () => {
    expect([daysOpen('2026-02-28', '2026-02-28'), daysOpen('2026-02-28', '2026-03-01')]).toEqual([0, 1]);
    expect(daysOpen('2023-12-31', '2024-12-31')).toBe(366);
  });
});

describe('a household to be registered', () => {
  const reason = (head: string, members: { worker: string; relation: string }[]) => {
    try {
      mustBeOneFamily(head, members);
    } catch (fault) {
      return (fault as { reason: string }).reason;
    }
    return 'ok';
  };
  test('names each person once, and one head', () => {
    expect(reason('a', [{ worker: 'b', relation: 'SPOUSE' }])).toBe('ok');
    expect(reason('a', [{ worker: 'a', relation: 'SPOUSE' }])).toBe('MEMBER_TWICE');
    expect(
      reason('a', [
        { worker: 'b', relation: 'SON' },
        { worker: 'b', relation: 'SON' },
      ]),
    ).toBe('MEMBER_TWICE');
    expect(reason('a', [{ worker: 'b', relation: 'HEAD' }])).toBe('SECOND_HEAD');
    expect(mustNotBeHead('SON', 'input.relation')).toBe('SON');
  });

  test('has thirty members at most', () => {
    const of = (n: number) => Array.from({ length: n }, (_, i) => ({ worker: `w${i}`, relation: 'OTHER' }));
    expect([reason('a', of(29)), reason('a', of(30))]).toEqual(['ok', 'TOO_MANY_MEMBERS']);
  });
});

describe('an area', () => {
  test('is a region or a building, not both and not neither', () => {
    const bad = expect.objectContaining({ code: 'BAD_USER_INPUT', reason: 'ONE_AREA' });
    expect(() => mustBeOneArea({})).toThrow(bad);
    expect(() => mustBeOneArea({ region: '522631003', building: 'b' })).toThrow(bad);
    expect(() => mustBeOneArea({ region: null, building: 'b' })).not.toThrow();
  });

  test('has one word, by which the database knows it', () => {
    expect(areaKeyOf({ workerId: 'w', origin: '522631003' })).toBe('W:w');
    expect(areaKeyOf({ buildingId: 'b', origin: '522631R01' })).toBe('B:b');
    expect(areaKeyOf({ regionCode: '522631003', origin: '522631003' })).toBe('R:522631003');
  });
});
