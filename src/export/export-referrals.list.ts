import type { Operation } from '#kernel/operation.js';
import { REFERRAL_WORDS, type ReferralState } from '#referral/referral.entity.js';
import { referralList, type ReferralNode } from '#referral/referral.list.js';
import type { ExportList } from './export-list.js';
import { listedRow, PERSON_COLUMNS } from './export-workers.list.js';
import { dayOf } from './said-moment.js';

async function cellsOf(op: Operation, referral: ReferralNode, inFull: boolean): Promise<readonly string[]> {
  const [person, employer, posting] = await Promise.all([
    referral.worker,
    referral.employer,
    referral.posting,
  ]);
  return [
    ...(await listedRow(op, person, inFull)),
    String(employer?.name ?? ''),
    String(posting?.title ?? ''),
    referral.origin.name,
    REFERRAL_WORDS.states[referral.state as ReferralState],
    String(referral.stateReason ?? ''),
    dayOf(referral.createdAt),
    dayOf(referral.sentAt),
    dayOf(referral.submittedAt),
    dayOf(referral.acceptedAt),
    dayOf(referral.holdUntil),
  ];
}

/** Referrals by the filter of `referrals` (推荐名单), newest first: who was put forward for which post, and how far it has come. */
export const REFERRALS_EXPORT: ExportList = {
  name: 'referrals',
  title: { zh: '推荐名单', en: 'Referrals' },
  action: 'referral.read',
  filterType: 'ReferralFilter',
  holdsIdentities: true,
  columns: [
    ...PERSON_COLUMNS,
    { heading: '用人单位', width: 24 },
    { heading: '岗位名称', width: 24 },
    { heading: '输出地' },
    { heading: '推荐状态' },
    { heading: '说明', width: 24 },
    { heading: '登记日期' },
    { heading: '推送日期' },
    { heading: '送企业日期' },
    { heading: '接受录用日期' },
    { heading: '岗位保留至' },
  ],
  open(op, { filter, inFull }) {
    const list = referralList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
