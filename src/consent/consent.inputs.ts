import { Field, ID, InputType } from 'type-graphql';
import { LocalDate } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { ConsentChannelEnum, ConsentPurposeEnum } from './consent.type.js';

@InputType({ description: 'What somebody agreed to (登记个人同意).' })
export class RecordConsentInput extends WriteInput {
  @Field(() => ID, {
    description:
      'Who (劳动力). Errors: WORKER_DEAD, WORKER_MOVED_OUT, WORKER_MERGED, ALREADY_AGREED while the same consent holds.',
  })
  worker!: string;
  @Field(() => ID, { description: 'Which employer may know (用人单位). Error: NOT_AN_EMPLOYER.' })
  recipient!: string;
  @Field(() => ConsentPurposeEnum, { description: 'What it may know (用途).' })
  purpose!: string;
  @Field(() => ConsentChannelEnum, { description: 'How the person agreed (同意方式).' })
  channel!: string;
  @Field(() => String, {
    description:
      'What the person was told before (告知内容): who gets what, for what, and that it can be taken back; 10 to 2000 characters. Error: TEXT_LENGTH.',
  })
  notice!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'On which day (同意日期); default today. Error: CONSENT_DAY.',
  })
  givenOn?: string | null;
}

@InputType({ description: 'A consent that is taken back (撤回个人同意); no reason is asked for.' })
export class WithdrawConsentInput extends IdInput {
  @Field(() => ConsentChannelEnum, { description: 'How it was taken back (撤回方式).' })
  channel!: string;
}
