import { describe, expect, test } from '@jest/globals';
import { ageLimitOn, type FemaleClass } from '#worker/working-age.rules.js';

describe('the fixed policy', () => {
  test.each<[string, 1 | 2, string]>([
    ['1966-11-22', 1, '2026-11-22'],
    ['1971-11-22', 2, '2026-11-22'],
    ['1972-02-29', 2, '2027-02-28'],
    ['1968-02-29', 1, '2028-02-29'],
  ])('born %s, sex %d: past the working age from %s on', (birthDate, sexCode, day) => {
    expect(ageLimitOn({ kind: 'FIXED' }, { birthDate, sexCode })).toBe(day);
  });
});

describe('the statutory retirement since 2025', () => {
  const retires = (birthDate: string, sexCode: 1 | 2, femaleClass: FemaleClass = 'AT_50') =>
    ageLimitOn({ kind: 'STATUTORY_RETIREMENT', femaleClass }, { birthDate, sexCode });

  // The months of the law's own tables: first and last of the first and second step, and the first of the last one.
  test.each<[string, string]>([
    ['1964-12-31', '2024-12-31'],
    ['1965-01-01', '2025-02-01'],
    ['1965-04-30', '2025-05-30'],
    ['1965-05-01', '2025-07-01'],
    ['1969-12-15', '2031-03-15'],
    ['1976-08-15', '2039-07-15'],
    ['1976-09-01', '2039-09-01'],
    ['1990-01-01', '2053-01-01'],
  ])('a man born %s retires on %s', (birthDate, day) => expect(retires(birthDate, 1)).toBe(day));

  test.each<[string, string]>([
    ['1969-12-31', '2024-12-31'],
    ['1970-01-01', '2025-02-01'],
    ['1970-05-01', '2025-07-01'],
    ['1981-08-15', '2039-07-15'],
    ['1981-09-01', '2039-09-01'],
    ['1990-01-01', '2048-01-01'],
  ])('a woman of the old 55 born %s retires on %s', (birthDate, day) =>
    expect(retires(birthDate, 2, 'AT_55')).toBe(day),
  );

  test.each<[string, string]>([
    ['1974-12-31', '2024-12-31'],
    ['1975-01-01', '2025-02-01'],
    ['1975-02-28', '2025-03-28'],
    ['1975-03-01', '2025-05-01'],
    ['1984-10-15', '2039-09-15'],
    ['1984-11-01', '2039-11-01'],
    ['1990-01-01', '2045-01-01'],
  ])('a woman of the old 50 born %s retires on %s', (birthDate, day) =>
    expect(retires(birthDate, 2)).toBe(day),
  );

  test('falls on the last day of a month that has no such day', () => {
    // 60 years and 12 months after 31 August 1968 would be one; 60 years and 11 months are 31 July.
    expect(retires('1968-08-31', 1)).toBe('2029-07-31');
    expect(retires('1975-01-31', 2)).toBe('2025-02-28');
  });

  test('never comes earlier for who was born later', () => {
    for (const [sex, femaleClass] of [
      [1, 'AT_50'],
      [2, 'AT_50'],
      [2, 'AT_55'],
    ] as const) {
      let before = '';
      for (let month = 0; month < 40 * 12; month += 1) {
        const born = new Date(Date.UTC(1960, month, 15)).toISOString().slice(0, 10);
        const day = retires(born, sex, femaleClass);
        expect(day > before).toBe(true);
        before = day;
      }
    }
  });
});
