import { Field, ID, InputType } from 'type-graphql';
import { Fen, LocalDate, RegionCode } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { BarrierEnum, ContactMethodEnum, IntentEnum, WillingnessKindEnum } from './willingness.type.js';

@InputType({ description: 'What a person wants (登记意愿).' })
export class RecordWillingnessInput extends WriteInput {
  @Field(() => ID, {
    description: 'Whose (劳动力). Errors: WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED.',
  })
  worker!: string;
  @Field(() => WillingnessKindEnum, { description: 'To work or to learn (类别).' })
  kind!: string;
  @Field(() => ContactMethodEnum, { description: 'How the person was reached (登记方式).' })
  method!: string;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'The person’s own word, or a contact that reached the person (本人确认): then ACTIVE at once. A relative’s answer is not. Default false.',
  })
  confirmed?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'With confirmed: an active one of the same kind gives way (取代原意愿). Default false: WILLINGNESS_ALREADY_ACTIVE.',
  })
  supersede?: boolean | null;
  @Field(() => IntentEnum, {
    nullable: true,
    description: 'What work is wanted (意向); with WORK and only then. Error: INTENT_MISSING.',
  })
  intent?: string | null;
  @Field(() => [RegionCode], {
    nullable: true,
    description:
      'Where to (目的地), in the order of preference, at most 10: province, prefecture, county or group; with GO_OUT or CHANGE_JOB. Errors: REGION_OF_ANOTHER_LEVEL, DUPLICATE_DESTINATION, TOO_MANY_DESTINATIONS, DESTINATION_WITHOUT_LEAVING.',
  })
  destinations?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Any place will do (听从安排). Default false.' })
  anyDestination?: boolean | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Back to this former employer (回原就业单位), with GO_OUT or CHANGE_JOB; its city becomes the first destination unless one is named already. Errors: NOT_AN_EMPLOYER, DESTINATION_WITHOUT_LEAVING.',
  })
  formerEmployer?: string | null;
  @Field(() => [String], { nullable: true, description: 'Trades wanted (意向工种), at most 20.' })
  occupations?: string[] | null;
  @Field(() => Fen, { nullable: true, description: 'Least monthly wage in fen (最低月工资).' })
  wageMin?: number | null;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Ready from this day (可到岗日期), within 366 days before or after today. Error: AVAILABLE_FROM.',
  })
  availableFrom?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Wants training (愿意培训); with TRAINING and only then; default true.',
  })
  wantsTraining?: boolean | null;
  @Field(() => [String], { nullable: true, description: 'What to learn (培训内容), at most 20.' })
  trainingTopics?: string[] | null;
  @Field(() => [BarrierEnum], { nullable: true, description: 'Why not at work (未就业原因).' })
  barriers?: string[] | null;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day on which it no longer holds (有效期至): after today, within 180 days (WORK) or 365 (TRAINING), which is the default. Error: VALIDITY.',
  })
  validTo?: string | null;
}

@InputType({ description: 'A recorded willingness to confirm (确认意愿).' })
export class ConfirmWillingnessInput extends IdInput {
  @Field(() => ContactMethodEnum, {
    nullable: true,
    description: 'How the person confirmed; default: as it was recorded.',
  })
  method?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description:
      'An active one of the same kind gives way (取代原意愿). Default false: WILLINGNESS_ALREADY_ACTIVE.',
  })
  supersede?: boolean | null;
}
