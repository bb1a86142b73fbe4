import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position } from '#kernel/scalars.js';
import { CorrectionInput, WriteInput } from '#kernel/write-input.type.js';
import { Region } from '#party/party.type.js';

const TO_ON = 'Last day (截止日期), within 92 days of the first. Errors: FESTIVAL_DAYS, FESTIVAL_OVERLAPS.';

/** A festival of a county. */
@ObjectType('Festival', {
  implements: Node,
  description: 'A festival (节日返乡期): a dated period in which a county’s people come home.',
  simpleResolvers: true,
})
export class FestivalFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Name (名称), such as 2027年春节.' })
  name!: string;
  @Field(() => Region, { description: 'Whose (地区).' })
  region!: Region;
  @Field(() => LocalDate, { description: 'First day (开始日期).' })
  fromOn!: string;
  @Field(() => LocalDate, { description: 'Last day (截止日期).' })
  toOn!: string;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const FestivalConnection = connectionType('Festival', FestivalFace, 'festivals (节日返乡期)');

@InputType({ description: 'A festival to declare (设定节日返乡期).' })
export class DeclareFestivalInput extends WriteInput {
  @Field(() => String, { description: 'Name (名称), 2 to 50 characters.' })
  name!: string;
  @Field(() => LocalDate, { description: 'First day (开始日期), within 800 days of today.' })
  fromOn!: string;
  @Field(() => LocalDate, { description: TO_ON })
  toOn!: string;
}

@InputType({ description: 'A festival to correct (更正节日返乡期); what is left out stays.' })
export class CorrectFestivalInput extends CorrectionInput {
  @Field(() => String, { nullable: true, description: 'Name (名称), 2 to 50 characters.' })
  name?: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'First day (开始日期).' })
  fromOn?: string | null;
  @Field(() => LocalDate, { nullable: true, description: TO_ON })
  toOn?: string | null;
}

/** A festival after a change. */
@ObjectType({
  description: 'The festival after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class FestivalPayload {
  @Field(() => FestivalFace, { description: 'The festival.' })
  festival!: FestivalFace;
  @Field(() => Position, {
    description: 'A position (位置) that contains this change: pass it as atLeast or after.',
  })
  position!: string;
}
