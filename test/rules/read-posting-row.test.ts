import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { isPostingHeading, mapPostingColumns } from '#sheet/posting-columns.js';
import { readCsv } from '#sheet/read-csv.js';
import { type PostingRowReading, readPostingRow } from '#sheet/read-posting-row.js';

const REGIONS: Record<string, readonly string[]> = {
  佛山市: ['440600'],
  深圳市: ['440300'],
  宁波市: ['330200'],
  上海市: ['310000'],
  苏州市: ['320500'],
  昆山市: ['320583'],
  普陀区: ['310107', '330903'],
  新城区: ['610102', '150102'],
};
const resolveRegion = (name: string) => {
  const codes = REGIONS[name] ?? [];
  return codes.length === 1 && codes[0] ? { code: codes[0] } : { candidates: codes };
};

async function read(text: string): Promise<PostingRowReading[]> {
  const readings: PostingRowReading[] = [];
  for await (const line of readCsv(Readable.from([Buffer.from(text)]), { isHeading: isPostingHeading })) {
    const columns = mapPostingColumns(line.headings);
    readings.push(readPostingRow(line, { columns, resolveRegion, today: '2026-11-22' }));
  }
  return readings;
}

const HEADING = [
  'employer',
  'title',
  'headcount_text',
  'city',
  'district',
  'work_address',
  'wage_text',
  'wage_min',
  'wage_max',
  'wage_basis',
  'age_text',
  'sex_requirement_text',
  'education_text',
  'skill_text',
  'published_on',
] as const;
const GOOD: Record<string, string> = {
  employer: '佛山甲陶瓷有限公司',
  title: '操作工',
  headcount_text: '18人',
  city: '佛山市',
  wage_text: '4000-6000元/月',
  age_text: '16一45岁',
  sex_requirement_text: '不限',
  education_text: '初中以上',
  skill_text: '有经验优先',
  published_on: '2026-06-17',
};

async function row(cells: Record<string, string>): Promise<PostingRowReading> {
  const all = { ...GOOD, ...cells };
  const line = HEADING.map((heading) => `"${(all[heading] ?? '').replaceAll('"', '""')}"`).join(',');
  const [reading] = await read(`${HEADING.join(',')}\n${line}\n`);
  if (!reading) throw new Error('no row');
  return reading;
}
const reasons = async (cells: Record<string, string>) => {
  const reading = await row(cells);
  return reading.ok ? [] : reading.refusals.map((refusal) => refusal.reason);
};

