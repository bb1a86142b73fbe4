import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { DateTime, LocalDate, Position } from '#kernel/scalars.js';
import { OrganizationFace } from '#party/party.type.js';
import { CONSENT_PURPOSES } from '#worker/disclosure.rules.js';
import { WorkerFace } from '#worker/worker.type.js';
import { CONSENT_CHANNELS } from './consent.entity.js';

export const ConsentPurposeEnum = enumOf(CONSENT_PURPOSES);
registerEnumType(ConsentPurposeEnum, {
  name: 'ConsentPurpose',
  description:
    'What an employer may know of somebody who agrees (同意用途); nothing else waits for a consent, and none shows poverty.',
  valuesConfig: {
    WORK_CONSTRAINTS: {
      description:
        'What the person cannot do or must be spared at work (岗位适配：劳动限制), before an offer is accepted.',
    },
    CONTRACT_AND_INSURANCE: {
      description:
        'The ID number in full, for a contract or insurance (签订合同、办理社保), once the offer is accepted: by revealIdentity, each time recorded.',
    },
  },
});

export const ConsentChannelEnum = enumOf(CONSENT_CHANNELS);
registerEnumType(ConsentChannelEnum, {
  name: 'ConsentChannel',
  description: 'How somebody agreed, or took it back (同意方式).',
  valuesConfig: {
    PAPER: { description: 'Signed on paper (书面).' },
    VISIT: { description: 'Said at a visit (上门).' },
    PHONE: { description: 'Said on the telephone (电话).' },
    MESSAGE: { description: 'In a message (短信、微信).' },
  },
});

/** A consent. */
@ObjectType('Consent', {
  implements: Node,
  description:
    'That a person agreed to what one employer may know (个人同意, Personal Information Protection Law articles 13 to 15, 23): for one purpose, until it is withdrawn. Seen by the county that answers for the person and by that employer.',
  simpleResolvers: true,
})
export class ConsentFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, { nullable: true, description: 'Who agreed (劳动力).' })
  worker?: WorkerFace | null;
  @Field(() => OrganizationFace, { nullable: true, description: 'Which employer may know (用人单位).' })
  recipient?: OrganizationFace | null;
  @Field(() => ConsentPurposeEnum, { description: 'What it may know (用途).' })
  purpose!: string;
  @Field(() => ConsentChannelEnum, { description: 'How the person agreed (同意方式).' })
  channel!: string;
  @Field(() => String, { description: 'What the person was told before (告知内容).' })
  notice!: string;
  @Field(() => LocalDate, { description: 'On which day (同意日期).' })
  givenOn!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Taken back on this day (撤回日期); null: it holds.',
  })
  withdrawnOn?: string | null;
  @Field(() => ConsentChannelEnum, { nullable: true, description: 'How it was taken back (撤回方式).' })
  withdrawnChannel?: string | null;
  @Field(() => DateTime, { description: 'When it was written down (登记时间).' })
  recordedAt!: Date;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

/** A consent after a change. */
@ObjectType({
  description: 'The consent after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ConsentPayload {
  @Field(() => ConsentFace, { description: 'The consent.' })
  consent!: ConsentFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
