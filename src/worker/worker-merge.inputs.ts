import { Field, ID, InputType } from 'type-graphql';
import { WriteInput } from '#kernel/write-input.type.js';

@InputType({ description: 'Two records that are of one person (合并档案).' })
export class MergeWorkersInput extends WriteInput {
  @Field(() => ID, { description: 'The record that is kept (保留的档案). Error: WORKER_MERGED.' })
  keep!: string;
  @Field(() => ID, {
    description:
      'The record that becomes part of it (并入的档案). Errors: SAME_RECORD, WORKER_MERGED, BOTH_ON_THE_WAY, BOTH_PUT_FORWARD.',
  })
  give!: string;
  @Field(() => String, { description: 'Why they are one (原因), 2 to 500 characters.' })
  reason!: string;
}
