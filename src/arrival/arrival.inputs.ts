import { Field, ID, InputType } from 'type-graphql';
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

@InputType({ description: 'Another post for a worker who is in the city without one (转岗).' })
export class ReassignArrivalInput extends IdInput {
  @Field(() => ID, {
    description:
      'The worker’s accepted referral (推荐) to the other posting. Errors: REFERRAL_NOT_ACCEPTED, HOLD_LAPSED, ANOTHER_PERSONS_REFERRAL.',
  })
  referral!: string;
  @Field(() => String, {
    description: 'Guarantee agreement with the other employer (就业保障协议编号), 1 to 100 characters.',
  })
  agreementRef!: string;
}
