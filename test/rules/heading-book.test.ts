import { describe, expect, test } from '@jest/globals';
import { cellsByField, headingKey, recognize } from '#sheet/heading-book.js';
import { WORKER_HEADINGS, type WorkerField } from '#sheet/worker-headings.js';

const meaning = (heading: string) => recognize([heading], WORKER_HEADINGS).known.get(heading);
const split = (headings: string) => headings.split(' | ');

describe('a heading', () => {
  test.each([
    ['*身份证号码（必填）', '身份证号码'],
    ['姓　名：', '姓名'],
    ['身份證號', '身份证号'],
    ['務工月收入（元)', '务工月收入(元)'],
    ['ID_Number', 'id_number'],
    ['联系\n电话', '联系电话'],
    ['姓名 (2)', '姓名'],
    ['="户编号"', '户编号'],
  ])('%j is looked up as %s', (heading, key) => {
    expect(headingKey(heading)).toBe(key);
  });

  test('has no key of two fields in the book of workers', () => {
    const keys = Object.entries(WORKER_HEADINGS).flatMap(([field, { names }]) =>
      names.map((name): [string, string] => [headingKey(name), field]),
    );
    const fields = new Map<string, Set<string>>();
    for (const [key, field] of keys) fields.set(key, (fields.get(key) ?? new Set()).add(field));
    expect([...fields].filter(([, its]) => its.size > 1)).toEqual([]);
    expect(keys.filter(([key]) => key === '')).toEqual([]);
  });

  test.each<[WorkerField, string]>([
    ['name', '姓名 | 员工姓名'],
    ['idNumber', '身份证号码 | 公民身份号码 | 证件号码 | 身份证号 | 身份證號碼'],
    ['phone', '联系手机 | 联系电话 | 成员联系电话 | 联系方式'],
    ['householdPhone', '户联系电话'],
    ['county', '县（市） | 县 | 縣(市)'],
    ['town', '街道（乡镇） | 乡 | 乡镇·办事处'],
    ['village', '社区（村） | 村 | 行政村 | 村·社区'],
    ['education', '文化程度 | 学历'],
    ['workAbility', '劳动技能'],
    ['monitoredKind', '监测对象类别'],
    ['workPlace', '务工所在地 | 就业地点 | 务工省、市、县'],
    ['workProvince', '务工地所在省 | 外出省份 | 所在省'],
    ['monthlyWage', '务工月收入(元) | 务工月收入 | 月收入(元)'],
    ['yearlyWageWan', '年收入（万元）'],
    ['months', '务工时间（月） | 上年务工时间（月） | 务工累计时间（月）'],
    ['employmentChannel', '就业渠道 | 就业渠道（易地搬迁后扶使用）'],
    ['certificateLevel', '职业资格等级 | 国家职业资格等级（技能人员等级)'],
    ['wishedPlaces', '就业区域意向'],
    ['wishedTraining', '培训意向需求'],
  ])('of %s is known in its variants: %s', (field, headings) => {
    expect(split(headings).map(meaning)).toEqual(split(headings).map(() => field));
  });
});

describe('the headings of a sheet', () => {
  const EXPORT = split(
    '省 | 市 | 县 | 乡 | 村 | 户编号 | 人口编号 | 姓名 | 性别 | 出生日期 | 证件类型 | 证件号码 | 民族 | 户联系电话 | 成员联系电话 | 年度 | 与户主关系 | 文化程度 | 在校生状况 | 劳动技能 | 务工时间（月） | 健康状况 | 政治面貌 | 务工企业名称 | 是否享受低保 | 是否国外务工 | 产业分类 | 公益性岗位类型 | 公益性岗位(月数) | 就业渠道 | 残疾类别 | 务工所在地 | 户主姓名 | 户主证件号码 | 是否特困供养人员 | 识别标准',
  );

  test('of the national export are told apart, and what no field means is said', () => {
    const { known, unknown, missing, doubled } = recognize(EXPORT, WORKER_HEADINGS, {
      mandatory: [['name'], ['idNumber']],
    });
    expect(known.size).toBe(EXPORT.length - 2);
    expect([unknown, missing, doubled.size]).toEqual([['政治面貌', '识别标准'], [], 0]);
    expect([known.get('户主证件号码'), known.get('证件号码')]).toEqual(['headIdNumber', 'idNumber']);
  });

  test('name what is missing, one of a group being enough', () => {
    const mandatory: [WorkerField, ...WorkerField[]][] = [
      ['name'],
      ['idNumber'],
      ['village', 'divisionCode'],
    ];
    expect(recognize(['姓名', '行政区划代码'], WORKER_HEADINGS, { mandatory }).missing).toEqual([
      ['idNumber'],
    ]);
  });

  test('give the second of two telephones a field of its own, and say what stands twice', () => {
    const { known, doubled } = recognize(['联系手机', '联系电话', '现居住地址', '现住地址'], WORKER_HEADINGS);
    expect([...known.values()]).toEqual(['phone', 'phoneOther', 'residence', 'residence']);
    expect([...doubled]).toEqual([['residence', ['现居住地址', '现住地址']]]);
  });

  test('below a group are looked up with it first, then without', () => {
    const { known } = recognize(['户主／姓名', '成员／姓名', '户主／身份证号', '姓名/性别'], WORKER_HEADINGS);
    expect([...known]).toEqual([
      ['户主／姓名', 'headName'],
      ['成员／姓名', 'name'],
      ['户主／身份证号', 'headIdNumber'],
    ]);
  });

  test('may be mapped by an organization for itself, or passed over', () => {
    const own = new Map<string, WorkerField | null>([
      ['老表名', 'name'],
      ['备注', null],
    ]);
    const { known, unknown } = recognize(['老表名', '备注', '别的'], WORKER_HEADINGS, { own });
    expect([[...known], unknown]).toEqual([[['老表名', 'name']], ['别的']]);
  });

  test('give the cells of a row by field, the first that is filled', () => {
    const recognition = recognize(['姓名', '现居住地址', '现住地址', '别的'], WORKER_HEADINGS);
    const cells = { 姓名: '甲', 现居住地址: '', 现住地址: '丙妹镇', 别的: 'x' };
    expect(cellsByField(cells, recognition)).toEqual({ name: '甲', residence: '丙妹镇' });
  });
});
