import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readWage, type WageContext } from '#sheet/read-wage.js';

const said = (cell: string, context?: WageContext) => {
  const reading = readWage(cell, context);
  if (!reading.ok) return reading.reason;
  const { kind, minFen, maxFen, period } = reading;
  return kind === 'STATED'
    ? [minFen === null ? null : minFen / 100, maxFen === null ? null : maxFen / 100, period]
    : kind;
};

describe('a wage', () => {
  test.each([
    ['4000-6000元/月', 4000, 6000, 'MONTH'],
    ['4000—6000元／月', 4000, 6000, 'MONTH'],
    ['一个月平均工资2300元----3200元', 2300, 3200, 'MONTH'],
    ['3000一5000元/月', 3000, 5000, 'MONTH'],
    ['10-15k/月', 10_000, 15_000, 'MONTH'],
    ['1万-1.5万元/月', 10_000, 15_000, 'MONTH'],
    ['22元/时', 22, 22, 'HOUR'],
    ['24元每小时', 24, 24, 'HOUR'],
    ['300一天', 300, 300, 'DAY'],
    ['120～130元/天', 120, 130, 'DAY'],
    ['计件20元/卷', 20, 20, 'PIECE'],
    ['月薪3000元', 3000, 3000, 'MONTH'],
    ['【薪资待遇】月薪4000-6000元', 4000, 6000, 'MONTH'],
    ['4000元的月薪', 4000, 4000, 'MONTH'],
    ['综合薪资￥5500-6000元/月（含五险一金）', 5500, 6000, 'MONTH'],
    ['每人每月400元(每月不低于10天且不低于20小时)', 400, 400, 'MONTH'],
    ['月薪5000-7000元;入职稳岗补贴1500元', 5000, 7000, 'MONTH'],
    ['面议 | 正文:月收入：3000元-4000元', 3000, 4000, 'MONTH'],
    ['薪资：5000-10000元 | 结构化:5000-10000元/月', 5000, 10_000, 'MONTH'],
  ])('%s is read', (cell, min, max, period) => {
    expect(said(cell)).toEqual([min, max, period]);
  });

  test.each([
    ['3500元/月起', 3500],
    ['每月13000元以上', 13_000],
    ['底薪4000元/月+提成', 4000],
    ['月薪3500+提成', 3500],
    ['3500元/月+绩效650元/月+保险300元/年', 3500],
    ['薪资：4000元以上 | 结构化:4000元/月', 4000],
  ])('%s is at least that', (cell, min) => {
    expect(said(cell)).toEqual([min, null, 'MONTH']);
  });

  test.each([
    ['面议', 'NEGOTIABLE'],
    ['（面议）', 'NEGOTIABLE'],
    ['面议元/小时', 'NEGOTIABLE'],
    ['待遇面议 | 结构化:3000-4000元/月', 'NEGOTIABLE'],
    ['计件工资 | 结构化:5000-8000元/月', 'PIECE_UNPRICED'],
    ['按件计价多劳多得', 'PIECE_UNPRICED'],
    ['', 'NOT_STATED'],
  ])('%s carries no number: %s', (cell, kind) => {
    expect(said(cell)).toBe(kind);
  });

  test.each([
    ['10-15k', 'WAGE_PERIOD_UNCLEAR'],
    ['2300元----3200元', 'WAGE_PERIOD_UNCLEAR'],
    ['22元/时/天', 'WAGE_PERIOD_UNCLEAR'],
    ['25000元/2个月', 'WAGE_UNCLEAR'],
    ['返费2500元', 'WAGE_UNCLEAR'],
    ['按有关规定执行', 'WAGE_UNCLEAR'],
    ['月薪22元/时', 'WAGE_UNCLEAR'],
    ['1万-15000元/月', 'WAGE_UNCLEAR'],
    ['月薪达2万澳门币(约1.5万元人民币)', 'WAGE_UNCLEAR'],
    ['16+1元/小时', 'WAGE_TOP_UP'],
    ['5000元左右/月', 'WAGE_APPROXIMATE'],
    ['试用期3000元/月；转正4000元/月', 'WAGE_SEVERAL'],
    ['5500-6500元/月;22元/小时', 'WAGE_SEVERAL'],
    ['4000元/月;5000元/月', 'WAGE_SEVERAL'],
    ['2000-3000元/月 | 正文:月薪2600-3200', 'WAGE_CONFLICT'],
    ['综合薪资3000-8000元 | 结构化:3000-5000元/月', 'WAGE_CONFLICT'],
    ['6000-4000元/月', 'WAGE_MIN_ABOVE_MAX'],
    ['15元/月', 'WAGE_OUT_OF_RANGE'],
    ['面议 | 正文(多岗位):出品薪资：3000元-4000元/月', 'WAGE_SEVERAL'],
  ])('%s is not guessed at: %s', (cell, reason) => {
    expect(said(cell)).toBe(reason);
  });

  test('is the one that the number columns repeat, where two ways of counting stand side by side', () => {
    const columns = { minFen: 550_000, maxFen: 650_000 };
    expect(said('5500-6500元/月;22元/小时', { columns })).toEqual([5500, 6500, 'MONTH']);
    expect(said('5500-6500元/月;6000-7000元/月', { columns })).toBe('WAGE_SEVERAL');
    expect(said('3000-4000元/月', { columns })).toBe('WAGE_CONFLICT');
  });

  test('has the period of its heading, unless it says another', () => {
    expect(said('3500-4500', { period: 'MONTH' })).toEqual([3500, 4500, 'MONTH']);
    expect(said('22元/时', { period: 'MONTH' })).toBe('WAGE_CONFLICT');
  });

  test('that only a platform states is left out, and said to be', () => {
    expect(readWage('4000-6000元/月', { platformField: true })).toMatchObject({
      kind: 'NOT_STATED',
      minFen: null,
      platformOnly: true,
    });
    expect(said('薪资8000元/月起 | 结构化:8000-10000元/月', { platformField: true })).toEqual([
      8000,
      null,
      'MONTH',
    ]);
  });

  test('written plainly is always read, in fen, whatever the dash', () => {
    const yuan = fc.integer({ min: 100, max: 99_999 });
    fc.assert(
      fc.property(
        yuan,
        yuan,
        fc.constantFrom('-', '－', '—', '~', '～', '至', '到', '一', '----'),
        (a, b, dash) => {
          const [min, max] = [Math.min(a, b), Math.max(a, b)];
          expect(said(`${min}元${dash}${max}元/月`)).toEqual([min, max, 'MONTH']);
        },
      ),
    );
  });

  test('is either refused in both languages or within bounds, whatever the text', () => {
    const part = fc.constantFrom(
      '月薪',
      '底薪',
      '面议',
      '计件',
      '3000',
      '5',
      '元',
      '/',
      '月',
      '天',
      '-',
      '+',
      'k',
      '万',
      '；',
      '|',
      '(',
      ')',
      '以上',
      '正文:',
      '结构化:',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 14 }), (parts) => {
        const reading = readWage(parts.join(''));
        if (!reading.ok) return reading.text.zh.length > 5 && reading.text.en.length > 5;
        if (reading.kind !== 'STATED') return reading.minFen === null && reading.maxFen === null;
        return (
          (reading.minFen ?? -1) >= 1 &&
          (reading.maxFen ?? reading.minFen ?? 0) >= (reading.minFen ?? 1) &&
          reading.period !== null
        );
      }),
      { numRuns: 2000 },
    );
  });

  test('of a hundred thousand characters is refused at once, and of a thousand read quickly', () => {
    const began = performance.now();
    for (const unit of ['1', '月薪', '(', '+提成', '；', '|', '面议(', '3000-', '一']) {
      expect(said(unit.repeat(Math.ceil(100_000 / unit.length)))).toBe('WAGE_UNCLEAR');
      said(unit.repeat(Math.floor(1000 / unit.length)));
    }
    expect(performance.now() - began).toBeLessThan(500);
  });
});
