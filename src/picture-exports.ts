/** The lists of the picture as files: the six lists of a county, the two lists of a pair. Rooms do not see the roof, so they stand here. */
import { notFound } from '#kernel/error.js';
import type { Operation, RegionFact, Row } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';
import { sixList, type SixListFilter } from '#picture/six-lists.js';
import { type ListedFor, type SixList } from '#picture/six-lists.rules.js';
import { type DemandRow, demandList } from '#picture/demand-list.js';
import { mustSeePair, type Pair, pairOf } from '#picture/pair.js';
import type { DemandListFilter, SupplyListFilter } from '#picture/pair-filter.type.js';
import { type SupplyRow, supplyList } from '#picture/supply-list.js';
import type { Tier } from '#picture/weigh.js';
import type { Population } from '#worker/population.js';
import type { ExportList } from '#export/export-list.js';
import { postingCells, POSTING_COLUMNS_WRITTEN } from '#export/export-postings.list.js';
import { PERSON_COLUMNS, peopleRows } from '#export/export-workers.list.js';
import { dayOf } from '#export/said-moment.js';
import { yuan } from '#export/words-written.js';

/** What each list is called, as in domain 4.6; those that are told apart and the barrier groups beside them. */
const TITLES: Readonly<Record<SixList, readonly [zh: string, en: string]>> = {
  LABORERS: ['劳动力实名清单', 'Laborers'],
  LABORERS_UNVERIFIED: ['未实名核验人员', 'Laborers, unverified'],
  IN_HARDSHIP: ['困难劳动力实名清单', 'In hardship'],
  IN_HARDSHIP_EMPLOYED: ['困难劳动力就业人员清单', 'In hardship, employed'],
  UNEMPLOYED: ['失业人员清单', 'Unemployed'],
  UNEMPLOYED_WITHOUT_INTENT: ['未就业无意愿人员', 'Unemployed without intent'],
  WILLING_TO_GO_OUT: ['有意愿外出务工人员清单', 'Willing to go out'],
  BARRIER_WILLINGNESS: ['不愿干人员', 'Barrier: willingness'],
  BARRIER_SKILL: ['不会干人员', 'Barrier: skill'],
  BARRIER_ABILITY: ['不能干人员', 'Barrier: ability'],
};
const WHY: Readonly<Record<ListedFor, string>> = {
  VERIFIED: '已实名核验',
  UNVERIFIED: '未实名核验',
  POVERTY_ALLEVIATED: '脱贫人口',
  MONITORED: '监测对象',
  PREVENTION_TARGET: '防止返贫致贫对象',
  HARD_TO_EMPLOY: '就业困难人员',
  EMPLOYED: '已就业',
  NOT_EMPLOYED: '未就业',
  WANTS_WORK: '有就业意愿',
  AVAILABLE: '可上岗',
  WISH_UNKNOWN: '意愿不明',
  WANTS_NO_WORK: '无就业意愿',
  WANTS_TO_GO_OUT: '愿外出务工',
  BARRIER_WILLINGNESS: '不愿干',
  BARRIER_SKILL: '不会干',
  BARRIER_ABILITY: '不能干',
};

/** The viewer's own county, of whose people the lists are. */
function ownOrigin({ regions, viewer }: Operation): RegionFact {
  const own = regions.get(codeOf(viewer.path));
  if (!own) throw notFound({ zh: '地区', en: 'region' });
  return own;
}

/** One of the six lists of the county, `/export/six-lists-unemployed.csv`; why somebody is on it stands as the remark. */
export function sixListExport(list: SixList): ExportList {
  const [zh, en] = TITLES[list];
  return {
    name: `six-lists-${list.toLowerCase().replaceAll('_', '-')}`,
    title: { zh, en },
    action: 'sixLists.read',
    filterType: 'SixListFilter',
    holdsIdentities: true,
    columns: [...PERSON_COLUMNS, { heading: '备注', width: 40 }],
    open(op, { filter, inFull }) {
      const rows = sixList(op, ownOrigin(op), list, filter as SixListFilter, 'PLACE');
      const why = (row: Row): readonly string[] => [
        rows
          .node(row)
          .listedFor.map((reason) => WHY[reason])
          .join('、'),
      ];
      return peopleRows(op, rows, inFull, why);
    },
  };
}

const TIER: Readonly<Record<Tier, string>> = { EXPLICIT: '明确意向', BROAD: '宽泛意向', OPEN: '无地域要求' };
const STAGE: Readonly<Record<DemandRow['stage'], string>> = {
  OPEN: '待推荐',
  REFERRED: '已推荐',
  OFFERED: '已获录用',
  IN_FLIGHT: '派遣中',
  IN_FLIGHT_ELSEWHERE: '前往他地',
};

function seenPair(op: Operation, { origin, destination }: SupplyListFilter, population: Population): Pair {
  const pair = pairOf(op.regions, origin, destination, population);
  mustSeePair(op, pair);
  return pair;
}

/** The demand list (求职需求清单): who wants to come, with the wish and how far it has come. */
export const JOB_DEMAND_EXPORT: ExportList = {
  name: 'job-demand',
  title: { zh: '求职需求清单', en: 'Job demand list' },
  action: 'worker.read',
  filterType: 'DemandListFilter',
  holdsIdentities: true,
  columns: [
    ...PERSON_COLUMNS,
    { heading: '意向层级' },
    { heading: '进展' },
    { heading: '就业工种意向', width: 24 },
    { heading: '工资收入意向' },
    { heading: '可到岗日期' },
    { heading: '确认日期' },
    { heading: '有效期至' },
  ],
  open(op, { filter, inFull }) {
    const asked = filter as unknown as DemandListFilter;
    const pair = seenPair(op, asked, (asked.population ?? 'TARGET') as Population);
    const list = demandList(op, pair, (asked.tiers ?? null) as Tier[] | null);
    return peopleRows(op, list, inFull, (row) => {
      const wish = list.node(row);
      return [
        TIER[wish.tier],
        STAGE[wish.stage],
        wish.occupations.join('、'),
        wish.wageMin === null ? '' : yuan(wish.wageMin),
        dayOf(wish.availableFrom),
        dayOf(wish.confirmedAt),
        wish.expiresOn,
      ];
    });
  },
};

/** The supply list (岗位供给清单): postings with places for the origin. */
export const POST_SUPPLY_EXPORT: ExportList = {
  name: 'post-supply',
  title: { zh: '岗位供给清单', en: 'Post supply list' },
  action: 'picture.read',
  filterType: 'SupplyListFilter',
  holdsIdentities: false,
  columns: [...POSTING_COLUMNS_WRITTEN, { heading: '可供本地人数' }],
  open(op, { filter }) {
    const list = supplyList(op, seenPair(op, filter as unknown as SupplyListFilter, 'TARGET'));
    const cellsOf = async ({ posting, remaining }: SupplyRow) => [
      ...(await postingCells(posting)),
      String(remaining),
    ];
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
