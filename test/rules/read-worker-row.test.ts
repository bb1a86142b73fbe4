import { describe, expect, test } from '@jest/globals';
import type { Operation } from '#kernel/operation.js';
import { LoadedRegionBook } from '#party/region-book.js';
import { ownPlaces } from '#sheet/own-places.js';
import { readWorkerRow } from '#sheet/read-worker-row.js';
import { regionNames } from '#sheet/region-names.js';
import { mapWorkerColumns } from '#sheet/worker-columns.js';
import { reasonOf } from '../support/refusals.js';
import { type LedgerRow, ledgerIdNumber, ledgerRow } from '../support/worker-sheets.js';

const TODAY = '2026-11-22';
const book = new LoadedRegionBook(() => TODAY);
const place = (code: string, name: string, level: string, parent: string | null = null) => ({
  code,
  name,
  level,
  parent_code: parent,
  path: code.replace(/(00)+$/, ''),
});
book.load([
  place('520000', '贵州省', 'PROVINCE'),
  place('522600', '黔东南苗族侗族自治州', 'PREFECTURE', '520000'),
  place('522631', '黎平县', 'COUNTY', '522600'),
  place('522631003', '龙形街道', 'TOWN', '522631'),
  place('522631003201', '五里桥村', 'VILLAGE', '522631003'),
  place('522631101', '中潮镇', 'TOWN', '522631'),
  place('522631R01', '黎平安置点', 'RESETTLEMENT_SITE', '522631'),
  place('522633', '从江县', 'COUNTY', '522600'),
  place('522633100', '丙妹镇', 'TOWN', '522633'),
  place('440000', '广东省', 'PROVINCE'),
  place('440600', '佛山市', 'PREFECTURE', '440000'),
  place('440604', '禅城区', 'COUNTY', '440600'),
]);
const op = {
  today: TODAY,
  regions: book,
  vault: { isDemo: true },
  viewer: { path: '522631' },
} as unknown as Operation;
const own = ownPlaces(book, '522631');
if (!own) throw new Error('the county is not in the book');
const resolve = regionNames(book);

/** A row of a good ledger, with some cells otherwise, read. */
function read(over: LedgerRow = {}, base: LedgerRow = GOOD, phones = new Map<string, string>()) {
  const cells = { ...base, ...over };
  const headings = Object.keys(cells);
  const columns = Object.fromEntries(headings.map((heading, i) => [heading, String.fromCharCode(65 + i)]));
  const line = { sheet: '台账', row: 7, cells, headings, columns, surplus: 0 };
  return readWorkerRow(line, { op, columns: mapWorkerColumns(headings), own: own!, resolve, phones });
}
const GOOD: LedgerRow = {
  姓名: '杨虚构',
  证件号码: ledgerIdNumber(5, '19900203', 1),
  性别: '男',
  县: '黎平县',
  乡: '龙形街道',
  村: '五里桥村',
  文化程度: '初中',
  在校生状况: '',
  劳动技能: '普通劳动力',
};
const taken = (over: LedgerRow = {}, base?: LedgerRow) => {
  const reading = read(over, base);
  if (!reading.ok) throw new Error(reading.refusals.map((refusal) => refusal.reason).join());
  return { ...reading.worker, notes: reading.notes.map((note) => note.reason) };
};
const refusals = (over: LedgerRow) => {
  const reading = read(over);
  return reading.ok ? [] : reading.refusals.map(({ column, reason }) => [column, reason]);
};

