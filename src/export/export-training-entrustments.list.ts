import { entrustmentList, type EntrustmentNode } from '#agreement/training-entrustment.list.js';
import type { ExportList } from './export-list.js';
import { yuan } from './words-written.js';

async function cellsOf(entrustment: EntrustmentNode): Promise<readonly string[]> {
  const provider = await entrustment.provider;
  return [
    String(entrustment.entrustmentNo),
    entrustment.origin.name,
    provider?.name ?? '',
    String(entrustment.occupation),
    String(entrustment.persons),
    entrustment.cost === null ? '' : yuan(Number(entrustment.cost)),
    String(entrustment.issuedOn),
    String(entrustment.fromOn),
    String(entrustment.toOn),
    String(entrustment.cancelledOn ?? ''),
    String(entrustment.cancelledBecause ?? ''),
  ];
}

/** Training entrustments by the filter of `trainingEntrustments` (培训委托书), newest first. */
export const TRAINING_ENTRUSTMENTS_EXPORT: ExportList = {
  name: 'training-entrustments',
  title: { zh: '培训委托书', en: 'Training entrustments' },
  action: null,
  filterType: 'TrainingEntrustmentFilter',
  holdsIdentities: false,
  columns: [
    { heading: '编号', width: 24 },
    { heading: '委托县' },
    { heading: '培训机构', width: 32 },
    { heading: '培训工种' },
    { heading: '人数' },
    { heading: '费用（元）' },
    { heading: '委托日期' },
    { heading: '开始日期' },
    { heading: '结束日期' },
    { heading: '撤销日期' },
    { heading: '撤销原因', width: 24 },
  ],
  open(op, { filter }) {
    const list = entrustmentList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
