import type { Operation } from '#kernel/operation.js';
import { dispatchList, type DispatchNode } from '#trip/dispatch.list.js';
import {
  DISPATCH_WORDS,
  type DispatchKind,
  type DispatchState,
  type Transport,
} from '#trip/dispatch-order.entity.js';
import type { ExportList } from './export-list.js';
import { listedRow, PERSON_COLUMNS } from './export-workers.list.js';
import { dayOf } from './said-moment.js';

const KIND: Readonly<Record<DispatchKind, string>> = {
  LONG_TERM: '长期务工',
  SEASONAL: '季节性务工',
  RETURN_TO_FORMER: '返岗',
};
const TRANSPORT: Readonly<Record<Transport, string>> = {
  CHARTER: '组织输出',
  SELF_REIMBURSED: '自行出行，报销路费',
  SELF: '自行出行',
};

async function cellsOf(op: Operation, order: DispatchNode, inFull: boolean): Promise<readonly string[]> {
  const { worker, employer, trip, posting } = order;
  const [person, hirer, journey, post] = await Promise.all([worker, employer, trip, posting]);
  return [
    String(order.dispatchNo),
    ...(await listedRow(op, person, inFull)),
    String(hirer?.name ?? ''),
    String(post?.title ?? ''),
    order.origin.name,
    order.destination.name,
    KIND[order.kind as DispatchKind],
    TRANSPORT[order.transport as Transport],
    String(journey?.tripNo ?? ''),
    dayOf(order.plannedOn),
    DISPATCH_WORDS.states[order.state as DispatchState],
    dayOf(order.departedAt),
    String(order.agreementRef ?? ''),
  ];
}

/** Dispatch orders by the filter of `dispatches` (输出派遣名单), newest first: who travels to which post, and how far. */
export const DISPATCHES_EXPORT: ExportList = {
  name: 'dispatches',
  title: { zh: '输出派遣名单', en: 'Dispatch orders' },
  action: 'dispatch.read',
  filterType: 'DispatchFilter',
  holdsIdentities: true,
  columns: [
    { heading: '派遣单号', width: 24 },
    ...PERSON_COLUMNS,
    { heading: '务工企业名称', width: 24 },
    { heading: '岗位名称', width: 24 },
    { heading: '输出地' },
    { heading: '输入地' },
    { heading: '输出类型' },
    { heading: '出行方式' },
    { heading: '车次' },
    { heading: '计划出发日期' },
    { heading: '派遣状态' },
    { heading: '出发日期' },
    { heading: '就业保障协议编号', width: 24 },
  ],
  open(op, { filter, inFull }) {
    const list = dispatchList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
