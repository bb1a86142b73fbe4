import type { ZeroEmploymentNode } from '#household/zero-employment.list.js';
import { zeroEmploymentList } from '#household/zero-employment.list.js';
import type { CLEARED_FOR, OPENED_FOR } from '#household/zero-employment.rules.js';
import type { ExportList } from './export-list.js';

const OPENED: Readonly<Record<(typeof OPENED_FOR)[number], string>> = {
  LABOUR_APPEARED: '新增劳动力',
  EARNER_LEFT: '就业成员离开',
  WORK_ENDED: '成员失业',
};
const CLEARED: Readonly<Record<(typeof CLEARED_FOR)[number], string>> = {
  WORK_FOUND: '成员就业',
  EARNER_JOINED: '就业成员加入',
  NO_LABOUR_LEFT: '已无劳动力',
};

async function cellsOf(one: ZeroEmploymentNode): Promise<readonly string[]> {
  const household = await one.household;
  return [
    String(household?.no ?? ''),
    household?.region.code ?? '',
    household?.region.name ?? '',
    String(household?.memberCount ?? ''),
    String(household?.labourers ?? ''),
    one.openedOn,
    OPENED[one.openedFor as keyof typeof OPENED],
    String(one.daysOpen),
    one.dueOn,
    one.overdue ? '是' : '',
    one.clearedOn ?? '',
    CLEARED[one.clearedFor as keyof typeof CLEARED] ?? '',
  ];
}

/** Zero-employment households by the filter of `zeroEmploymentHouseholds`: since when, why, and when they were cleared. */
export const ZERO_EMPLOYMENT_EXPORT: ExportList = {
  name: 'zero-employment-households',
  title: { zh: '零就业家庭', en: 'Zero-employment households' },
  action: 'household.read',
  filterType: 'ZeroEmploymentFilter',
  holdsIdentities: false,
  columns: [
    { heading: '户编号' },
    { heading: '服务地代码' },
    { heading: '服务地' },
    { heading: '家庭人口数' },
    { heading: '劳动力人数' },
    { heading: '纳入日期' },
    { heading: '纳入原因' },
    { heading: '持续天数' },
    { heading: '清零期限' },
    { heading: '是否逾期' },
    { heading: '清零日期' },
    { heading: '清零原因' },
  ],
  open(op, { filter }) {
    const list = zeroEmploymentList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
