import { PROVISIONAL_WORDS, type ProvisionalState } from '#provisional/provisional-person.entity.js';
import { provisionalList, type ProvisionalNode } from '#provisional/provisional.list.js';
import type { ExportList } from './export-list.js';
import { dayOf } from './said-moment.js';
import { yes } from './words-written.js';

/** What cannot be unsealed is empty. */
const said = (text: string | Error | null): string => (typeof text === 'string' ? text : '');

async function cellsOf(person: ProvisionalNode): Promise<readonly string[]> {
  const by = await person.registeredBy;
  return [
    said(person.name),
    said(person.idNumberMasked),
    said(person.phone),
    person.sexCode == null ? '' : person.sexCode === 1 ? '男' : '女',
    String(person.birthYear ?? ''),
    person.serviceRegion.code,
    person.serviceRegion.name,
    by?.name ?? '',
    String(person.why),
    PROVISIONAL_WORDS.states[person.state as ProvisionalState],
    String(person.dueOn),
    yes(person.overdue),
    String(person.settledBecause ?? ''),
    dayOf(person.registeredAt),
  ];
}

/**
 * Provisional people by the filter of `provisionalPeople` (临时登记人员), who is due first first: whom a county is to complete
 * within seven days. Their numbers are masked always: in full is what is on record.
 */
export const PROVISIONAL_PEOPLE_EXPORT: ExportList = {
  name: 'provisional-people',
  title: { zh: '临时登记人员', en: 'Provisional people' },
  action: 'provisionalPerson.read',
  filterType: 'ProvisionalPersonFilter',
  holdsIdentities: false,
  columns: [
    { heading: '姓名' },
    { heading: '身份证号码', width: 24 },
    { heading: '联系手机' },
    { heading: '性别' },
    { heading: '出生年份' },
    { heading: '区划代码' },
    { heading: '拟服务地' },
    { heading: '登记单位', width: 32 },
    { heading: '原因', width: 24 },
    { heading: '状态' },
    { heading: '补全期限' },
    { heading: '是否逾期' },
    { heading: '撤销原因', width: 24 },
    { heading: '登记日期' },
  ],
  open(op, { filter }) {
    const list = provisionalList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
