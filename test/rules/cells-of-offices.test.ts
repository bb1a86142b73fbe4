import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idCheckCharacter } from '#kernel/id-number.js';
import { cellText, harmless } from '#sheet/cell-text.js';
import { lostDigits } from '#sheet/lost-digits.js';
import { readDay } from '#sheet/read-day.js';
import { columnLetters } from '#sheet/sheet-heading.js';
import { errorMark } from '#sheet/error-mark.js';

describe('an ID number that a spreadsheet kept as a number', () => {
  test.each([
    '5.22631E+17',
    '5.22631199011052E+17',
    '５.22631E+17',
    ' 5.2e17 ',
    '522631199011052000',
    "'522631199011052000",
  ])('is known by what is left of it: %s', (cell) => {
    expect(lostDigits(cell)).toMatchObject({ ok: false, reason: 'ID_NUMBER_LOST_DIGITS' });
  });

  test.each(['5226**********2466', '999001********001X', '９９９＊＊＊＊＊＊＊＊＊＊２４６６'])(
    'is told from one that a list has covered: %s',
    (cell) => {
      expect(lostDigits(cell)).toMatchObject({ ok: false, reason: 'ID_NUMBER_COVERED' });
    },
  );

  test.each([
    '522631199011052466',
    '52263119901105246x',
    '522631901105246',
    '',
    '潘阿妹',
    '13800000000',
    '1'.repeat(300),
  ])('is no other cell: %.20s', (cell) => {
    expect(lostDigits(cell)).toBeUndefined();
  });

  test('is believed where its check digit is right, for a real one may end so', () => {
    const first = Array.from({ length: 900 }, (_, i) => `522631199011${String(i + 100)}00`).filter(
      (head) => idCheckCharacter(head) === '0',
    );
    expect(first.length).toBeGreaterThan(10);
    for (const head of first) expect(lostDigits(`${head}0`)).toBeUndefined();
  });
});

describe('a day in a cell', () => {
  test.each([
    ['2024-03-05', '2024-03-05'],
    ['2024/3/5', '2024-03-05'],
    ['2024.3.5', '2024-03-05'],
    ['2024年3月5日', '2024-03-05'],
    ['２０２４年３月５日', '2024-03-05'],
    ['2024 年 3 月 5 号', '2024-03-05'],
    ['2024-03-05 08:30', '2024-03-05'],
    ['2024-3-15 8:30:00', '2024-03-15'],
    ['20240305', '2024-03-05'],
    ['二〇二四年三月五日', '2024-03-05'],
    ['二○二四年十一月二十三日', '2024-11-23'],
    ['一九八零年十月三十日', '1980-10-30'],
    ['45356', '2024-03-05'],
    ['', null],
  ])('%j is %s', (cell, day) => {
    expect(readDay(cell)).toEqual({ ok: true, day });
  });

  test.each([
    ['2024年3月', 'DAY_INCOMPLETE'],
    ['2024', 'DAY_INCOMPLETE'],
    ['2024-02-30', 'DAY_UNCLEAR'],
    ['87.3.5', 'DAY_UNCLEAR'],
    ['三月五日', 'DAY_UNCLEAR'],
    ['长期', 'DAY_UNCLEAR'],
    ['#N/A', 'DAY_UNCLEAR'],
    ['1'.repeat(5000), 'DAY_UNCLEAR'],
  ])('%.20s is refused: %s', (cell, reason) => {
    expect(readDay(cell)).toMatchObject({ ok: false, reason });
  });
});

describe('a cell', () => {
  test('that would be a formula is made harmless, and reads as it was written', () => {
    for (const text of [
      '=1+1',
      '+86 138',
      '-',
      '@a',
      '＝1',
      '﹢1',
      "'=1",
      "''-1",
      'a=b',
      "it's",
      "'quoted'",
      '',
    ]) {
      const written = harmless(text);
      expect([text, /^[=+\-@＝﹢]/.test(written)]).toEqual([text, false]);
      expect(cellText(written)).toBe(text);
    }
  });

  test('of any text reads as it was written, but for the blanks around', () => {
    const letters = fc.constantFrom("'", '=', '+', '-', '@', '＝', 'a', '潘', ' ', '\t', '"');
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 6 }), (any) => {
        const text = cellText(any);
        expect(cellText(harmless(text))).toBe(text);
      }),
    );
  });

  test.each(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#CALC!'])(
    '%s is an error, and no value',
    (cell) => {
      expect(errorMark(cell)).toMatchObject({ ok: false, reason: 'CELL_ERROR' });
    },
  );

  test.each(['', '#', '#1', '# N/A', '见#REF!'])('%j is no error', (cell) => {
    expect(errorMark(cell)).toBeUndefined();
  });

  test('stands in a column with letters', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(columnLetters)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });
});
