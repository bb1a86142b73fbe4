import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { BarrierEnum } from '#willingness/willingness.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { MEASURE_KINDS, MEASURE_STATES } from './assistance-measure.entity.js';
import { PLAN_OUTCOMES, PLAN_STATES } from './assistance-plan.entity.js';

export const PlanStateEnum = enumOf(PLAN_STATES);
registerEnumType(PlanStateEnum, {
  name: 'AssistancePlanState',
  description: 'State of an assistance plan (帮扶计划状态).',
  valuesConfig: {
    OPEN: { description: 'Under way (进行中); one of a person at most.' },
    CLOSED: { description: 'Come to its end, with an outcome (已结束).' },
  },
});

export const PlanOutcomeEnum = enumOf(PLAN_OUTCOMES);
registerEnumType(PlanOutcomeEnum, {
  name: 'AssistanceOutcome',
  description: 'What came of an assistance plan (帮扶结果).',
  valuesConfig: {
    WENT_OUT: { description: 'Works outside the county (外出就业).' },
    WORKS_NEARBY: { description: 'Works in the county (就近就业).' },
    STARTED_UP: { description: 'Has an own business (创业).' },
    PUBLIC_POST: { description: 'On a public-welfare post (公益性岗位).' },
    TRAINED: { description: 'Has learnt a trade, and wants no more help (已培训).' },
    LEFT_BASE: { description: 'Died, moved, studies or is no labourer any more (不再属于劳动力).' },
    NOT_ACHIEVED: { description: 'Not at work (未实现就业).' },
  },
});

export const MeasureStateEnum = enumOf(MEASURE_STATES);
registerEnumType(MeasureStateEnum, {
  name: 'AssistanceMeasureState',
  description: 'State of a measure (措施状态).',
  valuesConfig: {
    PLANNED: { description: 'To be done (待落实).' },
    DONE: { description: 'Done (已落实).' },
    DROPPED: { description: 'Will not be done (已取消).' },
  },
});

export const MeasureKindEnum = enumOf(MEASURE_KINDS);
registerEnumType(MeasureKindEnum, {
  name: 'AssistanceMeasureKind',
  description: 'What is done for somebody (措施类别).',
  valuesConfig: {
    JOB_REFERRAL: { description: 'Postings recommended (岗位推荐).' },
    TRAINING: { description: 'A training class (技能培训).' },
    STARTUP_SUPPORT: { description: 'Help with an own business (创业扶持).' },
    PUBLIC_POST: { description: 'A public-welfare post (公益性岗位安置).' },
    TRANSPORT: { description: 'A seat or the fare (交通保障).' },
    FAMILY_CARE: { description: 'Care for those at home (照护家人).' },
    TALK: { description: 'Talks with the person (谈心动员).' },
    OTHER: { description: 'Something else, as its text says (其他).' },
  },
});

/** One thing to be done. */
@ObjectType('AssistanceMeasure', {
  implements: Node,
  description: 'One thing that is to be done for somebody by a day (帮扶措施).',
  simpleResolvers: true,
})
export class MeasureFace {
  @Field(() => ID, { description: 'Global id, for finishMeasure and dropMeasure.' })
  id!: string;
  @Field(() => MeasureKindEnum, { description: 'Kind (类别).' })
  kind!: string;
  @Field(() => String, { description: 'What is to be done (内容).' })
  text!: string;
  @Field(() => MeasureStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => LocalDate, { description: 'The last day for it (完成期限).' })
  dueOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'When it was done (落实日期).' })
  doneOn?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What came of it, or why it was dropped (结果或原因).',
  })
  result?: string | null;
  @Field(() => Boolean, { description: 'Still to be done, and its day has passed (逾期).' })
  overdue!: boolean;
}

/** A plan. */
@ObjectType('AssistancePlan', {
  implements: Node,
  description:
    'How one person is to be helped to work (帮扶计划); for the county that serves the person alone.',
  simpleResolvers: true,
})
export class PlanFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, { nullable: true, description: 'For whom (帮扶对象).' })
  worker?: WorkerFace | null;
  @Field(() => String, { description: 'Handle of the account that answers for it (责任人账号).' })
  owner!: string;
  @Field(() => String, { description: 'Name of who answers for it (责任人).' })
  ownerName!: string;
  @Field(() => PlanStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => [BarrierEnum], { description: 'What keeps the person from work (未就业原因).' })
  barriers!: string[];
  @Field(() => String, { description: 'What is to come of it (目标).' })
  goal!: string;
  @Field(() => [MeasureFace], { description: 'What is done, by the day it is due (措施); at most 20.' })
  measures!: MeasureFace[];
  @Field(() => LocalDate, {
    nullable: true,
    description: 'The earliest day of what is still to be done (最近期限).',
  })
  nextDue?: string | null;
  @Field(() => Boolean, { description: 'Something is still to be done whose day has passed (逾期).' })
  overdue!: boolean;
  @Field(() => LocalDate, { description: 'When it was begun (开始日期).' })
  openedOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'When it was closed (结束日期).' })
  closedOn?: string | null;
  @Field(() => PlanOutcomeEnum, { nullable: true, description: 'What came of it (结果).' })
  outcome?: string | null;
  @Field(() => String, { nullable: true, description: 'The same in words (结果说明).' })
  outcomeNote?: string | null;
  @Field(() => Int, { description: 'Version: pass it to correctAssistancePlan.' })
  version!: number;
}

export const PlanConnection = connectionType('AssistancePlan', PlanFace, 'assistance plans (帮扶计划)');

/** A plan after a change. */
@ObjectType('AssistancePlanPayload', {
  description: 'The plan after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class PlanPayload {
  @Field(() => PlanFace, { description: 'The plan.' })
  plan!: PlanFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast.',
  })
  position!: string;
}

/** Which plans. */
@InputType({ description: 'Which assistance plans (筛选帮扶计划).' })
export class AssistancePlanFilter {
  @Field(() => [PlanStateEnum], { nullable: true, description: 'In these states; default: all.' })
  states?: string[] | null;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Open ones with something to be done that is due before this day, the earliest first: with today, what is overdue (逾期).',
  })
  dueBefore?: string | null;
  @Field(() => String, { nullable: true, description: 'Of this owner’s (责任人账号): a handle.' })
  owner?: string | null;
  @Field(() => BarrierEnum, { nullable: true, description: 'With this barrier (未就业原因).' })
  barrier?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'For people served by this region or within it (服务地).',
  })
  region?: string | null;
}
