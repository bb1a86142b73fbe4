import { SURVEY_ROUND_WORDS, type SurveyKind, type SurveyRoundState } from '#survey/survey-round.entity.js';
import { surveyRoundList, type SurveyRoundNode } from '#survey/survey-round.list.js';
import type { Population } from '#worker/population.js';
import type { ExportList } from './export-list.js';
import { SURVEY_KIND_WORD } from './words-of-offices.js';

const POPULATION: Readonly<Record<Population, string>> = {
  TARGET: '脱贫人口、监测对象、防止返贫致贫对象',
  RELOCATED: '易地搬迁劳动力',
  TARGET_OR_RELOCATED: '帮扶对象和易地搬迁劳动力',
  ALL_RURAL: '全部农村劳动力',
};

async function cellsOf(round: SurveyRoundNode): Promise<readonly string[]> {
  const coverage = await round.coverage;
  // What is withheld from an observer is empty; nobody is 0.
  const count = (persons: number | null | undefined): string => String(persons ?? '');
  return [
    String(round.name),
    SURVEY_KIND_WORD[round.kind as SurveyKind],
    round.region.name,
    round.scope.map(({ name }) => name).join('、'),
    POPULATION[round.population as Population],
    String(round.windowFrom),
    String(round.windowTo),
    SURVEY_ROUND_WORDS.states[round.state as SurveyRoundState],
    count(coverage?.total),
    count(coverage?.done),
    count(coverage?.unreachable),
    count(coverage?.refused),
    count(coverage?.left),
    count(coverage?.notYet),
    count(coverage?.percent),
  ];
}

/** Survey rounds by the filter of `surveyRounds` (摸底轮次), newest first, each with how far it has come. */
export const SURVEY_ROUNDS_EXPORT: ExportList = {
  name: 'survey-rounds',
  title: { zh: '摸底轮次', en: 'Survey rounds' },
  action: 'surveyRound.read',
  filterType: 'SurveyRoundFilter',
  holdsIdentities: false,
  columns: [
    { heading: '摸底轮次', width: 24 },
    { heading: '摸底内容' },
    { heading: '组织地区' },
    { heading: '范围', width: 32 },
    { heading: '统计口径', width: 32 },
    { heading: '开始日期' },
    { heading: '截止日期' },
    { heading: '状态' },
    { heading: '应走访人数' },
    { heading: '已完成' },
    { heading: '联系不上' },
    { heading: '拒绝' },
    { heading: '迁走或去世' },
    { heading: '未走访' },
    { heading: '摸清率（%）' },
  ],
  open(op, { filter }) {
    const list = surveyRoundList(op, filter);
    return { ...list, node: (row) => cellsOf(list.node(row)) };
  },
};
