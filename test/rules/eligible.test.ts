import { describe, expect, test } from '@jest/globals';
import {
  INELIGIBLE,
  type Ineligible,
  outsideLabourBase,
  type Person,
  toldReason,
  unfitForAges,
} from '#worker/eligible.rules.js';

const TODAY = '2026-11-22';
const able: Person = {
  lifeStatus: 'ALIVE',
  mergedInto: null,
  birthDate: '1990-01-01',
  sexCode: 1,
  workAbility: 'FULL',
  activity: 'NONE',
};

describe('the labour base', () => {
  test.each<[string, Partial<Person>, Ineligible | null]>([
    ['who can and may work', {}, null],
    ['who was merged into another record', { mergedInto: 'another' }, 'WORKER_MERGED'],
    ['who has died', { lifeStatus: 'DEAD' }, 'WORKER_DEAD'],
    ['who has moved out', { lifeStatus: 'MOVED_OUT' }, 'WORKER_MOVED_OUT'],
    ['a child', { birthDate: '2014-03-01' }, 'WORKER_BELOW_16'],
    ['who turns 16 tomorrow', { birthDate: '2010-11-23' }, 'WORKER_BELOW_16'],
    ['who turns 16 today', { birthDate: '2010-11-22' }, null],
    ['a man who turns 60 tomorrow', { birthDate: '1966-11-23' }, null],
    ['a man who turns 60 today', { birthDate: '1966-11-22' }, 'WORKER_PAST_AGE_LIMIT'],
    ['a woman who turns 55 tomorrow', { birthDate: '1971-11-23', sexCode: 2 }, null],
    ['a woman who turns 55 today', { birthDate: '1971-11-22', sexCode: 2 }, 'WORKER_PAST_AGE_LIMIT'],
    ['who is not able to work', { workAbility: 'NONE' }, 'WORKER_UNABLE'],
    ['who is half able', { workAbility: 'HALF' }, null],
    ['who is weak', { workAbility: 'WEAK' }, null],
    ['who studies', { activity: 'STUDENT' }, 'WORKER_STUDENT'],
    ['who serves', { activity: 'SERVICE' }, 'WORKER_IN_SERVICE'],
    ['who is in custody', { activity: 'CUSTODY' }, 'WORKER_IN_CUSTODY'],
    ['a dead student', { lifeStatus: 'DEAD', activity: 'STUDENT' }, 'WORKER_DEAD'],
    ['a child at school', { birthDate: '2014-03-01', activity: 'STUDENT' }, 'WORKER_BELOW_16'],
  ])('%s: %j is %s', (_name, more, reason) => {
    expect(outsideLabourBase({ ...able, ...more }, TODAY)).toBe(reason);
  });

  test('counts a birthday of 29 February as PostgreSQL does', () => {
    const woman = { ...able, sexCode: 2, birthDate: '1972-02-29' } as const;
    expect(outsideLabourBase(woman, '2027-02-27')).toBeNull();
    expect(outsideLabourBase(woman, '2027-02-28')).toBe('WORKER_PAST_AGE_LIMIT');
    const young = { ...able, birthDate: '2012-02-29' };
    expect(outsideLabourBase(young, '2028-02-28')).toBe('WORKER_BELOW_16');
    expect(outsideLabourBase(young, '2028-02-29')).toBeNull();
  });
});

describe('a posting’s ages', () => {
  const aged = (age: number) => ({ birthDate: `${2026 - age}-01-01` });

  test.each<[number, number | null, number | null, Ineligible | null]>([
    [36, null, null, null],
    [36, 36, 36, null],
    [36, 37, null, 'AGE_OUTSIDE_POSTING'],
    [36, null, 35, 'AGE_OUTSIDE_POSTING'],
    [17, 18, null, 'AGE_OUTSIDE_POSTING'],
    [17, null, null, 'MINOR_NOT_ASKED_FOR'],
    [17, null, 45, 'MINOR_NOT_ASKED_FOR'],
    [17, 16, 45, null],
    [16, 17, 45, 'AGE_OUTSIDE_POSTING'],
    [18, null, null, null],
  ])('of %d, from %s to %s: %s', (age, ageMin, ageMax, reason) => {
    expect(unfitForAges(aged(age), { ageMin, ageMax }, TODAY)).toBe(reason);
  });

  test('measure nobody finer than the band that is shown', () => {
    const seen = (age: number, ageMin: number | null, ageMax: number | null) =>
      unfitForAges(aged(age), { ageMin, ageMax }, TODAY, false);
    for (const age of [35, 36, 37, 38, 39])
      expect([seen(age, 39, null), seen(age, null, 35), seen(age, 40, null), seen(age, null, 34)]).toEqual([
        null,
        null,
        'AGE_OUTSIDE_POSTING',
        'AGE_OUTSIDE_POSTING',
      ]);
    for (const age of [16, 17, 18, 19]) expect(seen(age, null, null)).toBeNull();
    expect(seen(70, 90, null)).toBeNull();
    expect(seen(70, null, 64)).toBe('AGE_OUTSIDE_POSTING');
  });
});

test('every reason is told to the county, and to others none of a person’s life', () => {
  const reasons = Object.keys(INELIGIBLE) as Ineligible[];
  for (const reason of reasons) expect(toldReason(reason, true)).toBe(reason);
  expect([...new Set(reasons.map((reason) => toldReason(reason, false)))].toSorted()).toEqual([
    'AGE_OUTSIDE_POSTING',
    'WORKER_BELOW_16',
    'WORKER_NOT_ELIGIBLE',
  ]);
});
