import { called, oneOf } from './called.js';
import type { FieldHeadings } from './heading-book.js';
import { WHO } from './listed-person.js';

/** Headings of returnees’ ledgers (返乡台账) and of our own list of them. The other columns of that list are passed over. */
export const RETURN_HEADINGS = {
  ...WHO,
  returnedOn: called(
    '返乡日期，如 2026-01-20，一年之内',
    'Day of the return, such as 2026-01-20, within a year',
    '返乡日期',
    '返乡时间',
    '返回日期',
    '返回时间',
    '回流时间',
  ),
  reason: oneOf(
    ['过节', '失业', '家庭原因', '疾病', '季节性务工结束', '其他'],
    called('返乡原因', 'Why', '返乡原因', '返回原因', '回流原因'),
  ),
  fromRegion: called(
    '返乡前的务工地，如“广东省佛山市”',
    'Where the person worked, such as 广东省佛山市',
    '返乡前所在地',
    '返乡前务工地',
    '原务工地',
    '原就业地',
  ),
  employer: called(
    '返乡前的用人单位，与登记的名称一致；没有登记的不采用',
    'The employer before the return, by its registered name; one that is not on record is left out',
    '返乡前用人单位',
    '返乡前务工企业',
    '原用人单位',
    '原务工企业',
    '原就业单位',
  ),
  transport: oneOf(
    ['火车', '汽车', '自驾', '飞机', '摩托车', '其他'],
    called('返乡方式', 'How the person travelled', '返乡方式', '交通方式', '返乡交通方式'),
  ),
  companions: called('同行人数', 'How many came along', '同行人数', '随行人数'),
  planToLeaveOn: called(
    '计划外出日期；过节返乡、60 天内外出的保留原工作',
    'Day on which the person means to leave again',
    '计划外出日期',
    '计划外出时间',
    '预计外出时间',
    '计划返岗日期',
  ),
} satisfies Record<string, FieldHeadings>;
export type ReturnField = keyof typeof RETURN_HEADINGS;
