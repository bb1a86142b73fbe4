import { describe, expect, test } from '@jest/globals';
import { canonicalRegionCode } from '#kernel/region-code.js';
import { LoadedRegionBook } from '#party/region-book.js';

const region = (code: string, name: string, level: string, path: string) => ({ code, name, level, path });

const book = new LoadedRegionBook(() => '2026-11-23');
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

test('a group of regions is no place: a list by it would be empty whatever stands in its cities', () => {
  expect(() => book.must('G-CSJ', 'filter.region')).toThrow(
    expect.objectContaining({ reason: 'REGION_OF_ANOTHER_LEVEL' }),
  );
  expect(book.must('G-CSJ', 'destinations', ['REGION_GROUP']).name).toBe('长三角');
});

describe('a place whose code was given up', () => {
  let today = '2021-02-28';
  const dated = new LoadedRegionBook(() => today);
  const gone = (code: string, name: string, valid_to: string, successor_code: string | null) => ({
    ...region(code, name, 'COUNTY', code),
    ...{ valid_to, successor_code },
  });
  dated.load([
    gone('610928', '旬阳县', '2021-03-01', '610981'),
    region('610981', '旬阳市', 'COUNTY', '610981'),
    gone('330103', '下城区', '2021-04-09', '330105'),
    gone('330105', '拱墅区（旧）', '2023-01-01', '330113'),
    region('330113', '拱墅区', 'COUNTY', '330113'),
    gone('370112', '某县', '2019-01-01', null),
    gone('999901', '甲县', '2019-01-01', '999902'),
    gone('999902', '乙县', '2019-01-01', '999901'),
  ]);
  const meant = (code: string) => dated.must(code, 'origin', ['COUNTY']).code;

  test('is itself to its last day, and what took its place from then on', () => {
    today = '2021-02-28';
    expect(meant('610928')).toBe('610928');
    today = '2021-03-01';
    expect(meant('610928')).toBe('610981');
    expect(dated.known('610928', 'code').name).toBe('旬阳县');
  });

  test('is followed from one successor to the next', () => {
    today = '2021-04-09';
    expect(meant('330103')).toBe('330105');
    today = '2024-01-01';
    expect(meant('330103')).toBe('330113');
  });

  test('is where it was when nothing took its place, or a table goes in circles', () => {
    expect([meant('370112'), meant('999901')]).toEqual(['370112', '999901']);
  });
});
