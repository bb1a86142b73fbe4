import { called, oneOf } from './called.js';
import type { FieldHeadings } from './heading-book.js';
import { WHO } from './listed-person.js';
import { WISH_HEADINGS } from './wish-headings.js';

/** Headings of survey forms (摸底表、走访登记表). Wishes stand under the same ones as in ledgers. */
export const SURVEY_HEADINGS = {
  ...WHO,
  round: called(
    '摸底轮次的名称；只有一个轮次进行中时可不填',
    'The name of the round; may be empty while one alone is open',
    '摸底轮次',
    '轮次',
    '摸底名称',
    '调查批次',
  ),
  outcome: oneOf(
    ['已完成', '联系不上', '拒绝', '已迁走', '已去世', '未走访'],
    called('走访结果', 'What came of it', '走访结果', '摸底结果', '联系结果', '调查结果', '结果'),
  ),
  method: oneOf(
    ['入户', '电话', '短信', '本人填报'],
    called(
      '走访方式；不填为入户',
      'How the person was asked; by default at home',
      '走访方式',
      '联系方式类型',
      '摸底方式',
      '调查方式',
    ),
  ),
  respondent: oneOf(
    ['本人', '亲属'],
    called('答复人；不填为本人', 'Who spoke; by default the person', '答复人', '受访人', '回答人'),
  ),
  intent: WISH_HEADINGS.wishesWork,
  destinations: WISH_HEADINGS.wishedPlaces,
  occupations: WISH_HEADINGS.wishedOccupations,
  wageMin: WISH_HEADINGS.wishedWage,
  availableFrom: called(
    '可到岗日期',
    'Ready from this day',
    '可到岗日期',
    '可外出日期',
    '可上岗时间',
    '到岗时间',
  ),
  wantsTraining: oneOf(
    ['是', '否'],
    called('是否愿意参加培训', 'Wants training or not', '是否愿意参加培训', '是否有培训意愿', '培训意愿'),
  ),
  trainingTopics: called(
    '想学什么，多项用“、”隔开',
    'What to learn, with 、 between them',
    '培训需求',
    '意向培训工种',
    '培训意向需求',
    '技能培训需求',
    '培训内容',
  ),
  note: called('备注，最多 500 字', 'Note, at most 500 letters', '备注', '说明'),
} satisfies Record<string, FieldHeadings>;
export type SurveyField = keyof typeof SURVEY_HEADINGS;
