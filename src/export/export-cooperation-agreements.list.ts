import type { AgreementLevel } from '#agreement/cooperation-agreement.entity.js';
import { agreementList, type AgreementNode } from '#agreement/agreement.list.js';
import type { ExportList } from './export-list.js';
import { AGREEMENT_LEVEL_WORD } from './words-of-offices.js';

async function cellsOf(agreement: AgreementNode): Promise<readonly string[]> {
  const pairing = await agreement.pairing;
  return [
    String(agreement.year),
    AGREEMENT_LEVEL_WORD[agreement.level as AgreementLevel],
    pairing?.origin.name ?? '',
    pairing?.destination.name ?? '',
    (agreement.parties as string[]).join('；'),
    String(agreement.documentRef),
    String(agreement.signedOn),
    (agreement.clauses as string[]).join('；'),
  ];
}

/** Cooperation agreements by the filter of `cooperationAgreements` (劳务协作协议), the newest year first. */
export const COOPERATION_AGREEMENTS_EXPORT: ExportList = {
  name: 'cooperation-agreements',
  title: { zh: '劳务协作协议', en: 'Cooperation agreements' },
  action: null,
  filterType: 'CooperationAgreementFilter',
  holdsIdentities: false,
  columns: [
    { heading: '年度' },
    { heading: '协议层级' },
    { heading: '输出地' },
    { heading: '输入地' },
    { heading: '签约方', width: 40 },
    { heading: '文号', width: 24 },
    { heading: '签订日期' },
    { heading: '条款', width: 60 },
  ],
  open(op, { filter }) {
    const list = agreementList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
