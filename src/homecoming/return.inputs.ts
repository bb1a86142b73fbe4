import { Field, ID, InputType, Int } from 'type-graphql';
import { LocalDate, RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, IdInput, WriteInput } from '#kernel/write-input.type.js';
import { ReturnReasonEnum, ReturnTransportEnum } from './return.type.js';

const SAID = {
  returnedOn:
    'Day of the return (返乡日期), within the last 366 days; default today. Errors: RETURN_DAY, RETURN_OVERLAPS.',
  fromRegion: 'Back from where (原务工地); default: where the person works.',
  fromEmployer:
    'Back from which employer (原用人单位); default: the one of the last verified arrival, while the person works there. Error: NOT_AN_EMPLOYER.',
  reason: 'Why (返乡原因).',
  companions: 'How many came along (同行人数), 0 to 50; default 0.',
  transport: 'How (返乡方式).',
  planToLeaveOn:
    'Means to leave again on this day (计划外出日期), within 366 days after the return. With FESTIVAL and within 60 days the work away is kept. Error: PLAN_TO_LEAVE.',
  healthFlagUntil:
    'A health flag holds until this day (健康提示到期日), within 90 days from today; nobody reads it afterwards. Error: HEALTH_FLAG.',
} as const;

@InputType({ description: 'A return home to write down (登记返乡).' })
export class RecordReturnInput extends WriteInput {
  @Field(() => ID, {
    description: 'Who (劳动力). Errors: ALREADY_HOME, WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED.',
  })
  worker!: string;
  @Field(() => ReturnReasonEnum, { description: SAID.reason })
  reason!: string;
  @Field(() => LocalDate, { nullable: true, description: SAID.returnedOn })
  returnedOn?: string | null;
  @Field(() => RegionCode, { nullable: true, description: SAID.fromRegion })
  fromRegion?: string | null;
  @Field(() => ID, { nullable: true, description: SAID.fromEmployer })
  fromEmployer?: string | null;
  @Field(() => Int, { nullable: true, description: SAID.companions })
  companions?: number | null;
  @Field(() => ReturnTransportEnum, { nullable: true, description: SAID.transport })
  transport?: string | null;
  @Field(() => LocalDate, { nullable: true, description: SAID.planToLeaveOn })
  planToLeaveOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: SAID.healthFlagUntil })
  healthFlagUntil?: string | null;
}

@InputType({
  description:
    'A return to correct (更正返乡登记); what is left out stays, null takes away what may be missing.',
})
export class CorrectReturnInput extends CorrectionInput {
  @Field(() => ReturnReasonEnum, { nullable: true, description: SAID.reason })
  reason?: string | null;
  @Field(() => LocalDate, { nullable: true, description: SAID.returnedOn })
  returnedOn?: string | null;
  @Field(() => RegionCode, { nullable: true, description: SAID.fromRegion })
  fromRegion?: string | null;
  @Field(() => ID, { nullable: true, description: SAID.fromEmployer })
  fromEmployer?: string | null;
  @Field(() => Int, { nullable: true, description: SAID.companions })
  companions?: number | null;
  @Field(() => ReturnTransportEnum, { nullable: true, description: SAID.transport })
  transport?: string | null;
  @Field(() => LocalDate, { nullable: true, description: SAID.planToLeaveOn })
  planToLeaveOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: SAID.healthFlagUntil })
  healthFlagUntil?: string | null;
}

@InputType({ description: 'That somebody left again (登记再次外出).' })
export class RecordLeavingAgainInput extends IdInput {
  @Field(() => LocalDate, {
    nullable: true,
    description: 'On which day (再次外出日期), from the return to today; default today. Error: LEAVING_DAY.',
  })
  leftOn?: string | null;
}
