import { MEASURE_WORDS, type MeasureKind, type MeasureState } from '#assistance/assistance-measure.entity.js';
import { PLAN_WORDS, type PlanOutcome, type PlanState } from '#assistance/assistance-plan.entity.js';
import { planList, type PlanNode } from '#assistance/assistance.list.js';
import type { Operation } from '#kernel/operation.js';
import type { Barrier } from '#willingness/willingness.entity.js';
import type { ExportList } from './export-list.js';
import { listedRow, personColumns } from './export-workers.list.js';
import { IN_SHORT } from './person-in-short.js';
import { BARRIER_WORD } from './words-written.js';

const KIND: Readonly<Record<MeasureKind, string>> = {
  JOB_REFERRAL: '岗位推荐',
  TRAINING: '技能培训',
  STARTUP_SUPPORT: '创业扶持',
  PUBLIC_POST: '公益性岗位安置',
  TRANSPORT: '交通保障',
  FAMILY_CARE: '照护家人',
  TALK: '谈心动员',
  OTHER: '其他',
};
const OUTCOME: Readonly<Record<PlanOutcome, string>> = {
  WENT_OUT: '外出就业',
  WORKS_NEARBY: '就近就业',
  STARTED_UP: '创业',
  PUBLIC_POST: '公益性岗位',
  TRAINED: '已培训',
  LEFT_BASE: '不再属于劳动力',
  NOT_ACHIEVED: '未实现就业',
};

async function cellsOf(op: Operation, plan: PlanNode, inFull: boolean): Promise<readonly string[]> {
  const measures = plan.measures.map(
    ({ kind, text, dueOn, state }) =>
      `${KIND[kind as MeasureKind]}：${String(text)}（${String(dueOn)}，${MEASURE_WORDS.states[state as MeasureState]}）`,
  );
  return [
    ...(await listedRow(op, await plan.worker, inFull, IN_SHORT)),
    (plan.barriers as Barrier[]).map((barrier) => BARRIER_WORD[barrier]).join('、'),
    String(plan.goal ?? ''),
    measures.join('；'),
    String(plan.nextDue ?? ''),
    plan.overdue ? '是' : '',
    String(plan.ownerName ?? ''),
    PLAN_WORDS.states[plan.state as PlanState],
    String(plan.openedOn ?? ''),
    String(plan.closedOn ?? ''),
    OUTCOME[plan.outcome as PlanOutcome] ?? '',
    String(plan.outcomeNote ?? ''),
  ];
}

/** Assistance plans by the filter of `assistancePlans` (一人一策): what is in the way, what is done about it by when, and what came of it. */
export const ASSISTANCE_PLANS_EXPORT: ExportList = {
  name: 'assistance-plans',
  title: { zh: '帮扶计划', en: 'Assistance plans' },
  action: 'assistancePlan.read',
  filterType: 'AssistancePlanFilter',
  holdsIdentities: true,
  columns: [
    ...personColumns(IN_SHORT),
    { heading: '就业障碍' },
    { heading: '帮扶目标', width: 24 },
    { heading: '帮扶措施', width: 40 },
    { heading: '最近期限' },
    { heading: '是否逾期' },
    { heading: '帮扶责任人' },
    { heading: '状态' },
    { heading: '开始日期' },
    { heading: '结束日期' },
    { heading: '帮扶结果' },
    { heading: '结果说明', width: 24 },
  ],
  open(op, { filter, inFull }) {
    const list = planList(op, filter);
    return { ...list, node: (row) => cellsOf(op, list.node(row), inFull) };
  },
};
