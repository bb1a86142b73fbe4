import { exportAgreementList, type ExportAgreementNode } from '#agreement/export-agreement.list.js';
import type { ExportList } from './export-list.js';

async function cellsOf(agreement: ExportAgreementNode): Promise<readonly string[]> {
  const [company, employers] = await Promise.all([agreement.company, agreement.employers]);
  return [
    String(agreement.agreementNo),
    agreement.origin.name,
    agreement.destination.name,
    company?.name ?? '',
    employers.flatMap((employer) => employer?.name ?? []).join('；'),
    String(agreement.signedOn),
    String(agreement.validFrom),
    String(agreement.validTo),
    (agreement.clauses as string[]).join('；'),
  ];
}

/** Export agreements by the filter of `exportAgreements` (劳务输出协议), newest first. */
export const EXPORT_AGREEMENTS_EXPORT: ExportList = {
  name: 'export-agreements',
  title: { zh: '劳务输出协议', en: 'Export agreements' },
  action: null,
  filterType: 'ExportAgreementFilter',
  holdsIdentities: false,
  columns: [
    { heading: '协议编号', width: 24 },
    { heading: '输出地' },
    { heading: '输入地' },
    { heading: '人力资源公司', width: 32 },
    { heading: '用人单位', width: 40 },
    { heading: '签订日期' },
    { heading: '生效日期' },
    { heading: '终止日期' },
    { heading: '条款', width: 60 },
  ],
  open(op, { filter }) {
    const list = exportAgreementList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
