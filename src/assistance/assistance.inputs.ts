import { Field, ID, InputType } from 'type-graphql';
import { LocalDate } from '#kernel/scalars.js';
import { CorrectionInput, IdInput, WriteInput } from '#kernel/write-input.type.js';
import { BarrierEnum } from '#willingness/willingness.type.js';
import { MeasureKindEnum, PlanOutcomeEnum } from './assistance.type.js';

@InputType({ description: 'One thing to be done (帮扶措施).' })
export class MeasureInput {
  @Field(() => MeasureKindEnum, { description: 'Kind (类别).' })
  kind!: string;
  @Field(() => String, { description: 'What is to be done (内容), 2 to 200 characters. Error: TEXT_LENGTH.' })
  text!: string;
  @Field(() => LocalDate, {
    description: 'The last day for it (完成期限), from today on within two years. Error: DUE_DAY.',
  })
  dueOn!: string;
}

@InputType({ description: 'A plan to open (制定帮扶计划).' })
export class OpenAssistancePlanInput extends WriteInput {
  @Field(() => ID, {
    description:
      'For whom (帮扶对象). Errors: WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED, ASSISTANCE_PLAN_ALREADY_OPEN.',
  })
  worker!: string;
  @Field(() => [BarrierEnum], {
    description: 'What keeps the person from work (未就业原因). Error: BARRIER_MISSING.',
  })
  barriers!: string[];
  @Field(() => String, { description: 'What is to come of it (目标), 2 to 200 characters.' })
  goal!: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Handle of the account that answers for it (责任人账号); default: you. Error: NOT_AN_OFFICER.',
  })
  owner?: string | null;
  @Field(() => [MeasureInput], {
    nullable: true,
    description: 'What is to be done (措施). Error: TOO_MANY_MEASURES.',
  })
  measures?: MeasureInput[] | null;
}

@InputType({ description: 'What a plan says now (更正帮扶计划); what is left out stays.' })
export class CorrectAssistancePlanInput extends CorrectionInput {
  @Field(() => [BarrierEnum], {
    nullable: true,
    description: 'What keeps the person from work (未就业原因).',
  })
  barriers?: string[] | null;
  @Field(() => String, { nullable: true, description: 'What is to come of it (目标).' })
  goal?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Who answers for it from now on (责任人账号). Error: NOT_AN_OFFICER.',
  })
  owner?: string | null;
}

@InputType({ description: 'One more thing to be done in a plan (新增措施); its id is the plan’s.' })
export class PlanMeasureInput extends IdInput {
  @Field(() => MeasureKindEnum, { description: 'Kind (类别).' })
  kind!: string;
  @Field(() => String, { description: 'What is to be done (内容), 2 to 200 characters. Error: TEXT_LENGTH.' })
  text!: string;
  @Field(() => LocalDate, {
    description: 'The last day for it (完成期限), from today on within two years. Error: DUE_DAY.',
  })
  dueOn!: string;
}

@InputType({ description: 'A measure that was done (落实措施).' })
export class FinishMeasureInput extends IdInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When (落实日期); default: today. Error: DONE_DAY.',
  })
  doneOn?: string | null;
  @Field(() => String, { nullable: true, description: 'What came of it (结果), at most 500 characters.' })
  result?: string | null;
}

@InputType({ description: 'How a plan ended (结束帮扶计划).' })
export class CloseAssistancePlanInput extends IdInput {
  @Field(() => PlanOutcomeEnum, { description: 'What came of it (结果).' })
  outcome!: string;
  @Field(() => String, { description: 'The same in words (结果说明), 2 to 500 characters. Error: REASON.' })
  note!: string;
}
