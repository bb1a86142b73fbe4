import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { EIGHT_ONES } from './eight-ones.js';

export const EightOneEnum = enumOf(EIGHT_ONES);
registerEnumType(EightOneEnum, {
  name: 'EightOne',
  description: 'One of the eight ones (八个一).',
  valuesConfig: {
    REGISTRY: {
      description: 'A registry of who is hard to place (就业困难劳动力数据库): list 2 of the six.',
    },
    COOPERATION_AGREEMENT: { description: 'A cooperation agreement (劳务合作框架协议) for the year.' },
    DISPATCH_ORDER: { description: 'Dispatch orders (劳务输出派遣单) of the year that were not cancelled.' },
    TRAINING_ENTRUSTMENT: {
      description: 'Training entrustments (培训委托书) issued in the year that stand.',
    },
    GUARANTEE_AGREEMENT: {
      description:
        'Dispatch orders of the year with the paper that worker and employer signed (劳务合同、保障协议).',
    },
    EMPLOYMENT_RECEIPT: {
      description: 'Receipts of employers (就业回执单): arrivals at the post in the year.',
    },
    EMPLOYMENT_LEDGER: {
      description: 'A ledger of who of them is at work (就业困难劳动力就业信息台账): list 3 of the six.',
    },
    OUTREACH_GROUP: { description: 'Groups (就业人员微信群) that are there.' },
  },
});

/** One point of the eight ones. */
@ObjectType('EightOnesPoint', {
  description: 'One of the eight ones (八个一), and the records that fulfil it.',
  simpleResolvers: true,
})
export class EightOnesPoint {
  @Field(() => Int, { description: 'From 1 to 8, in the order of the model (序号).' })
  number!: number;
  @Field(() => EightOneEnum, { description: 'Which one (要件).' })
  point!: string;
  @Field(() => Boolean, { description: 'Is there at least one (是否具备).' })
  fulfilled!: boolean;
  @Field(() => Int, {
    description: 'How many records, or people on the list (数量), within what the viewer sees.',
  })
  count!: number;
  @Field(() => ID, {
    nullable: true,
    description:
      'Global id of the newest record (最新一份), for node(id); null where there is none, and for the lists of people, which sixLists opens.',
  })
  latest?: string | null;
}
