import type { Operation } from '#kernel/operation.js';
import { expiringList } from '#willingness/expiring.list.js';
import type { ContactMethod, Intent, WillingnessKind } from '#willingness/willingness.entity.js';
import type { WillingnessNode } from '#willingness/willingness.list.js';
import type { ExportList } from './export-list.js';
import { listedRow, personColumns } from './export-workers.list.js';
import { IN_SHORT } from './person-in-short.js';
import { dayOf } from './said-moment.js';
import { CONTACT_WORD, INTENT_WORD, yuan } from './words-written.js';

const KIND: Readonly<Record<WillingnessKind, string>> = { WORK: '就业', TRAINING: '培训' };

async function cellsOf(op: Operation, wish: WillingnessNode, inFull: boolean): Promise<readonly string[]> {
  return [
    ...(await listedRow(op, await wish.worker, inFull, IN_SHORT)),
    KIND[wish.kind as WillingnessKind],
    INTENT_WORD[wish.intent as Intent] ?? '',
    wish.anyDestination === true ? '不限' : wish.destinations.map(({ name }) => name).join('、'),
    ((wish.occupations ?? []) as string[]).join('、'),
    wish.wageMin === null ? '' : yuan(wish.wageMin),
    dayOf(wish.availableFrom),
    ((wish.trainingTopics ?? []) as string[]).join('、'),
    CONTACT_WORD[wish.method as ContactMethod] ?? '',
    dayOf(wish.confirmedAt),
    dayOf(wish.validTo),
  ];
}

/** Wishes that are about to expire, by what `expiringWillingness` is asked by: whom to ask again, the first to end first. */
export const EXPIRING_WISHES_EXPORT: ExportList = {
  name: 'expiring-wishes',
  title: { zh: '即将到期的意愿', en: 'Expiring wishes' },
  action: 'willingness.read',
  filterType: 'ExpiringWishesFilter',
  holdsIdentities: true,
  columns: [
    ...personColumns(IN_SHORT),
    { heading: '意愿类别' },
    { heading: '就业意愿' },
    { heading: '就业区域意向', width: 24 },
    { heading: '就业工种意向', width: 24 },
    { heading: '工资收入意向' },
    { heading: '可到岗日期' },
    { heading: '培训需求', width: 24 },
    { heading: '确认方式' },
    { heading: '确认日期' },
    { heading: '有效期至' },
  ],
  open(op, { filter, inFull }) {
    const list = expiringList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
