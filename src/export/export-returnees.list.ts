import { returneeList, type ReturnNode } from '#homecoming/return.list.js';
import type { ReturnReason, ReturnTransport } from '#homecoming/return-record.entity.js';
import type { ReturneeFilter } from '#homecoming/return.type.js';
import type { Operation } from '#kernel/operation.js';
import type { ExportList } from './export-list.js';
import { listedRow, PERSON_COLUMNS } from './export-workers.list.js';
import { dayOf } from './said-moment.js';
import { placeName } from './worker-cells.js';

const REASON: Readonly<Record<ReturnReason, string>> = {
  FESTIVAL: '过节',
  JOB_LOST: '失业',
  FAMILY: '家庭原因',
  ILLNESS: '疾病',
  SEASON_END: '季节性务工结束',
  OTHER: '其他',
};

const TRANSPORT: Readonly<Record<ReturnTransport, string>> = {
  TRAIN: '火车',
  BUS: '汽车',
  CAR: '自驾',
  PLANE: '飞机',
  MOTORCYCLE: '摩托车',
  OTHER: '其他',
};

async function cellsOf(op: Operation, record: ReturnNode, inFull: boolean): Promise<readonly string[]> {
  const [worker, employer] = await Promise.all([record.worker, record.fromEmployer]);
  const { fromRegion, companions } = record;
  return [
    ...(await listedRow(op, worker, inFull)),
    dayOf(record.returnedOn),
    REASON[record.reason as ReturnReason],
    fromRegion ? placeName(op, op.regions.get(fromRegion.code)) : '',
    String(employer?.name ?? ''),
    TRANSPORT[record.transport as ReturnTransport] ?? '',
    companions == null ? '' : String(companions),
    dayOf(record.planToLeaveOn),
  ];
}

/**
 * The sixth of the six lists, by the filter of `returnees`: who came home and has had no work outside the county since.
 * In full, it is a list of returns to import.
 */
export const RETURNEES_EXPORT: ExportList = {
  name: 'returnees',
  title: { zh: '返乡回流人员实名清单', en: 'Returnees' },
  action: 'return.read',
  filterType: 'ReturneeFilter',
  holdsIdentities: true,
  columns: [
    ...PERSON_COLUMNS,
    { heading: '返乡日期' },
    { heading: '返乡原因' },
    { heading: '返乡前所在地' },
    { heading: '返乡前用人单位', width: 24 },
    { heading: '返乡方式' },
    { heading: '同行人数' },
    { heading: '计划外出日期' },
  ],
  open(op, { filter, inFull }) {
    const list = returneeList(op, filter as ReturneeFilter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
