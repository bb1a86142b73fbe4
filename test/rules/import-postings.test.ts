import { describe, expect, test } from '@jest/globals';
import { LoadedRegionBook } from '#party/region-book.js';
import type { PostingContent } from '#posting/posting.type.js';
import { NOTHING_DONE } from '#sheet/batch-outcome.js';
import { ImportTally } from '#sheet/import-tally.js';
import { planPosting } from '#sheet/planned-posting.js';
import type { SheetPosting } from '#sheet/read-posting-row.js';
import { refusalLine } from '#sheet/refusal-lines.js';
import { regionNames } from '#sheet/region-names.js';
import { unsuitedBy } from '#sheet/suitability.rules.js';

const TODAY = '2026-11-22';
const remark = (reason: string) => ({ reason, text: { zh: `${reason}。`, en: `${reason}.` } });

describe('a post suits the target population', () => {
  const content: PostingContent = {
    title: '操作工',
    workRegion: '440600',
    headcount: 10,
    wageMin: 450_000,
    validTo: '2027-01-01',
  };
  test('when its wage is said and nothing speaks against it', () => {
    expect(unsuitedBy(content)).toEqual([]);
    expect(unsuitedBy({ ...content, contractOffered: true, insuranceOffered: true })).toEqual([]);
    expect(unsuitedBy({ ...content, wageMin: null, wageMax: 600_000 })).toEqual([]);
  });

  test.each([
    ['NO_WAGE', { wageMin: null }],
    ['NO_CONTRACT', { contractOffered: false }],
    ['NO_INSURANCE', { insuranceOffered: false }],
    ['BEYOND_WORKING_AGE', { ageMin: 60 }],
    ['SCHOOLING_TOO_HIGH', { education: 'COLLEGE' }],
    ['SCHOOLING_TOO_HIGH', { education: 'BACHELOR' }],
  ] as const)('not with %s', (why, over) => {
    expect(unsuitedBy({ ...content, ...over })).toEqual([why]);
  });

  test('up to the last year of working age and with schooling that training can follow', () => {
    expect(unsuitedBy({ ...content, ageMin: 59, education: 'VOCATIONAL' })).toEqual([]);
  });
});

describe('the place a sheet names', () => {
  const book = new LoadedRegionBook(() => TODAY);
  const row = (code: string, name: string, level: string, path: string, over: object = {}) => ({
    code,
    name,
    level,
    path,
    ...over,
  });
  book.load([
    row('440000', '广东省', 'PROVINCE', '44'),
    row('440600', '佛山市', 'PREFECTURE', '4406'),
    row('440604', '禅城区', 'COUNTY', '440604'),
    row('440307', '龙岗区', 'COUNTY', '440307'),
    row('440300', '深圳市', 'PREFECTURE', '4403'),
    row('310000', '上海市', 'PROVINCE', '31'),
    row('310107', '普陀区', 'COUNTY', '310107'),
    row('330903', '普陀区', 'COUNTY', '330903'),
    row('522600', '黔东南苗族侗族自治州', 'PREFECTURE', '5226'),
    row('220000', '吉林省', 'PROVINCE', '22'),
    row('220200', '吉林市', 'PREFECTURE', '2202'),
    row('450000', '广西壮族自治区', 'PROVINCE', '45'),
    row('450100', '南宁市', 'PREFECTURE', '4501'),
    row('820000', '澳门特别行政区', 'PROVINCE', '82'),
    row('610928', '旬阳县', 'COUNTY', '610928', { valid_to: '2021-03-01', successor_code: '610981' }),
    row('610981', '旬阳市', 'COUNTY', '610981'),
    row('G-ZSJ', '珠三角', 'REGION_GROUP', 'G-ZSJ'),
  ]);
  const resolve = regionNames(book);

  test.each([
    ['佛山市', '440600'],
    ['佛山', '440600'],
    ['广东省佛山市', '440600'],
    ['广东佛山', '440600'],
    ['佛山市禅城区', '440604'],
    ['广东省佛山市禅城区', '440604'],
    ['龙岗', '440307'],
    ['深圳市龙岗', '440307'],
    ['上海市', '310000'],
    ['上海普陀区', '310107'],
    ['黔东南州', '522600'],
    ['黔东南', '522600'],
    ['广西南宁市', '450100'],
    ['澳门', '820000'],
    ['旬阳县', '610981'],
  ])('%s is found', (name, code) => {
    expect(resolve(name)).toEqual({ code });
  });

  test('is asked for again where two have its name', () => {
    expect(resolve('普陀区')).toEqual({ candidates: ['310107', '330903'] });
    expect(resolve('吉林')).toEqual({ candidates: ['220000', '220200'] });
  });

  test.each(['广东省', '广西', '珠三角', '某某市', '', '市'.repeat(5_000)])(
    '%.10s is no place of work',
    (name) => {
      expect(resolve(name)).toEqual({ candidates: [] });
    },
  );
});

