import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ageFault } from '#posting/posting-age.rules.js';
import {
  findSexRequirement,
  findUnlawfulWording,
  UNLAWFUL_KINDS,
  UNLAWFUL_TEXT,
} from '#posting/posting-text.rules.js';

const kinds = (text: string) => [...new Set(findUnlawfulWording(text).map((found) => found.kind))];

describe('the wording of a posting', () => {
  test.each([
    ['女普工', 'SEX'],
    ['生产女普工', 'SEX'],
    ['包装女工', 'SEX'],
    ['女包装工', 'SEX'],
    ['男缝纫工', 'SEX'],
    ['服务员(女)', 'SEX'],
    ['餐厅服务员（女）/餐厅传菜员（男）', 'SEX'],
    ['限男性', 'SEX'],
    ['只招女生', 'SEX'],
    ['男性优先', 'SEX'],
    ['半熟练..限女性)', 'SEX'],
    ['手包管男女不限;套管男生', 'SEX'],
    ['男女各50名', 'SEX'],
    ['线束厂单休姑娘多速报名', 'SEX'],
    ['25岁以上,已婚已育', 'MARRIAGE_OR_BIRTH'],
    ['会写简历表;回族、汉族', 'ETHNICITY'],
    ['不要少数民族', 'ETHNICITY'],
    ['限汉族', 'ETHNICITY'],
    ['彝族、藏族勿扰', 'ETHNICITY'],
    ['无宗教信仰', 'RELIGION'],
    ['小时工(只招河南省内)', 'HUKOU_OR_REGION'],
    ['不招外地人', 'HUKOU_OR_REGION'],
    ['新疆、西藏除外', 'HUKOU_OR_REGION'],
    ['本地户口优先', 'HUKOU_OR_REGION'],
    ['限本市户籍', 'HUKOU_OR_REGION'],
    ['不要东北人', 'HUKOU_OR_REGION'],
    ['无纹身及传染病', 'DISEASE_CARRIER'],
    ['体检查乙肝两对半', 'DISEASE_CARRIER'],
    ['乙肝携带者勿扰', 'DISEASE_CARRIER'],
    ['传染病除外', 'DISEASE_CARRIER'],
    ['孕妇勿扰', 'MARRIAGE_OR_BIRTH'],
    ['有经验、未婚', 'MARRIAGE_OR_BIRTH'],
    ['佛山户籍优先', 'HUKOU_OR_REGION'],
    ['18-45岁男', 'SEX'],
    ['45岁以下，女工', 'SEX'],
    ['不招残疾人', 'DISABILITY'],
    ['入职交押金200元', 'FEE_OR_DEPOSIT'],
    ['无乙\u200B肝', 'DISEASE_CARRIER'],
    ['限\u3164男\u2060性', 'SEX'],
    ['限 男 性', 'SEX'],
    ['限\u3000男\u00A0性', 'SEX'],
    ['限⼥工', 'SEX'],
    ['㊛普工', 'SEX'],
    ['不要\u202E少数\u202C民族', 'ETHNICITY'],
    ['无ＨＩＶ', 'DISEASE_CARRIER'],
    ['不招 外 地 人', 'HUKOU_OR_REGION'],
  ])('%s is refused as %s', (text, kind) => {
    expect(kinds(text)).toEqual([kind]);
  });

  test.each([
    '普工,男女不限',
    '性别不限，男女均可',
    '女装车工',
    '女鞋针车',
    '女包缝纫工',
    '妇女主任',
    '接送子女方便',
    '女职工享受产假',
    '苗族刺绣工,能讲侗族大歌',
    '少数民族优先',
    '退伍军人优先',
    '持有健康证',
    '保洁（残疾人岗）',
    '有河南工地经验优先',
    '派驻广东、浙江',
    '有无工作经验均可',
    '不收押金,不收中介费',
    '本市常住户口零就业家庭、4050人员、低保人员',
    '会开叉车/有仓管经验更佳',
    '拉丝工,保安,水电工,白班,土建工,京东分拣',
    '要求吃苦耐劳，服从管理，工资面议',
    '男装女装打包',
    '',
  ])('%s is lawful', (text) => {
    expect(findUnlawfulWording(text)).toEqual([]);
  });

  test('every fault of a text is named once, in its order', () => {
    expect(findUnlawfulWording('只招女工；不招外地人；无传染病')).toEqual([
      { kind: 'SEX', words: '只招女工' },
      { kind: 'HUKOU_OR_REGION', words: '不招外地人' },
      { kind: 'DISEASE_CARRIER', words: '无传染病' },
    ]);
  });

  test.each([
    '男',
    '女性',
    '女工优先',
    '不限 | 正文:男',
    '女(可放宽)',
    '女工(招不来改招男工)',
    '男 | 正文:男女不限',
  ])('in a column for sex %s is a condition', (cell) => {
    expect(findSexRequirement(cell)).toHaveLength(1);
  });

  test.each(['', '不限', '男女不限', '性别不限', '男女均可', '不限 | 正文:男女不限'])(
    'in a column for sex %s is none',
    (cell) => {
      expect(findSexRequirement(cell)).toEqual([]);
    },
  );

  test('a condition is found wherever it stands', () => {
    const filler = fc.string({
      unit: fc.constantFrom('包', '吃', '住', '；', ' ', '1', '薪'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        filler,
        filler,
        fc.constantFrom('限男性', '不招外地人', '不要少数民族', '未婚未育'),
        (a, b, words) => findUnlawfulWording(`${a}；${words}；${b}`).length > 0,
      ),
    );
  });

  test('a hundred thousand characters of any repeated stuff are read in linear time', () => {
    const took = (text: string) => {
      const began = performance.now();
      findUnlawfulWording(text);
      return performance.now() - began;
    };
    for (const unit of [
      '限',
      '男',
      '不要',
      '河南',
      '民族、',
      '女',
      '工',
      '无',
      '交',
      '(',
      'a',
      ' ',
      '限河南除外',
    ]) {
      expect(took(unit.repeat(100_000 / unit.length))).toBeLessThan(1000);
    }
  });

  test('every kind is explained in both languages', () => {
    for (const kind of UNLAWFUL_KINDS) {
      expect(UNLAWFUL_TEXT[kind].zh).toMatch(/第\d+/);
      expect(UNLAWFUL_TEXT[kind].en).toMatch(/article/);
    }
  });
});

describe('the ages of a posting', () => {
  test.each([
    [15, 40, 'AGE_BELOW_16'],
    [null, 15, 'AGE_BELOW_16'],
    [18, 71, 'AGE_ABOVE_70'],
    [45, 18, 'AGE_MIN_ABOVE_MAX'],
    [16, 70, undefined],
    [null, null, undefined],
    [18, 18, undefined],
  ])('%s to %s', (min, max, reason) => {
    expect(ageFault(min, max)?.reason).toBe(reason);
  });
});