describe('a row of a vacancy list', () => {
  test('that is plain becomes a posting', async () => {
    expect(await row({})).toEqual({
      ok: true,
      notes: [],
      posting: {
        sheet: '',
        row: 2,
        employer: '佛山甲陶瓷有限公司',
        title: '操作工',
        headcount: 18,
        workRegion: '440600',
        workAddress: null,
        wageMinFen: 400_000,
        wageMaxFen: 600_000,
        wagePeriod: 'MONTH',
        wageKind: 'STATED',
        wageText: '4000-6000元/月',
        ageMin: 16,
        ageMax: 45,
        education: 'JUNIOR_HIGH',
        requirement: '有经验优先',
        publishedOn: '2026-06-17',
        sourceUrl: null,
        sourceKind: null,
        sourceId: null,
      },
    });
  });

  test('has all its faults told at once, each with its column, its cell and both languages', async () => {
    const reading = await row({
      employer: '',
      headcount_text: '若干',
      wage_text: '10-15k',
      sex_requirement_text: '男',
      age_text: '15-40岁',
    });
    expect(
      reading.ok ? [] : reading.refusals.map(({ column, value, reason }) => [column, value, reason]),
    ).toEqual([
      ['employer', undefined, 'EMPLOYER_MISSING'],
      ['headcount_text', '若干', 'HEADCOUNT_UNCLEAR'],
      ['wage_text', '10-15k', 'WAGE_PERIOD_UNCLEAR'],
      ['age_text', '15-40岁', 'AGE_BELOW_16'],
      ['sex_requirement_text', '男', 'UNLAWFUL_SEX'],
    ]);
    for (const { text } of reading.ok ? [] : reading.refusals) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).toMatch(/[a-z]/);
    }
  });

  test.each([
    [{ employer: '有企业(未具名)' }, 'EMPLOYER_UNNAMED'],
    [{ employer: '劳务公司' }, 'EMPLOYER_UNNAMED'],
    [{ employer: '禅\u0007城\u001b[31m公司' }, 'EMPLOYER_NOT_PLAIN'],
    [{ employer: '禅城\n换行公司' }, 'EMPLOYER_NOT_PLAIN'],
    [{ employer: '\u202E司公城禅' }, 'EMPLOYER_NOT_PLAIN'],
    [{ employer: '\u3164' }, 'EMPLOYER_NOT_PLAIN'],
    [{ employer: '13800138000张三' }, 'EMPLOYER_PERSONAL_NUMBER'],
    [{ employer: '张三 138-0013-8000' }, 'EMPLOYER_PERSONAL_NUMBER'],
    [{ employer: '张三１３８００１３８０００' }, 'EMPLOYER_PERSONAL_NUMBER'],
    [{ employer: '510521199003078218' }, 'EMPLOYER_PERSONAL_NUMBER'],
    [{ employer: '5105 2119 9003 0782 1X' }, 'EMPLOYER_PERSONAL_NUMBER'],
    [{ employer: '佛山甲厂(0757-83354566)' }, 'EMPLOYER_PERSONAL_NUMBER'],
    [{ title: '操作\n工' }, 'TITLE_NOT_PLAIN'],
    [{ skill_text: '有经验\u202E优先' }, 'REQUIREMENT_NOT_PLAIN'],
    [{ work_address: '禅城区1号，不招外地人' }, 'UNLAWFUL_HUKOU_OR_REGION'],
    [{ title: '' }, 'TITLE_MISSING'],
    [{ title: '(标题未写工种)' }, 'TITLE_UNCLEAR'],
    [{ title: '女包装工' }, 'UNLAWFUL_SEX'],
    [{ title: '小时工(只招河南省内)' }, 'UNLAWFUL_HUKOU_OR_REGION'],
    [{ skill_text: '会写简历表;回族、汉族' }, 'UNLAWFUL_ETHNICITY'],
    [{ skill_text: '无传染病' }, 'UNLAWFUL_DISEASE_CARRIER'],
    [{ skill_text: '长'.repeat(2001) }, 'REQUIREMENT_TOO_LONG'],
    [{ city: '' }, 'CITY_MISSING'],
    [{ city: '某地' }, 'CITY_UNKNOWN'],
    [{ city: '新城区' }, 'CITY_AMBIGUOUS'],
    [{ city: '深圳市', work_address: '宁波市北仑区大碶街道1号' }, 'CITY_ADDRESS_CONFLICT'],
    [{ headcount_text: '0人' }, 'HEADCOUNT_NOT_POSITIVE'],
    [{ wage_min: '3000', wage_max: '3500' }, 'WAGE_CONFLICT'],
    [{ wage_text: '', wage_min: '3000', wage_max: '3500' }, 'WAGE_PERIOD_UNCLEAR'],
    [{ headcount_text: '#N/A' }, 'CELL_ERROR'],
    [{ published_on: '2021' }, 'PUBLISHED_ON_NOT_A_DAY'],
    [{ published_on: '2025-07' }, 'PUBLISHED_ON_NOT_A_DAY'],
    [{ published_on: '2026-11-23' }, 'PUBLISHED_ON_IN_FUTURE'],
  ])('%j is refused as %s', async (cells, reason) => {
    expect(await reasons(cells as Record<string, string>)).toEqual([reason]);
  });

  test('in a named district is entered there, else under its city with a note', async () => {
    expect(await row({ city: '上海市', district: '普陀区' })).toMatchObject({
      notes: [],
      posting: { workRegion: '310107' },
    });
    expect(await row({ district: '高新区' })).toMatchObject({
      notes: [{ reason: 'DISTRICT_LEFT_OUT', value: '高新区' }],
      posting: { workRegion: '440600' },
    });
    expect(await row({ district: '全市' })).toMatchObject({ notes: [], posting: { workRegion: '440600' } });
    expect(await row({ city: '苏州市', work_address: '江苏省昆山市城北路1号' })).toMatchObject({
      posting: { workRegion: '320500' },
    });
  });

  test.each(['同上', '提供食宿'])('has %s for no address', async (address) => {
    expect(await row({ work_address: address })).toMatchObject({
      posting: { workAddress: null },
      notes: [{ reason: 'ADDRESS_LEFT_OUT' }],
    });
  });

  test('whose wage is only a platform’s has none, with a note, and no words of it either', async () => {
    expect(
      await row({ wage_basis: 'aggregator field only', wage_min: '4000', wage_max: '6000' }),
    ).toMatchObject({
      ok: true,
      posting: { wageKind: 'NOT_STATED', wageMinFen: null, wageMaxFen: null, wageText: null },
      notes: [{ column: 'wage_text', reason: 'WAGE_NOT_EMPLOYERS' }],
    });
  });

  test('may leave wage, ages, education and day unsaid', async () => {
    expect(
      await row({ wage_text: '面议', age_text: '', education_text: '', published_on: '' }),
    ).toMatchObject({
      ok: true,
      posting: { wageKind: 'NEGOTIABLE', ageMin: null, ageMax: null, education: null, publishedOn: null },
    });
  });

  test.each([
    ['13800001234', '若干，电话…'],
    ['138-0000-1234', '若干，电话…'],
    ['138 0000 1234', '若干，电话…'],
    ['１３８００００１２３４', '若干，电话…'],
    ['①③⑧⓪⓪⓪⓪①②③④', '若干，电话…'],
    ['1\u206038\u20600000\u20601234', '若干，电话…'],
    ['+86 138-0000-1234', '若干，电话+86 …'],
    ['一三八零零零零一二三四', '若干，电话…'],
    ['0757-8335 4566', '若干，电话…'],
    ['999001 19900307 821X', '若干，电话…'],
  ])('quotes no number of a person in its refusal: %s', async (number, shown) => {
    const reading = await row({ headcount_text: `若干，电话${number}` });
    expect(reading.ok ? [] : reading.refusals.map((one) => one.value)).toEqual([
      expect.stringMatching(new RegExp(`^${shown.replace('+', '\\+').replaceAll('，', '[，,]')}$`)),
    ]);
  });

  test('quotes what is no number of a person as it stands', async () => {
    for (const said of ['13000-15000元', '100000-150000元/年', '3000-5000元', '2026-06-17至2026-07-17'])
      expect(await row({ headcount_text: said })).toMatchObject({ refusals: [{ value: said }] });
  });

  test('is quoted on one line, and no terminal obeys it', async () => {
    expect(await row({ headcount_text: '若\n干\u001b[31m' })).toMatchObject({
      refusals: [{ value: '若 干\uFFFD[31m' }],
    });
  });

  test('with more cells than the heading is refused as shifted', async () => {
    const [reading] = await read('企业名称,岗位名称,招聘人数,地区\n甲厂,普工,5,佛山市,多余\n');
    expect(reading).toMatchObject({
      ok: false,
      refusals: [{ reason: 'ROW_SHIFTED' }],
    });
  });

  test('of a Chinese list with titles above its heading reads the same', async () => {
    const [reading] = await read(
      '东西部劳务协作岗位对接报表,,,,,,\n序号,地区,企业名称,岗位名称,招聘人数,月薪（元）,学历要求\n1,佛山市,佛山乙陶瓷厂,操作工,十二人,3500-4500,不限\n',
    );
    expect(reading).toMatchObject({
      ok: true,
      posting: {
        row: 3,
        employer: '佛山乙陶瓷厂',
        headcount: 12,
        wageMinFen: 350_000,
        wageMaxFen: 450_000,
        wagePeriod: 'MONTH',
        education: 'NONE',
      },
    });
  });

  test('with cells of a hundred thousand characters is refused in no time', async () => {
    const began = performance.now();
    const columns = mapPostingColumns(HEADING);
    for (const sign of ['1', '限男', '一', '(', ' ']) {
      const cells = Object.fromEntries(HEADING.map((heading) => [heading, sign.repeat(100_000)]));
      const line = { sheet: '', row: 2, cells, headings: HEADING, columns: {}, surplus: 0 };
      expect(readPostingRow(line, { columns, resolveRegion, today: '2026-11-22' }).ok).toBe(false);
    }
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the columns of a vacancy list', () => {
  test('that are missing are all named at once, in both languages', () => {
    expect(() => mapPostingColumns(['企业名称', '薪资待遇'])).toThrow(
      expect.objectContaining({
        reason: 'COLUMNS_MISSING',
        text: {
          zh: '表格缺少必需的列：岗位名称、招聘人数、工作城市。表中叫法不同的，用 mapHeading（命令行 --map "表头=列名"）说明一次即可。',
          en: 'The sheet lacks mandatory columns: title (岗位名称), headcount_text (招聘人数), city (工作城市). Where it calls them otherwise, say so once by mapHeading (--map "heading=column").',
        },
      }),
    );
  });

  test('of which two mean the same are refused', () => {
    expect(() => mapPostingColumns(['企业名称', '用人单位', '岗位名称', '招聘人数', '地区'])).toThrow(
      expect.objectContaining({ reason: 'COLUMNS_AMBIGUOUS' }),
    );
    expect(() => mapPostingColumns(['企业名称', '岗位名称', '招聘人数', '地区', '地区 (2)'])).toThrow(
      expect.objectContaining({ reason: 'COLUMNS_AMBIGUOUS' }),
    );
  });

  test('are found by their heading row, not by titles', () => {
    expect(isPostingHeading(['东西部劳务协作岗位对接报表', '', ''])).toBe(false);
    expect(isPostingHeading(['序号', '地区', '企业名称'])).toBe(true);
  });
});