describe('a row’s own number', () => {
  const posting: SheetPosting = {
    sheet: '',
    row: 2,
    employer: '甲厂',
    title: '普工',
    headcount: 3,
    workRegion: '440600',
    workAddress: null,
    wageMinFen: 400_000,
    wageMaxFen: null,
    wagePeriod: null,
    wageKind: 'STATED',
    wageText: '4000起',
    ageMin: null,
    ageMax: null,
    education: null,
    requirement: null,
    publishedOn: '2020-07-18',
    sourceUrl: 'https://jobs.example/1',
    sourceKind: null,
    sourceId: null,
  };
  const idOf = (over: Partial<SheetPosting>, city = '佛山市') =>
    planPosting({ ...posting, ...over }, city, TODAY).externalId;

  test('is the same wherever the row stands and whatever else it says', () => {
    expect(idOf({ row: 99, headcount: 8, wageText: null })).toBe(idOf({}));
  });

  test('is another for another source, employer, title, city or day', () => {
    const ids = [
      idOf({}),
      idOf({ sourceUrl: null }),
      idOf({ sourceId: '7' }),
      idOf({ employer: '乙厂' }),
      idOf({ title: '焊工' }),
      idOf({ publishedOn: null }),
      idOf({}, '杭州市'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('comes with a wage a month where the sheet names no period, and with ninety days', () => {
    const { content, wageText } = planPosting(posting, '佛山市', TODAY);
    expect(content).toMatchObject({ wagePeriod: 'MONTH', validTo: '2027-02-20' });
    expect(wageText).toBe('4000起');
  });
});

describe('the summary of an import', () => {
  test('counts a row once, and its faults each', () => {
    const tally = new ImportTally();
    for (let i = 0; i < 5; i += 1) tally.countRead();
    const [one, other] = ['4406 甲厂', '4406 乙厂'];
    const notes = [[remark('UNSUITED')], [remark('UNSUITED'), remark('LEFT_OUT')]];
    const posts = { ...NOTHING_DONE, created: 1, places: 30, suitable: 1, employers: [one, other] };
    tally.countOutcome({ ...NOTHING_DONE, corrected: 3 });
    tally.forgetOutcomes();
    tally.countOutcome(posts);
    tally.countOutcome({ ...NOTHING_DONE, created: 1, unchanged: 1, places: 12, employers: [one], notes });
    tally.countRefused([remark('B'), remark('A')]);
    tally.countRefused([remark('A'), remark('A')]);
    tally.countNotes([remark('LEFT_OUT')]);
    tally.countUnknown(['班次', '班次']);
    expect(tally.summary('a.csv', 'JUDGED')).toEqual({
      fileName: 'a.csv',
      outcome: 'JUDGED',
      read: 5,
      created: 2,
      corrected: 0,
      unchanged: 1,
      refused: 2,
      noted: 1,
      places: 42,
      suitable: 1,
      employers: 2,
      refusals: [
        { ...remark('A'), rows: 2 },
        { ...remark('B'), rows: 1 },
      ],
      notes: [
        { ...remark('LEFT_OUT'), rows: 2 },
        { ...remark('UNSUITED'), rows: 2 },
      ],
      unknownHeadings: ['班次'],
    });
  });
});

describe('a refusal in a file', () => {
  test('is one line, with commas and quotes kept', () => {
    const line = refusalLine({
      sheet: '',
      row: 7,
      cell: 'C7',
      column: '薪资',
      value: '4000,"起"',
      reason: 'WAGE',
      text: { zh: '不明', en: 'unclear' },
    });
    expect(line).toBe('7,薪资,"4000,""起""",WAGE,不明,unclear\r\n');
  });

  test.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '＝1+1', '＋86', ' =1+1', '\u200B=1+1', '﹦1', '－1'])(
    'is never run as a formula: %j',
    (value) => {
      const line = refusalLine({
        sheet: '',
        row: 1,
        cell: 'A1',
        column: 'a',
        value,
        reason: 'R',
        text: { zh: '', en: '' },
      });
      expect(line.split(',')[2]).toMatch(/^"?'/);
    },
  );
});
