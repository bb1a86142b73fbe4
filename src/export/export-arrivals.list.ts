import { ARRIVAL_WORDS, type ArrivalState } from '#arrival/arrival.entity.js';
import { arrivalList, type ArrivalNode } from '#arrival/arrival.list.js';
import type { Operation } from '#kernel/operation.js';
import type { ExportList } from './export-list.js';
import { PERSON_COLUMNS, personRow } from './export-workers.list.js';
import { dayOf } from './said-moment.js';

async function cellsOf(op: Operation, arrival: ArrivalNode): Promise<readonly string[]> {
  const { worker, employer, station, dispatch } = arrival;
  const [person, hirer, receiver, order] = await Promise.all([worker, employer, station, dispatch]);
  return [
    String(order?.dispatchNo ?? ''),
    ...personRow(op, person),
    String(hirer?.name ?? ''),
    String(arrival.occupation ?? ''),
    arrival.origin.name,
    arrival.destination.name,
    String(receiver?.name ?? ''),
    ARRIVAL_WORDS.states[arrival.state as ArrivalState],
    dayOf(arrival.expectedOn),
    dayOf(arrival.inCityAt),
    dayOf(arrival.onPostOn),
    String(arrival.receiptNo ?? ''),
    dayOf(arrival.verifiedAt),
  ];
}

/** Arrivals by the filter of `arrivals`, newest first: each with the person, as far as the viewer is shown. A station imports it as a list of arrivals. */
export const ARRIVALS_EXPORT: ExportList = {
  name: 'arrivals',
  title: { zh: '到岗记录', en: 'Arrivals' },
  action: 'arrival.read',
  filterType: 'ArrivalFilter',
  holdsIdentities: false,
  columns: [
    { heading: '派遣单号', width: 24 },
    ...PERSON_COLUMNS,
    { heading: '务工企业名称', width: 24 },
    { heading: '工种' },
    { heading: '输出地' },
    { heading: '输入地' },
    { heading: '服务站', width: 24 },
    { heading: '到岗状态' },
    { heading: '预计到达日期' },
    { heading: '入城日期' },
    { heading: '到岗日期' },
    { heading: '回执编号' },
    { heading: '核验日期' },
  ],
  open(op, { filter }) {
    const list = arrivalList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row)) };
  },
};
