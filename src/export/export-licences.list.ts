import type { LicenceScope } from '#party/hr-licence.entity.js';
import { licenceList, type LicenceNode } from '#party/licence.list.js';
import type { ExportList } from './export-list.js';
import { yes } from './words-written.js';
import { LICENCE_SCOPE_WORD } from './words-of-offices.js';

async function cellsOf(licence: LicenceNode): Promise<readonly string[]> {
  const company = await licence.organization;
  return [
    company?.name ?? '',
    company?.uscc ?? '',
    company?.region.name ?? '',
    String(licence.licenceNo),
    (licence.scope as LicenceScope[]).map((one) => LICENCE_SCOPE_WORD[one]).join('、'),
    yes(licence.online),
    licence.validFrom,
    licence.validTo,
    yes(licence.holds),
    licence.revokedOn ?? '',
    String(licence.revokedBecause ?? ''),
  ];
}

/** Licences of labour companies by the filter of `licences` (人力资源服务许可证), by their last day. */
export const LICENCES_EXPORT: ExportList = {
  name: 'licences',
  title: { zh: '人力资源服务许可证', en: 'Licences' },
  action: null,
  filterType: 'LicenceFilter',
  holdsIdentities: false,
  columns: [
    { heading: '人力资源公司', width: 32 },
    { heading: '统一社会信用代码', width: 24 },
    { heading: '所在地区' },
    { heading: '许可证编号', width: 24 },
    { heading: '许可范围', width: 40 },
    { heading: '网络招聘服务' },
    { heading: '起始日期' },
    { heading: '截止日期' },
    { heading: '当前有效' },
    { heading: '注销日期' },
    { heading: '注销原因', width: 24 },
  ],
  open(op, { filter }) {
    const list = licenceList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
