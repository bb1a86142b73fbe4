import type { OutreachChannel } from '#outreach/outreach-group.entity.js';
import { type GroupNode, outreachGroupList } from '#outreach/outreach.list.js';
import type { ExportList } from './export-list.js';

const CHANNEL: Readonly<Record<OutreachChannel, string>> = {
  WECHAT: '微信群',
  QQ: 'QQ群',
  DINGTALK: '钉钉群',
  OTHER: '其他',
};

function cellsOf(group: GroupNode): readonly string[] {
  return [
    group.region.code,
    group.region.name,
    String(group.name),
    CHANNEL[group.channel as OutreachChannel],
    String(group.members),
    String(group.countedOn),
    String(group.closedOn ?? ''),
  ];
}

/** Outreach groups by the filter of `outreachGroups` (就业微信群), newest first. */
export const OUTREACH_GROUPS_EXPORT: ExportList = {
  name: 'outreach-groups',
  title: { zh: '就业微信群', en: 'Outreach groups' },
  action: null,
  filterType: 'OutreachGroupFilter',
  holdsIdentities: false,
  columns: [
    { heading: '区划代码' },
    { heading: '地区' },
    { heading: '群名', width: 32 },
    { heading: '联系渠道' },
    { heading: '群内人数' },
    { heading: '清点日期' },
    { heading: '解散日期' },
  ],
  open(op, { filter }) {
    const list = outreachGroupList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
