import { Field, InputType } from 'type-graphql';
import { IdNumber, RegionCode } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';

@InputType({ description: 'A person of another county to ask for (申请转移).' })
export class RequestTransferInput extends WriteInput {
  @Field(() => IdNumber, {
    description:
      'ID number (公民身份号码). Errors: BAD_CHECK_DIGIT, IMPOSSIBLE_BIRTH_DATE, DEMO_IDENTITY, REAL_IDENTITY (in a demo), WORKER_NOT_REGISTERED, WORKER_ALREADY_YOURS, TRANSFER_ALREADY_REQUESTED, LOOK_UPS_SPENT.',
  })
  idNumber!: string;
  @Field(() => RegionCode, {
    description:
      'Region of your own that is to answer for the person (拟服务地). Errors: REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.',
  })
  serviceRegion!: string;
  @Field(() => String, { description: 'Why (原因), 2 to 500 characters; the other county reads it.' })
  reason!: string;
}

@InputType({ description: 'The answer to a transfer request (答复转移申请).' })
export class AnswerTransferInput extends IdInput {
  @Field(() => Boolean, {
    description:
      'true: the person is handed on (同意); false: stays (拒绝). Errors: TRANSFER_ON_THE_WAY, WORKER_DEAD, WORKER_MOVED_OUT, TRANSFER_STEP_NOT_ALLOWED.',
  })
  accept!: boolean;
  @Field(() => String, {
    nullable: true,
    description: 'Why (理由), 2 to 500 characters; must be given with a refusal. Error: REASON.',
  })
  reason?: string | null;
}
