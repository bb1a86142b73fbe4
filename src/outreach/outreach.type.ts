import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { IdInput, WriteInput } from '#kernel/write-input.type.js';
import { Region } from '#party/party.type.js';
import { OUTREACH_CHANNELS } from './outreach-group.entity.js';

export const OutreachChannelEnum = enumOf(OUTREACH_CHANNELS);
registerEnumType(OutreachChannelEnum, {
  name: 'OutreachChannel',
  description: 'Where a group is (联系渠道).',
  valuesConfig: {
    WECHAT: { description: 'WeChat (微信群).' },
    QQ: { description: 'In a group of QQ (QQ群).' },
    DINGTALK: { description: 'DingTalk (钉钉群).' },
    OTHER: { description: 'Elsewhere (其他).' },
  },
});

const MEMBERS = 'How many are in it (群内人数), 0 to 100000. Error: OUT_OF_BOUNDS.';
const COUNTED =
  'When they were counted (清点日期), within a year, not after today nor before the last count; default today. Error: COUNTING_DAY.';

/** A group. */
@ObjectType('OutreachGroup', {
  implements: Node,
  description:
    'A group chat by which an office reaches people (就业微信群): how many are in it, and nobody by name. No secret to any side.',
  simpleResolvers: true,
})
export class OutreachGroupFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => Region, { description: 'For the people of which place (地区).' })
  region!: Region;
  @Field(() => String, { description: 'Name (群名).' })
  name!: string;
  @Field(() => OutreachChannelEnum, { description: 'Where it is (联系渠道).' })
  channel!: string;
  @Field(() => Int, { description: 'How many were in it at the last count (群内人数).' })
  members!: number;
  @Field(() => LocalDate, { description: 'When they were counted (清点日期).' })
  countedOn!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it was closed (解散日期); null: it is there.',
  })
  closedOn?: string | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}
export const OutreachGroupConnection = connectionType(
  'OutreachGroup',
  OutreachGroupFace,
  'outreach groups (就业微信群)',
);

@InputType({ description: 'Which groups (筛选条件); each given narrows.' })
export class OutreachGroupFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Only of this place and all within it (地区).' })
  region?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Only closed ones, or only those that are there (已解散).',
  })
  closed?: boolean | null;
}

@InputType({ description: 'A group to write down (登记就业微信群).' })
export class RegisterOutreachGroupInput extends WriteInput {
  @Field(() => RegionCode, { description: 'For the people of which place (地区), of your own region.' })
  region!: string;
  @Field(() => String, {
    description:
      'Name (群名), 1 to 100 characters, once a place. Errors: WORD_LENGTH, OUTREACH_GROUP_EXISTS.',
  })
  name!: string;
  @Field(() => OutreachChannelEnum, {
    nullable: true,
    description: 'Where it is (联系渠道); default WECHAT.',
  })
  channel?: string | null;
  @Field(() => Int, { description: MEMBERS })
  members!: number;
  @Field(() => LocalDate, { nullable: true, description: COUNTED })
  countedOn?: string | null;
}

@InputType({ description: 'The members of a group counted anew (清点群内人数).' })
export class CountOutreachGroupInput extends IdInput {
  @Field(() => Int, { description: MEMBERS })
  members!: number;
  @Field(() => LocalDate, { nullable: true, description: COUNTED })
  countedOn?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Closed today, or there again (已解散); left out: as it was.',
  })
  closed?: boolean | null;
}

@ObjectType({
  description: 'The group after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class OutreachGroupPayload {
  @Field(() => OutreachGroupFace, { description: 'The group.' })
  outreachGroup!: OutreachGroupFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