describe('a row of a labour ledger', () => {
  test('is a person to register, with what the row says and nothing else', () => {
    expect(taken()).toEqual({
      sheet: '台账',
      row: 7,
      idNumber: GOOD['证件号码'],
      name: '杨虚构',
      serviceRegion: '522631003201',
      hukouRegion: '522631003201',
      education: 'JUNIOR_HIGH',
      workAbility: 'FULL',
      tags: [],
      lacking: [],
      keyCell: { sheet: '台账', row: 7, column: '证件号码', cell: '台账!B7' },
      notes: [],
    });
  });

  const NUMBER = ledgerIdNumber(5, '19900203', 1);
  const wide = NUMBER.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  test.each([
    ['full width', wide],
    ['a wrapper and a small x', `="${NUMBER.toLowerCase()}"`],
    ['groups', `${NUMBER.slice(0, 6)} ${NUMBER.slice(6)}`],
    ['15 digits of an old card', `${NUMBER.slice(0, 6)}${NUMBER.slice(8, 17)}`],
  ])('knows the number in %s', (_what, number) => {
    expect(taken({ 证件号码: number }).idNumber).toBe(NUMBER);
  });

  test.each<[string, LedgerRow, string, string]>([
    ['a check digit', { 证件号码: '999001199001010012' }, '证件号码', 'BAD_CHECK_DIGIT'],
    ['a number turned into 9.99E+17', { 证件号码: '9.99001E+17' }, '证件号码', 'ID_NUMBER_LOST_DIGITS'],
    [
      'a number whose last three digits are noughts',
      { 证件号码: '999001199002030000' },
      '证件号码',
      'ID_NUMBER_LOST_DIGITS',
    ],
    ['a real number in a demo', { 证件号码: '11010519491231002x', 性别: '' }, '证件号码', 'REAL_IDENTITY'],
    ['no number', { 证件号码: '' }, '证件号码', 'BAD_LENGTH'],
    ['no name', { 姓名: '' }, '姓名', 'NAME'],
    ['another sex than the number', { 性别: '女' }, '性别', 'SEX_DIFFERS'],
    ['another birth date', { 出生日期: '1990-02-04' }, '出生日期', 'BIRTH_DATE_DIFFERS'],
    ['another county', { 县: '从江县' }, '县', 'OTHER_COUNTY'],
    ['another county by its code', { 行政区划代码: '522633100' }, '行政区划代码', 'OTHER_COUNTY'],
    ['a code of no region', { 行政区划代码: '522631999' }, '行政区划代码', 'REGION_UNKNOWN'],
    ['a county that is none', { 县: '无此县' }, '县', 'COUNTY_UNKNOWN'],
    ['a town that is none', { 乡: '丙妹镇' }, '乡', 'TOWN_UNKNOWN'],
    ['a village that does not exist', { 村: '无此村' }, '村', 'VILLAGE_UNKNOWN'],
    ['a site that does not exist', { 安置点: '无此安置点' }, '安置点', 'SITE_UNKNOWN'],
    ['schooling in no list', { 文化程度: '上过' }, '文化程度', 'EDUCATION_UNKNOWN'],
    ['ability in no list', { 劳动技能: '好' }, '劳动技能', 'WORK_ABILITY_UNKNOWN'],
    ['a kind of household in no list', { 户类型: '某户' }, '户类型', 'HOUSEHOLD_KIND_UNKNOWN'],
    [
      'a kind of household in no list, whatever it is monitored for',
      { 户类型: '某户', 监测对象类别: '边缘易致贫户' },
      '户类型',
      'HOUSEHOLD_KIND_UNKNOWN',
    ],
    [
      'a monitored household of no kind',
      { 户类型: '监测户', 监测对象类别: '' },
      '监测对象类别',
      'MONITORED_KIND_UNKNOWN',
    ],
    ['a place of work that is none', { 务工所在地: '很远' }, '务工所在地', 'WORK_PLACE_UNKNOWN'],
    ['work outside the province, nowhere said', { 就业地点: '省外' }, '就业地点', 'WORK_PLACE_UNKNOWN'],
  ])('is refused for %s', (_what, over, column, reason) => {
    expect(refusals(over)).toEqual([[column, reason]]);
  });

  test('is refused for all its faults at once, each with its cell, and no number is quoted', () => {
    const reading = read({ 证件号码: '999001199001010012', 姓名: '', 县: '从江县', 文化程度: '上过' });
    if (reading.ok) throw new Error('it was taken');
    expect(reading.refusals.map(({ cell, reason }) => [cell, reason])).toEqual([
      ['台账!B7', 'BAD_CHECK_DIGIT'],
      ['台账!A7', 'NAME'],
      ['台账!D7', 'OTHER_COUNTY'],
      ['台账!G7', 'EDUCATION_UNKNOWN'],
    ]);
    expect(JSON.stringify(reading.refusals)).not.toMatch(/\d{7}/);
  });

  test.each<[string, LedgerRow, string]>([
    ['by 12 digits', { 行政区划代码: '522631003201', 县: '', 乡: '', 村: '' }, '522631003201'],
    ['by its short name', { 乡: '龙形', 村: '五里桥' }, '522631003201'],
    ['by village alone', { 乡: '', 村: '五里桥村委会' }, '522631003201'],
    ['by an address', { 县: '', 乡: '', 村: '', 户籍地址: '贵州省黎平县中潮镇某路1号' }, '522631101'],
    ['of a resettlement site', { 安置点: '黎平安置点' }, '522631R01'],
  ])('finds the place %s', (_what, over, code) => {
    expect(taken(over).serviceRegion).toBe(code);
  });

  test('takes somebody who was resettled over the county border', () => {
    expect(taken({ 安置点: '黎平安置点', 县: '从江县', 乡: '', 村: '' })).toMatchObject({
      serviceRegion: '522631R01',
      hukouRegion: '522633',
    });
  });

  test('goes by the town where its villages are not on record, and says so', () => {
    expect(taken({ 乡: '中潮镇', 村: '某村' })).toMatchObject({
      serviceRegion: '522631101',
      notes: ['VILLAGE_LEFT_OUT'],
    });
  });

  test.each<[string, LedgerRow, object | null | undefined, string[]]>([
    [
      'in a city, by its employer',
      { 务工所在地: '广东省佛山市禅城区张槎街道', 务工企业名称: '虚构厂' },
      { form: 'CONTRACT', regionCode: '440604', isFormTaken: true },
      ['WORK_FORM_TAKEN'],
    ],
    [
      'in three columns',
      { 务工地所在省: '广东省', 务工地所在市: '佛山市', 就业形式: '灵活就业' },
      { form: 'FLEXIBLE', regionCode: '440600', isFormTaken: false },
      [],
    ],
    [
      'in a province only',
      { 就业地点: '省外', 外出省份: '广东' },
      { form: 'FLEXIBLE', regionCode: '440000', isFormTaken: true },
      ['WORK_FORM_TAKEN'],
    ],
    [
      'at home',
      { 就业地点: '县内', 就业形式: '务农' },
      { form: 'FARM', regionCode: '522631', isFormTaken: false },
      [],
    ],
    [
      'in the prefecture',
      { 就业地点: '县外市内', 就业形式: '单位就业' },
      { form: 'CONTRACT', regionCode: '522600', isFormTaken: false },
      [],
    ],
    [
      'on a public post',
      { 公益性岗位: '护林员', '公益性岗位(月数)': '12' },
      { form: 'PUBLIC_POST', regionCode: '522631', isFormTaken: false },
      [],
    ],
    ['nowhere', { 是否已务工: '否' }, null, []],
    ['unsaid', {}, undefined, []],
    ['abroad', { 就业地点: '境外' }, undefined, ['WORK_ABROAD_LEFT_OUT']],
  ])('reads present work: %s', (_what, over, work, notes) => {
    const person = taken(over);
    expect([person.employment, person.notes]).toEqual([work, notes]);
  });

  test('reads populations, and takes none away', () => {
    const tags = (over: LedgerRow) => taken(over).tags.map(({ tag, subtype }) => subtype ?? tag);
    expect(tags({ 户类型: '脱贫户', 是否享受低保: '是', 残疾类别: '肢体残疾' })).toEqual([
      'POVERTY_ALLEVIATED',
      'LOW_INCOME',
      'DISABLED',
    ]);
    expect(tags({ 户类型: '监测户', 监测对象类别: '边缘易致贫户' })).toEqual(['MARGINAL']);
    expect(
      tags({ 户类型: '一般农户', 是否易地搬迁: '是', 困难群体情况: '就业困难人员', 人员身份: '高校毕业生' }),
    ).toEqual(['RELOCATED', 'HARD_TO_EMPLOY', 'GRADUATE']);
    expect(tags({ 户类型: '一般农户', 是否享受低保: '否', 残疾类别: '无' })).toEqual([]);
  });

  test('enters a pupil by the school before', () => {
    expect(taken({ 文化程度: '', 在校生状况: '高中在读' })).toMatchObject({
      education: 'JUNIOR_HIGH',
      activity: 'STUDENT',
    });
  });

  test('lacks schooling and ability only for somebody new: the row itself is understood', () => {
    expect(
      taken({ 文化程度: '', 劳动技能: '' }).lacking.map(({ column, reason }) => [column, reason]),
    ).toEqual([
      ['文化程度', 'EDUCATION_MISSING'],
      ['劳动技能', 'WORK_ABILITY_MISSING'],
    ]);
    const { 劳动技能: _column, ...without } = GOOD;
    expect(taken({}, without).lacking).toEqual([]);
  });

  test('says how the identity was checked, where it was', () => {
    expect(taken({ 实名核验方式: '村委会确认' }).verifyMethod).toBe('VILLAGE_CONFIRMED');
    expect(taken({ 实名核验方式: '' }).verifyMethod).toBeUndefined();
    expect(refusals({ 实名核验方式: '听说' })).toEqual([['实名核验方式', 'VERIFY_METHOD_UNKNOWN']]);
  });

  test('takes skills, or leaves out what is none with a note', () => {
    expect(taken({ 技能: '电焊、砌筑，无' }).skills).toEqual(['电焊', '砌筑']);
    expect(taken({ 技能: '长'.repeat(51) })).toMatchObject({ notes: ['SKILLS_LEFT_OUT'] });
  });

  test('takes one telephone, the first that can be used, and is not refused for one', () => {
    expect(taken({ 联系手机: '15400000001', 联系电话: '0855-8888888' }).phone).toBe('15400000001');
    expect(taken({ 联系手机: '12345', 联系电话: '15400000002' })).toMatchObject({
      phone: '15400000002',
      notes: ['PHONE_LEFT_OUT'],
    });
  });

  test.each<[string, LedgerRow]>([
    ['WAGE_VERY_HIGH', { 务工月收入: '30001' }],
    ['WAGE_VERY_LOW', { 务工月收入: '99' }],
    ['WAGE_LOW', { 务工月收入: '399元' }],
    [
      'PUBLIC_POST_AGE',
      { 证件号码: ledgerIdNumber(5, '19561122', 1), 公益性岗位: '保洁', '公益性岗位(月数)': '3' },
    ],
    ['PUBLIC_POSTS_SEVERAL', { 公益性岗位: '保洁、护林、护路', '公益性岗位(月数)': '3' }],
    ['PUBLIC_POST_WITHOUT_TIME', { 公益性岗位: '保洁' }],
    ['CHANNEL_ELSEWHERE', { 务工所在地: '佛山市', 就业渠道: '帮扶车间' }],
    ['WORK_WITHOUT_MONTHS', { 务工所在地: '佛山市', 就业形式: '务工', '务工时间(月)': '' }],
    ['MONTHS_WITHOUT_WORK', { 务工所在地: '', '务工时间(月)': '3' }],
    ['DESTITUTE_WORKS_AWAY', { 务工所在地: '佛山市', 是否特困供养人员: '是' }],
    ['SUBSIDY_ZERO', { 是否点对点输送: '是', 年度交通费补助: '0' }],
    ['WORK_ENDS_BEFORE', { 开始时间: '2026-03-01', 结束时间: '2026年2月1日' }],
    ['SCHOOLING_TWICE', { 文化程度: '初中', 在校生状况: '高中' }],
    ['SCHOOLING_NOWHERE', { 文化程度: '', 在校生状况: '' }],
    ['AGE_DIFFERS', { 年龄: '30' }],
  ])('is taken with the county’s own warning %s', (reason, over) => {
    expect(taken(over).notes).toContain(reason);
  });

  test.each<[LedgerRow]>([[{ 务工月收入: '400' }], [{ 务工月收入: '30000' }], [{ 年龄: '37' }]])(
    'is taken without a warning: %j',
    (over) => {
      expect(taken(over).notes).toEqual([]);
    },
  );

  test('warns of a telephone in two households, not within one', () => {
    const phones = new Map<string, string>();
    const notes = (户编号: string) => {
      const reading = read({ 户编号, 联系电话: '15400000009' }, GOOD, phones);
      return reading.ok ? reading.notes.map((note) => note.reason) : [];
    };
    expect([notes('1'), notes('1'), notes('2')]).toEqual([[], [], ['PHONE_IN_TWO_HOUSEHOLDS']]);
  });
});

describe('the headings of a labour ledger', () => {
  test('must have a name and a number', () => {
    expect(reasonOf(() => mapWorkerColumns(['姓名', '性别']))).toBe('COLUMNS_MISSING');
    expect(mapWorkerColumns(['姓名', '身份证号码', '某列']).unknown).toEqual(['某列']);
  });

  test('name nobody twice', () => {
    expect(reasonOf(() => mapWorkerColumns(['姓名', '身份证号码', '证件号码']))).toBe('COLUMNS_AMBIGUOUS');
  });

  test('of a generated ledger are all known', () => {
    expect(
      mapWorkerColumns(Object.keys(ledgerRow(1, 0)).map((h) => h.replace('（', '(').replace('）', ')')))
        .unknown,
    ).toEqual([]);
  });
});
