import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readAge } from '#sheet/read-age.js';
import { readEducation } from '#sheet/read-education.js';

const said = (cell: string) => {
  const reading = readAge(cell);
  return reading.ok ? [reading.ageMin, reading.ageMax] : reading.reason;
};

describe('the ages a posting asks for', () => {
  test.each([
    ['16一45岁', 16, 45],
    ['17岁－35岁', 17, 35],
    ['18---45周岁', 18, 45],
    ['18至45岁', 18, 45],
    ['年满18周岁,不超过35周岁', 18, 35],
    ['年龄在30到55周岁', 30, 55],
    ['18-50周岁；18—50周岁', 18, 50],
    ['45岁以下', null, 45],
    ['60周岁以下(含)', null, 60],
    ['38岁内', null, 38],
    ['18周岁以上', 18, null],
    ['年龄不限', null, null],
    ['', null, null],
  ])('%s is read', (cell, min, max) => {
    expect(said(cell)).toEqual([min, max]);
  });

  test.each([
    ['16.5周岁以上', 'AGE_NOT_WHOLE'],
    ['15-40岁', 'AGE_BELOW_16'],
    ['18-75岁', 'AGE_ABOVE_70'],
    ['45-18岁', 'AGE_MIN_ABOVE_MAX'],
    ['男:18-40岁 女:18-45岁', 'AGE_BY_SEX'],
    ['18-50岁左右', 'AGE_APPROXIMATE'],
    ['23-30周岁；18-35周岁', 'AGE_SEVERAL'],
    ['18-50岁(多岗位简章)', 'AGE_SEVERAL'],
    ['一般不超过60周岁,可放宽至65周岁', 'AGE_UNCLEAR'],
    ['年轻人', 'AGE_UNCLEAR'],
    ['1'.repeat(100_000), 'AGE_UNCLEAR'],
  ])('%.20s is not guessed at: %s', (cell, reason) => {
    expect(said(cell)).toBe(reason);
  });

  test('are read back whatever the dash', () => {
    const age = fc.integer({ min: 16, max: 70 });
    fc.assert(
      fc.property(age, age, fc.constantFrom('-', '－', '—', '~', '一', '至', '到', '--'), (a, b, dash) => {
        expect(said(`${Math.min(a, b)}${dash}${Math.max(a, b)}周岁`)).toEqual([
          Math.min(a, b),
          Math.max(a, b),
        ]);
      }),
    );
  });
});

describe('the education a posting asks for', () => {
  test.each([
    ['初中及以上学历', 'JUNIOR_HIGH'],
    ['高中/中专及以上', 'SENIOR_HIGH'],
    ['高中(中专、职高、中技)以上学历', 'SENIOR_HIGH'],
    ['技校或中专以上学历', 'VOCATIONAL'],
    ['大专', 'COLLEGE'],
    ['不限', 'NONE'],
    ['不限 | 正文:学历不限', 'NONE'],
    ['', null],
  ])('%s is read', (cell, education) => {
    expect(readEducation(cell)).toEqual({ ok: true, education });
  });

  test.each([
    ['初中以下', 'EDUCATION_UPPER_BOUND'],
    ['不限 | 正文:初中以上', 'EDUCATION_CONFLICT'],
    ['硕士', 'EDUCATION_NOT_LISTED'],
    ['大专以上,退役军人可放宽至高中(中专)', 'EDUCATION_UNCLEAR'],
    ['有文化', 'EDUCATION_UNCLEAR'],
    ['初中'.repeat(50_000), 'EDUCATION_UNCLEAR'],
  ])('%.20s is not guessed at: %s', (cell, reason) => {
    expect(readEducation(cell)).toMatchObject({ ok: false, reason });
  });
});
