import { Field, ID, InputType } from 'type-graphql';
import { Fen, LocalDate, RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, WriteInput } from '#kernel/write-input.type.js';
import { BarrierEnum, ContactMethodEnum, IntentEnum } from '#willingness/willingness.type.js';
import type { Population } from '#worker/population.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { RespondentEnum, SurveyOutcomeEnum } from './survey-answer.type.js';
import { SurveyKindEnum } from './survey-round.type.js';

const SCOPE =
  'Where people are asked (范围): 1 to 200 towns, villages or sites of the county, none within another; default: the whole county. Errors: SCOPE_EMPTY, TOO_MANY_PLACES, SCOPE_OVERLAPS, NOT_YOUR_SIDE.';
const WINDOW_TO =
  'Last day (截止日期), not before today, within 366 days of the first. Error: SURVEY_WINDOW.';

@InputType({ description: 'A round to open (发起摸底).' })
export class OpenSurveyRoundInput extends WriteInput {
  @Field(() => String, { description: 'Name (名称), 2 to 100 characters.' })
  name!: string;
  @Field(() => SurveyKindEnum, { description: 'What it asks for (摸底内容).' })
  kind!: string;
  @Field(() => [RegionCode], { nullable: true, description: SCOPE })
  scope?: string[] | null;
  @Field(() => PopulationEnum, {
    nullable: true,
    description: 'Who of the labour base is asked (口径); default ALL_RURAL.',
  })
  population?: Population | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day (开始日期), default today; later: the round is PLANNED and opens on that day.',
  })
  windowFrom?: string | null;
  @Field(() => LocalDate, { description: WINDOW_TO })
  windowTo!: string;
}

@InputType({
  description:
    'A round to correct (更正摸底轮次); what is left out stays. Errors: SURVEY_ROUND_CLOSED; SURVEY_ROUND_BEGUN for scope, population and first day once it is open.',
})
export class CorrectSurveyRoundInput extends CorrectionInput {
  @Field(() => String, { nullable: true, description: 'Name (名称), 2 to 100 characters.' })
  name?: string | null;
  @Field(() => [RegionCode], { nullable: true, description: SCOPE })
  scope?: string[] | null;
  @Field(() => PopulationEnum, { nullable: true, description: 'Who of the labour base is asked (口径).' })
  population?: Population | null;
  @Field(() => LocalDate, { nullable: true, description: 'First day (开始日期).' })
  windowFrom?: string | null;
  @Field(() => LocalDate, { nullable: true, description: WINDOW_TO })
  windowTo?: string | null;
}

@InputType({ description: 'What work somebody wants, as recordWillingness takes it (求职意愿).' })
export class SurveyWorkWishInput {
  @Field(() => IntentEnum, { description: 'What work is wanted (意向).' })
  intent!: string;
  @Field(() => [RegionCode], {
    nullable: true,
    description: 'Where to (目的地), in the order of preference, at most 10; with GO_OUT or CHANGE_JOB.',
  })
  destinations?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Any place will do (听从安排). Default false.' })
  anyDestination?: boolean | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Back to this former employer (回原就业单位); with GO_OUT or CHANGE_JOB.',
  })
  formerEmployer?: string | null;
  @Field(() => [String], { nullable: true, description: 'Trades wanted (意向工种), at most 20.' })
  occupations?: string[] | null;
  @Field(() => Fen, { nullable: true, description: 'Least monthly wage in fen (最低月工资).' })
  wageMin?: number | null;
  @Field(() => LocalDate, { nullable: true, description: 'Ready from this day (可到岗日期).' })
  availableFrom?: string | null;
  @Field(() => [BarrierEnum], { nullable: true, description: 'Why not at work (未就业原因).' })
  barriers?: string[] | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which it no longer holds (有效期至); default 180 days.',
  })
  validTo?: string | null;
}

@InputType({ description: 'What somebody wants to learn, as recordWillingness takes it (培训意愿).' })
export class SurveyTrainingWishInput {
  @Field(() => Boolean, { nullable: true, description: 'Wants training (愿意培训); default true.' })
  wantsTraining?: boolean | null;
  @Field(() => [String], { nullable: true, description: 'What to learn (培训内容), at most 20.' })
  trainingTopics?: string[] | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'First day on which it no longer holds (有效期至); default 365 days.',
  })
  validTo?: string | null;
}

@InputType({ description: 'What came of asking somebody of an open round (登记走访结果).' })
export class AnswerSurveyInput extends WriteInput {
  @Field(() => ID, { description: 'In which round (摸底轮次). Error: SURVEY_ROUND_NOT_OPEN.' })
  round!: string;
  @Field(() => ID, { description: 'Who was asked (劳动力). Error: NOT_IN_ROUND.' })
  worker!: string;
  @Field(() => SurveyOutcomeEnum, {
    description: 'What came of it (结果). Errors: OUTCOME_MISSING, SURVEY_ANSWER_STEP_NOT_ALLOWED.',
  })
  outcome!: string;
  @Field(() => ContactMethodEnum, { description: 'How the person was tried (方式).' })
  method!: string;
  @Field(() => RespondentEnum, {
    nullable: true,
    description:
      'Who spoke (答复人): what a relative says of a wish is written down and not counted. Default WORKER, of who has died FAMILY. Error: RESPONDENT_WITHOUT_ANSWER.',
  })
  respondent?: string | null;
  @Field(() => String, { nullable: true, description: 'Note (备注), at most 500 characters.' })
  note?: string | null;
  @Field(() => SurveyWorkWishInput, {
    nullable: true,
    description:
      'What work is wanted (求职意愿), with DONE; it takes the place of the active one when the person spoke. Error: WISH_WITHOUT_ANSWER.',
  })
  work?: SurveyWorkWishInput | null;
  @Field(() => SurveyTrainingWishInput, {
    nullable: true,
    description: 'What somebody wants to learn (培训意愿), with DONE. Error: WISH_WITHOUT_ANSWER.',
  })
  training?: SurveyTrainingWishInput | null;
}

@InputType({ description: 'An answer that was written down wrongly (更正走访结果); the round must be open.' })
export class CorrectSurveyAnswerInput extends CorrectionInput {
  @Field(() => SurveyOutcomeEnum, { description: 'What is true (结果). Error: OUTCOME_MISSING.' })
  outcome!: string;
  @Field(() => ContactMethodEnum, { description: 'How the person was tried (方式).' })
  method!: string;
  @Field(() => RespondentEnum, {
    nullable: true,
    description: 'Who spoke (答复人); default as in answerSurvey.',
  })
  respondent?: string | null;
  @Field(() => String, { nullable: true, description: 'Note (备注), at most 500 characters.' })
  note?: string | null;
  @Field(() => String, { description: 'Why it is corrected (更正原因), 2 to 500 characters.' })
  reason!: string;
}

@InputType({ description: 'Where to find the next person to call (下一位联系人).' })
export class NextToAskInput extends WriteInput {
  @Field(() => ID, { description: 'In which round (摸底轮次). Error: SURVEY_ROUND_NOT_OPEN.' })
  round!: string;
  @Field(() => RegionCode, { nullable: true, description: 'Only in this place or within it (地区).' })
  place?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Another one than whom you have already (换一位). Default false: the same again.',
  })
  another?: boolean | null;
}
