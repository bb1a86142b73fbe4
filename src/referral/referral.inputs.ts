import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { REFERRAL_ANSWERS, type ReferralAnswer, type ReferralChannel } from './referral.entity.js';
import { ReferralChannelEnum } from './referral.type.js';

export const ReferralAnswerEnum = enumOf(REFERRAL_ANSWERS);
registerEnumType(ReferralAnswerEnum, {
  name: 'ReferralAnswer',
  description: 'What the worker says to a referral (劳动力答复).',
  valuesConfig: {
    VIEWED: { description: 'Has seen it, no answer yet (已查看).' },
    INTERESTED: { description: 'Is interested (有意向).' },
    DECLINED: { description: 'Is not interested; a reason belongs to it (无意向).' },
  },
});

@InputType({ description: 'A worker put forward for a posting (新推荐).' })
export class CreateReferralInput extends WriteInput {
  @Field(() => ID, {
    description:
      'The worker (劳动力), of the labour base and of the posting’s ages; below 18 only where ageMin says so. Errors: WORKER_BELOW_16, WORKER_PAST_AGE_LIMIT, WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED, WORKER_UNABLE, WORKER_STUDENT, WORKER_IN_SERVICE, WORKER_IN_CUSTODY (stations: WORKER_NOT_ELIGIBLE), AGE_OUTSIDE_POSTING, MINOR_NOT_ASKED_FOR, WORKER_NOT_WILLING, WORKER_IN_FLIGHT.',
  })
  worker!: string;
  @Field(() => ID, { description: 'The posting (岗位). Errors: POSTING_NOT_OPEN, POSTING_FULL.' })
  posting!: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Chosen for this very worker (精准推荐)? Default: true.',
  })
  targeted?: boolean | null;
}

@InputType({ description: 'Tell the worker of the posting (推送).' })
export class SendReferralInput extends IdInput {
  @Field(() => ReferralChannelEnum, { description: 'How (推送渠道).' })
  channel!: ReferralChannel;
}

@InputType({ description: 'The worker’s own answer, recorded by the county (记录劳动力答复).' })
export class AnswerReferralInput extends IdInput {
  @Field(() => ReferralAnswerEnum, { description: 'What the worker says (答复).' })
  answer!: ReferralAnswer;
  @Field(() => String, {
    nullable: true,
    description: 'Why not (原因), 2 to 500 characters: needed with DECLINED. Error: REASON.',
  })
  reason?: string | null;
}
