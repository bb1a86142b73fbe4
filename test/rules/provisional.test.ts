import { describe, expect, test } from '@jest/globals';
import { LoadedRegionBook } from '#party/region-book.js';
import {
  PROVISIONAL_STATES,
  PROVISIONAL_STEPS,
  ProvisionalPerson,
} from '#provisional/provisional-person.entity.js';
import type { Operation } from '#kernel/operation.js';
import { dueAfter, issuedIn, placeFor } from '#provisional/provisional.rules.js';

const book = new LoadedRegionBook(() => '2026-11-23');
const county = (code: string, name: string, more: object = {}) => ({
  code,
  name,
  level: 'COUNTY',
  path: code,
  ...more,
});
book.load([
  county('610928', '旬阳县', { valid_to: '2021-03-01', successor_code: '610981' }),
  county('610981', '旬阳市'),
  county('522631', '黎平县'),
]);

describe('where a number was issued', () => {
  test.each([
    ['522631199001010016', '522631', 'the county of its address code'],
    ['610928199003071016', '610981', 'what took the place of a code that was given up'],
    ['999001199001010018', undefined, 'nowhere, when no county bore the code'],
  ])('%s: %s, %s', (idNumber, code, _what) => {
    expect(issuedIn(book, idNumber)?.code).toBe(code);
  });

  test('is asked where no place is named, and a named one goes before it', () => {
    const op = { regions: book } as unknown as Operation;
    const number = '610928199003071016';
    expect(placeFor(op, null, number).code).toBe('610981');
    expect(placeFor(op, '522631', number).code).toBe('522631');
    for (const none of [null, '999001199001010018'])
      expect(() => placeFor(op, undefined, none)).toThrow(
        expect.objectContaining({ reason: 'ORIGIN_UNKNOWN' }),
      );
  });
});

test('seven days are left to complete a registration, over the end of a year, too', () => {
  expect([dueAfter('2026-11-23'), dueAfter('2026-12-28')]).toEqual(['2026-11-30', '2027-01-04']);
});

test('a provisional person goes on as the domain says, and is settled once', () => {
  const may: Record<string, string[]> = {
    PROPOSED: ['OPEN', 'COMPLETED', 'DISMISSED'],
    OPEN: ['COMPLETED', 'DISMISSED'],
    COMPLETED: [],
    DISMISSED: [],
  };
  for (const state of PROVISIONAL_STATES) {
    expect([state, PROVISIONAL_STEPS[state]]).toEqual([state, may[state]]);
    const person = Object.assign(Object.create(ProvisionalPerson.prototype) as ProvisionalPerson, { state });
    const settle = () => person.dismiss('不是本县人员');
    if ((may[state]?.length ?? 0) > 0) expect(settle).not.toThrow();
    else expect(settle).toThrow(expect.objectContaining({ reason: 'PROVISIONAL_STEP_NOT_ALLOWED' }));
  }
});
