import { describe, expect, test } from '@jest/globals';
import { canonicalRegionCode } from '#kernel/region-code.js';
import { LoadedRegionBook } from '#party/region-book.js';

const region = (code: string, name: string, level: string, path: string) => ({ code, name, level, path });

const book = new LoadedRegionBook();
book.load([
  region('520000', '贵州省', 'PROVINCE', '52'),
  region('522600', '黔东南苗族侗族自治州', 'PREFECTURE', '5226'),
  region('522631', '黎平县', 'COUNTY', '522631'),
  { ...region('G-CSJ', '长三角', 'REGION_GROUP', ''), members: [] },
]);

describe('a region that there is not', () => {
  const refusal = (code: string): unknown => {
    try {
      book.must(canonicalRegionCode(code), 'origin');
    } catch (fault) {
      return fault;
    }
    throw new Error('found');
  };

  test.each([
    ['552631', '522631', 'one digit is wrong, even of the province'],
    ['522632', '522631', 'one digit is wrong'],
    ['522631999', '522631', 'the town is not there, its county is'],
    ['529900', '520000', 'the prefecture is not there, its province is'],
  ])('%s is answered with the nearest, %s: %s', (code, suggestion) => {
    expect(refusal(code)).toMatchObject({
      reason: 'UNKNOWN_REGION',
      details: { field: 'origin', suggestion },
    });
  });

  test('and that is near none is not called badly written: it has six digits', () => {
    expect(refusal('999999')).toMatchObject({
      reason: 'UNKNOWN_REGION',
      text: { zh: '没有区划代码 999999，可用查询 regions 逐级查找。' },
      details: { field: 'origin' },
    });
  });

  test('as a group is answered with the groups that there are', () => {
    expect(refusal('G-YRD')).toMatchObject({
      reason: 'UNKNOWN_REGION',
      text: { zh: '没有区域 G-YRD；现有：G-CSJ 长三角。' },
      details: { allowed: ['G-CSJ'] },
    });
  });
});

test('a region of another level is refused in words: what it is, and what belongs here', () => {
  expect(() => book.must('522631', 'destination', ['PREFECTURE', 'PROVINCE'])).toThrow(
    expect.objectContaining({
      text: expect.objectContaining({ zh: '522631 黎平县 是县级，此处需要地级、省级。' }),
      details: { field: 'destination', allowed: ['PREFECTURE', 'PROVINCE'] },
    }),
  );
});
