import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Listable, SIX_LISTS, type SixList, whyOn } from '#picture/six-lists.rules.js';
import { BARRIERS, INTENTS } from '#willingness/willingness.entity.js';
import { TAGS } from '#worker/worker-tag.entity.js';

const nobody: Listable = {
  inBase: true,
  verified: true,
  tags: [],
  employed: false,
  intent: null,
  available: true,
  barriers: [],
  inFlight: false,
};
const listsOf = (over: Partial<Listable>): SixList[] =>
  SIX_LISTS.filter((list) => whyOn(list, { ...nobody, ...over }).length > 0);

const anybody: fc.Arbitrary<Listable> = fc.record({
  inBase: fc.boolean(),
  verified: fc.boolean(),
  tags: fc.subarray([...TAGS]),
  employed: fc.boolean(),
  intent: fc.constantFrom(...INTENTS, null),
  available: fc.boolean(),
  barriers: fc.subarray([...BARRIERS]),
  inFlight: fc.boolean(),
});

describe('the six lists, by hand', () => {
  test.each<[string, Partial<Listable>, SixList[]]>([
    ['outside the labour base', { inBase: false, tags: ['MONITORED'], intent: 'GO_OUT' }, []],
    ['verified, never asked', {}, ['LABORERS', 'UNEMPLOYED_WITHOUT_INTENT']],
    ['not verified', { verified: false, employed: true }, ['LABORERS_UNVERIFIED']],
    [
      'not verified, in hardship: on neither real-name list',
      { verified: false, tags: ['MONITORED'], employed: true },
      ['LABORERS_UNVERIFIED'],
    ],
    ['at work', { employed: true }, ['LABORERS']],
    [
      'monitored and at work',
      { tags: ['MONITORED'], employed: true },
      ['LABORERS', 'IN_HARDSHIP', 'IN_HARDSHIP_EMPLOYED'],
    ],
    [
      'hard to employ, though not of the target',
      { tags: ['HARD_TO_EMPLOY'], employed: true },
      ['LABORERS', 'IN_HARDSHIP', 'IN_HARDSHIP_EMPLOYED'],
    ],
    ['relocated alone is no hardship', { tags: ['RELOCATED', 'DISABLED'], employed: true }, ['LABORERS']],
    ['wants to stay near home', { intent: 'LOCAL' }, ['LABORERS', 'UNEMPLOYED']],
    ['wants a business', { intent: 'STARTUP' }, ['LABORERS', 'UNEMPLOYED']],
    ['can begin in a month only', { intent: 'LOCAL', available: false }, ['LABORERS']],
    ['wants none', { intent: 'NONE' }, ['LABORERS', 'UNEMPLOYED_WITHOUT_INTENT']],
    ['wants to go out', { intent: 'GO_OUT' }, ['LABORERS', 'UNEMPLOYED', 'WILLING_TO_GO_OUT']],
    ['is on the way', { intent: 'GO_OUT', inFlight: true }, ['LABORERS', 'UNEMPLOYED']],
    [
      'wants to go out next year',
      { intent: 'GO_OUT', available: false, employed: true },
      ['LABORERS', 'WILLING_TO_GO_OUT'],
    ],
    ['at work and wants another job', { intent: 'CHANGE_JOB', employed: true }, ['LABORERS']],
    [
      'does not know how and does not want to',
      { intent: 'NONE', barriers: ['WILLINGNESS', 'SKILL'] },
      ['LABORERS', 'UNEMPLOYED_WITHOUT_INTENT', 'BARRIER_WILLINGNESS', 'BARRIER_SKILL'],
    ],
    ['at work has no barrier group', { employed: true, barriers: ['ABILITY'] }, ['LABORERS']],
  ])('%s', (_who, over, lists) => {
    expect(listsOf(over)).toEqual(lists);
  });

  test('say why: every reason is a fact of the person', () => {
    expect(
      whyOn('IN_HARDSHIP_EMPLOYED', { ...nobody, tags: ['MONITORED', 'HARD_TO_EMPLOY'], employed: true }),
    ).toEqual(['VERIFIED', 'MONITORED', 'HARD_TO_EMPLOY', 'EMPLOYED']);
    expect(whyOn('UNEMPLOYED_WITHOUT_INTENT', nobody)).toEqual(['NOT_EMPLOYED', 'WISH_UNKNOWN']);
    expect(whyOn('UNEMPLOYED_WITHOUT_INTENT', { ...nobody, intent: 'NONE' })).toEqual([
      'NOT_EMPLOYED',
      'WANTS_NO_WORK',
    ]);
  });

  test('3 is part of 2, and 2 of 1; the unverified and the unwilling stand apart', () => {
    fc.assert(
      fc.property(anybody, (person) => {
        const lists = new Set(listsOf(person));
        if (lists.has('IN_HARDSHIP_EMPLOYED')) expect(lists).toContain('IN_HARDSHIP');
        if (lists.has('IN_HARDSHIP')) expect(lists).toContain('LABORERS');
        expect(lists.has('LABORERS') && lists.has('LABORERS_UNVERIFIED')).toBe(false);
        expect(lists.has('UNEMPLOYED') && lists.has('UNEMPLOYED_WITHOUT_INTENT')).toBe(false);
        expect(lists.size > 0).toBe(person.inBase);
      }),
    );
  });
});
