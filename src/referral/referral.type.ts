import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { OrganizationFace, Region } from '#party/party.type.js';
import { JobPostingFace } from '#posting/posting.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { REFERRAL_CHANNELS, REFERRAL_STATES } from './referral.entity.js';

export const ReferralStateEnum = enumOf(REFERRAL_STATES);
registerEnumType(ReferralStateEnum, {
  name: 'ReferralState',
  description: 'State of a referral (推荐状态).',
  valuesConfig: {
    CREATED: { description: 'Written down, the worker not yet told (已创建).' },
    SENT: { description: 'The worker has been told (已推送).' },
    VIEWED: { description: 'The worker has seen it (已查看).' },
    NO_RESPONSE: { description: 'No answer within 7 days (未回应).' },
    INTERESTED: { description: 'The worker is interested (有意向).' },
    DECLINED: { description: 'The worker is not interested (无意向).' },
    SUBMITTED: { description: 'Handed to the employer, who sees the worker from now on (已送企业).' },
    INTERVIEW: { description: 'Asked to an interview (面试).' },
    OFFERED: { description: 'The employer offers the post (拟录用).' },
    REJECTED: { description: 'Refused by the employer, with a reason (未录用).' },
    ACCEPTED: { description: 'The worker took the offer; a place is held (已接受录用).' },
    OFFER_DECLINED: { description: 'The worker did not take the offer (放弃录用).' },
    OFFER_EXPIRED: { description: 'The offer or the hold on the place has lapsed (录用逾期).' },
    PLACED: { description: 'The arrival was verified (已就业).' },
    CANCELLED: { description: 'Cancelled (已取消).' },
  },
});

export const ReferralChannelEnum = enumOf(REFERRAL_CHANNELS);
registerEnumType(ReferralChannelEnum, {
  name: 'ReferralChannel',
  description: 'How the worker was told (推送渠道).',
  valuesConfig: {
    SMS: { description: 'Text message (短信).' },
    PHONE: { description: 'Phone call (电话).' },
    LOUDSPEAKER: { description: 'Village loudspeaker (大喇叭).' },
    WECHAT: { description: 'WeChat (微信).' },
    VISIT: { description: 'Visit at home (上门).' },
    APP: { description: 'Application (应用).' },
  },
});

/** A worker put forward for a posting. */
@ObjectType('Referral', {
  implements: Node,
  description: 'A referral (推荐): a worker put forward for a posting, from being told to being placed.',
  simpleResolvers: true,
})
export class ReferralFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'The worker (劳动力); null when the person is not, or no longer, yours to see.',
  })
  worker?: WorkerFace | null;
  @Field(() => JobPostingFace, { nullable: true, description: 'The posting (岗位).' })
  posting?: JobPostingFace | null;
  @Field(() => OrganizationFace, { nullable: true, description: 'The employer (用人单位).' })
  employer?: OrganizationFace | null;
  @Field(() => Region, { description: 'The county that the worker comes from (输出县).' })
  origin!: Region;
  @Field(() => ReferralStateEnum, { description: 'State (状态).' })
  state!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Why it was declined, rejected or cancelled (原因); an employer reads only its own reason.',
  })
  stateReason?: string | null;
  @Field(() => Boolean, { description: 'Chosen for this very worker, not sent to many (是否精准推荐).' })
  targeted!: boolean;
  @Field(() => ReferralChannelEnum, { nullable: true, description: 'How the worker was told (推送渠道).' })
  channel?: string | null;
  @Field(() => DateTime, { nullable: true, description: 'When the worker was told (推送时间).' })
  sentAt?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When it was handed to the employer (送企业时间).' })
  submittedAt?: Date | null;
  @Field(() => DateTime, { nullable: true, description: 'When the worker took the offer (接受时间).' })
  acceptedAt?: Date | null;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Day on which the held place is given back (名额保留至), 7 days after acceptance; null while a dispatch is open.',
  })
  holdUntil?: string | null;
  @Field(() => DateTime, { description: 'When it was written down (创建时间).' })
  createdAt!: Date;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const ReferralConnection = connectionType('Referral', ReferralFace, 'referrals (推荐)');

/** Which referrals. */
@InputType({ description: 'Which referrals (推荐筛选); all given conditions must hold.' })
export class ReferralFilter {
  @Field(() => [ReferralStateEnum], { nullable: true, description: 'In one of these states; default: any.' })
  states?: string[] | null;
  @Field(() => ID, { nullable: true, description: 'Of this worker (劳动力).' })
  worker?: string | null;
  @Field(() => ID, { nullable: true, description: 'To this posting (岗位).' })
  posting?: string | null;
  @Field(() => ID, { nullable: true, description: 'To this employer (用人单位).' })
  employer?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Workers of this origin or within it (输出地).' })
  origin?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Work in this region or within it (输入地).' })
  destination?: string | null;
}

/** A referral after a change. */
@ObjectType({
  description: 'The referral after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class ReferralPayload {
  @Field(() => ReferralFace, { description: 'The referral.' })
  referral!: ReferralFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
