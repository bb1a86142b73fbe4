import { ARRIVALS_EXPORT } from '#export/export-arrivals.list.js';
import { HOUSEHOLDS_EXPORT } from '#export/export-households.list.js';
import type { ExportList } from '#export/export-list.js';
import { ORGANIZATIONS_EXPORT } from '#export/export-organizations.list.js';
import { POSTINGS_EXPORT } from '#export/export-postings.list.js';
import { RETURNEES_EXPORT } from '#export/export-returnees.list.js';
import { SURVEY_ANSWERS_EXPORT } from '#export/export-survey-answers.list.js';
import { PERSON_COLUMNS, peopleRows, WORKERS_EXPORT } from '#export/export-workers.list.js';
import { notFound } from '#kernel/error.js';
import type { Operation, RegionFact, Row } from '#kernel/operation.js';
import { codeOf } from '#kernel/region-code.js';
import { sixList, type SixListFilter } from '#picture/six-lists.js';
import { type ListedFor, SIX_LISTS, type SixList } from '#picture/six-lists.rules.js';

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
function sixListExport(list: SixList): ExportList {
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

/** Every list that can leave as a file. A new one is enrolled here by one word. */
export const EXPORTS: readonly ExportList[] = [
  WORKERS_EXPORT,
  POSTINGS_EXPORT,
  ARRIVALS_EXPORT,
  HOUSEHOLDS_EXPORT,
  ...SIX_LISTS.map(sixListExport),
  RETURNEES_EXPORT,
  SURVEY_ANSWERS_EXPORT,
  ORGANIZATIONS_EXPORT,
];
