import type { OfficerKind } from '#duty/officer.entity.js';
import { loadPeopleCounts, officerList, type OfficerNode } from '#duty/officer.list.js';
import type { Operation } from '#kernel/operation.js';
import type { ExportList } from './export-list.js';
import { OFFICER_WORD } from './words-of-offices.js';

async function cellsOf(op: Operation, officer: OfficerNode): Promise<readonly string[]> {
  const people = await op.batch(loadPeopleCounts).load(officer.key);
  return [
    String(officer.name),
    OFFICER_WORD[officer.kind as OfficerKind],
    officer.region.code,
    officer.region.name,
    String(officer.account ?? ''),
    String(people ?? 0),
    String(officer.relievedOn ?? ''),
  ];
}

/** Officers of the county by the filter of `officers` (责任人), by place, with how many people each has. */
export const OFFICERS_EXPORT: ExportList = {
  name: 'officers',
  title: { zh: '责任人', en: 'Officers' },
  action: 'officer.read',
  filterType: 'OfficerFilter',
  holdsIdentities: false,
  columns: [
    { heading: '责任人' },
    { heading: '责任人类别' },
    { heading: '区划代码' },
    { heading: '所属区划' },
    { heading: '账号', width: 24 },
    { heading: '服务对象人数' },
    { heading: '卸任日期' },
  ],
  open(op, { filter }) {
    const list = officerList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row)) };
  },
};
