import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { ContactMethodEnum } from '#willingness/willingness.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { RESPONDENTS, SURVEY_OUTCOMES } from './survey-answer.entity.js';
import { SurveyRoundFace } from './survey-round.type.js';

export const SurveyOutcomeEnum = enumOf(SURVEY_OUTCOMES);
registerEnumType(SurveyOutcomeEnum, {
  name: 'SurveyOutcome',
  description: 'What came of asking somebody (走访结果).',
  valuesConfig: {
    NOT_ASKED: { description: 'Not asked yet (未走访).' },
    DONE: { description: 'Asked (已完成); final but for a correction.' },
    UNREACHABLE: { description: 'Not reached (联系不上): tried again on another day.' },
    REFUSED: { description: 'Would not say (拒绝); may still become DONE.' },
    MOVED: { description: 'Has moved away (已迁走); the person’s own file is corrected by correctWorker.' },
    DECEASED: { description: 'Has died (已去世); the person’s own file is corrected by correctWorker.' },
  },
});

export const RespondentEnum = enumOf(RESPONDENTS);
registerEnumType(RespondentEnum, {
  name: 'SurveyRespondent',
  description: 'Who spoke (答复人).',
  valuesConfig: {
    WORKER: { description: 'The person (本人): what is wanted is active at once.' },
    FAMILY: { description: 'A relative (家属): what is wanted is written down and confirmed later.' },
  },
});

/** What came of asking somebody. */
@ObjectType('SurveyAnswer', {
  implements: Node,
  description: 'Somebody who belongs to a round, and what came of asking (走访结果); the county’s alone.',
  simpleResolvers: true,
})
export class SurveyAnswerFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => SurveyRoundFace, { nullable: true, description: 'In which round (摸底轮次).' })
  round?: SurveyRoundFace | null;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'Who (劳动力); null where the county no longer serves the person.',
  })
  worker?: WorkerFace | null;
  @Field(() => Boolean, {
    description: 'Is the person still in the scope and the population of the round (仍在范围内)?',
  })
  belongs!: boolean;
  @Field(() => SurveyOutcomeEnum, { description: 'What came of it (结果).' })
  outcome!: string;
  @Field(() => ContactMethodEnum, { nullable: true, description: 'How the person was tried last (方式).' })
  method?: string | null;
  @Field(() => RespondentEnum, { nullable: true, description: 'Who spoke (答复人); null: nobody.' })
  respondent?: string | null;
  @Field(() => Int, { description: 'Tries so far (联系次数).' })
  attempts!: number;
  @Field(() => LocalDate, { nullable: true, description: 'Day of the last try (最近联系日期).' })
  lastTriedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Who wrote it down (登记人).' })
  answeredBy?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When (登记时间).' })
  answeredAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'Note (备注).' })
  note?: string | null;
  @Field(() => String, { nullable: true, description: 'Why it was corrected (更正原因).' })
  correction?: string | null;
  @Field(() => DateTime, {
    nullable: true,
    description: 'Until when an officer has the person (联系人员占用至); null: nobody has.',
  })
  heldUntil?: Date | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const SurveyAnswerConnection = connectionType(
  'SurveyAnswer',
  SurveyAnswerFace,
  'survey answers (走访结果)',
);

/** Which answers. */
@InputType({ description: 'Which answers (走访结果筛选); all given conditions must hold.' })
export class SurveyAnswerFilter {
  @Field(() => [SurveyOutcomeEnum], {
    nullable: true,
    description: 'With one of these outcomes; [NOT_ASKED]: who was not asked yet. Default: any.',
  })
  outcomes?: string[] | null;
  @Field(() => RegionCode, { nullable: true, description: 'Served by this region or within it (地区).' })
  place?: string | null;
}

/** Which answers of which rounds leave as a file. */
@InputType({
  description:
    'Which answers leave as a file (导出走访名单筛选, /export/survey-answers.csv); all given conditions must hold.',
})
export class AnswersOfRoundsFilter extends SurveyAnswerFilter {
  @Field(() => [ID], {
    nullable: true,
    description: 'Of these rounds (摸底轮次). Default: of every open one. Error reason: NOT_AN_ID.',
  })
  rounds?: string[] | null;
}

/** An answer after a change. */
@ObjectType({
  description: 'The answer after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class SurveyAnswerPayload {
  @Field(() => SurveyAnswerFace, { description: 'The answer.' })
  answer!: SurveyAnswerFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
