import { assignmentList, type AssignmentNode } from '#duty/assignment.list.js';
import type { OfficerKind } from '#duty/officer.entity.js';
import type { Operation } from '#kernel/operation.js';
import type { ExportList } from './export-list.js';
import { listedRow, personColumns } from './export-workers.list.js';
import { IN_SHORT } from './person-in-short.js';
import { OFFICER_WORD } from './words-of-offices.js';

async function cellsOf(
  op: Operation,
  assignment: AssignmentNode,
  inFull: boolean,
): Promise<readonly string[]> {
  const [officer, building, worker] = await Promise.all([
    assignment.officer,
    assignment.building,
    assignment.worker,
  ]);
  const area = assignment.region ?? building?.region;
  return [
    String(officer?.name ?? ''),
    OFFICER_WORD[officer?.kind as OfficerKind] ?? '',
    area?.code ?? '',
    area?.name ?? '',
    String(building?.no ?? ''),
    ...(await listedRow(op, worker, inFull, IN_SHORT)),
    String(assignment.beganOn),
    String(assignment.reason ?? ''),
    String(assignment.endedOn ?? ''),
    String(assignment.endedFor ?? ''),
  ];
}

/** Who is responsible for which region, building or person handed over alone, by the filter of `assignments` (责任关系), newest first. */
export const ASSIGNMENTS_EXPORT: ExportList = {
  name: 'assignments',
  title: { zh: '责任关系', en: 'Assignments' },
  action: 'officer.read',
  filterType: 'AssignmentFilter',
  holdsIdentities: true,
  columns: [
    { heading: '责任人' },
    { heading: '责任人类别' },
    { heading: '区划代码' },
    { heading: '负责区划' },
    { heading: '负责楼栋' },
    ...personColumns(IN_SHORT),
    { heading: '起始日期' },
    { heading: '移交原因', width: 24 },
    { heading: '终止日期' },
    { heading: '终止原因', width: 24 },
  ],
  open(op, { filter, inFull }) {
    const list = assignmentList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
