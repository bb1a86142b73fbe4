import { Field, ID, InputType, Int } from 'type-graphql';

/** What every mutation's input carries. */
@InputType({ description: 'Common part of every input that writes.' })
export abstract class WriteInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Idempotency key (幂等键), 8 to 128 characters of your choice: sent again with the same input nothing is done again, and the answer is the noun as it is now; with other input CONFLICT/IDEMPOTENCY_KEY_REUSED. A key counts for one account and one mutation, for a week.',
  })
  idempotencyKey?: string | null;
}

/** A change of one noun, by its id. */
@InputType({ description: 'Which noun to change (对象编号).' })
export class IdInput extends WriteInput {
  @Field(() => ID, { description: 'Its global id.' })
  id!: string;
}

/** A change of one noun, with a reason that will be shown. */
@InputType({ description: 'Which noun to change, and why (对象编号与原因).' })
export class ReasonInput extends IdInput {
  @Field(() => String, { description: 'The reason (原因), 2 to 500 characters.' })
  reason!: string;
}

/** A correction of one noun. */
@InputType({ description: 'Common part of every input that writes.' })
export abstract class CorrectionInput extends IdInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The version you read (版本): when it is no longer the newest, CONFLICT/CHANGED_MEANWHILE.',
  })
  version?: number | null;
}
