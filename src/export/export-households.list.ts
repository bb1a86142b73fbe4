import { householdList, type HouseholdNode } from '#household/household.list.js';
import type { ExportList } from './export-list.js';
import { dayOf } from './said-moment.js';

async function cellsOf(household: HouseholdNode): Promise<readonly string[]> {
  const building = await household.building;
  const { address, region } = household;
  return [
    String(household.no),
    region.code,
    region.name,
    building === null ? '' : String(building.no),
    // One that cannot be unsealed is empty.
    typeof address === 'string' ? address : '',
    household.movedFrom?.name ?? '',
    String(household.memberCount),
    String(household.labourers),
    String(household.employed),
    dayOf(household.registeredAt),
  ];
}

/** Households of the county by the filter of `households`. */
export const HOUSEHOLDS_EXPORT: ExportList = {
  name: 'households',
  title: { zh: '家庭', en: 'Households' },
  action: 'household.read',
  filterType: 'HouseholdFilter',
  holdsIdentities: false,
  columns: [
    { heading: '户编号' },
    { heading: '服务地代码' },
    { heading: '服务地' },
    { heading: '楼栋' },
    { heading: '现居住地址', width: 40 },
    { heading: '迁出地' },
    { heading: '家庭人口数' },
    { heading: '劳动力人数' },
    { heading: '已就业人数' },
    { heading: '登记日期' },
  ],
  open(op, { filter }) {
    const list = householdList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
