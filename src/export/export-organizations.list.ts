import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';
import { organizationList, type OrganizationNode } from '#party/party.list.js';
import type { ExportList } from './export-list.js';
import { placeName } from './worker-cells.js';

const TYPE: Readonly<Record<string, string>> = { EMPLOYER: '用人单位', HR_COMPANY: '人力资源公司' };

function cellsOf(op: Operation, body: OrganizationNode): readonly string[] {
  return [body.name, body.uscc ?? '', TYPE[body.type] ?? '', placeName(op, op.regions.get(body.region.code))];
}

/** Employers and labour companies of the viewer’s own region that stand (单位名录): of `organizations` those that a directory holds. */
export const ORGANIZATIONS_EXPORT: ExportList = {
  name: 'organizations',
  title: { zh: '单位名录', en: 'Organizations' },
  action: 'organization.register',
  holdsIdentities: false,
  columns: [
    { heading: '单位名称', width: 32 },
    { heading: '统一社会信用代码', width: 24 },
    { heading: '单位类型' },
    { heading: '所在地区', width: 24 },
  ],
  open(op) {
    const { path } = op.viewer;
    const list = organizationList(op, { regionCode: path === '' ? null : codeOf(path), closed: false });
    return {
      ...list,
      from: sql`${list.from} and o.type = any(${Object.keys(TYPE)}::text[])`,
      node: (row) => cellsOf(op, list.node(row)),
    };
  },
};
