import { Field, InputType } from 'type-graphql';
import { LocalDate } from '#kernel/scalars.js';
import { IdInput } from '#kernel/write-input.type.js';

@InputType({ description: 'The employer’s receipt of a worker (到岗回执).' })
export class ReceiptArrivalInput extends IdInput {
  @Field(() => String, { description: 'Number of the receipt (回执编号), 1 to 100 characters.' })
  receiptNo!: string;
  @Field(() => LocalDate, {
    description: 'First day at work (到岗日期): not ahead, not before the check-in. Error: ON_POST_DAY.',
  })
  onPostOn!: string;
}

@InputType({ description: 'The station’s word that a receipt is true (到岗核验).' })
export class VerifyArrivalInput extends IdInput {
  @Field(() => String, { nullable: true, description: 'A note (备注), at most 500 characters.' })
  note?: string | null;
}
