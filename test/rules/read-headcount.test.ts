import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readHeadcount } from '#sheet/read-headcount.js';

const said = (cell: string) => {
  const reading = readHeadcount(cell);
  return reading.ok ? reading.headcount : reading.reason;
};

describe('the number of people wanted', () => {
  test.each([
    ['18人', 18],
    ['30', 30],
    ['３０名', 30],
    ['1,200名', 1200],
    ['招10人', 10],
    ['两名', 2],
    ['十二人', 12],
    ['三十名', 30],
    ['="18"', 18],
    ['2名 | 结构化:2', 2],
  ])('%s is read', (cell, count) => {
    expect(said(cell)).toBe(count);
  });

  test.each([
    ['', 'HEADCOUNT_MISSING'],
    ['若干', 'HEADCOUNT_UNCLEAR'],
    ['数名人', 'HEADCOUNT_UNCLEAR'],
    ['人', 'HEADCOUNT_UNCLEAR'],
    ['不限人', 'HEADCOUNT_UNCLEAR'],
    ['270余人', 'HEADCOUNT_UNCLEAR'],
    ['16人人', 'HEADCOUNT_UNCLEAR'],
    ['3-5人', 'HEADCOUNT_UNCLEAR'],
    ['15(另写“大量”)', 'HEADCOUNT_UNCLEAR'],
    ['三五名', 'HEADCOUNT_UNCLEAR'],
    ['0人', 'HEADCOUNT_NOT_POSITIVE'],
    ['100001', 'HEADCOUNT_TOO_GREAT'],
    ['结构化:1', 'HEADCOUNT_NOT_EMPLOYERS'],
    ['30(结构化字段,正文未见)', 'HEADCOUNT_NOT_EMPLOYERS'],
    ['1名 | 结构化:35', 'HEADCOUNT_CONFLICT'],
  ])('%s is not guessed at: %s', (cell, reason) => {
    expect(said(cell)).toBe(reason);
  });

  test('is read back for every count up to the limit, with any measure word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom('', '人', '名', '个', '位'),
        (count, word) => {
          expect(said(`${count}${word}`)).toBe(count);
        },
      ),
    );
  });

  test('of a hundred thousand characters is refused at once', () => {
    for (const sign of ['1', '十', '招', ',']) expect(said(sign.repeat(100_000))).toBe('HEADCOUNT_UNCLEAR');
  });
});
