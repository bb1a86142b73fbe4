import { Field, ID, InputType } from 'type-graphql';
import { LocalDate, RegionCode } from '#kernel/scalars.js';
import { CorrectionInput, WriteInput } from '#kernel/write-input.type.js';
import { LeaveHouseholdReasonEnum, RelationEnum } from './household.type.js';

const REGION =
  'Where it lives (居住地): town, village or resettlement site of your own. Errors: REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.';
const ADDRESS = 'House, unit and door (详细地址), 1 to 200 characters; kept sealed.';
const MOVED_FROM = 'Where it was moved from (迁出地): county, town or village, anywhere.';
const MEMBER = 'Who (人员), one of your own.';

@InputType({ description: 'Somebody of a household, and what to its head (家庭成员).' })
export class HouseholdMemberInput {
  @Field(() => ID, { description: MEMBER })
  worker!: string;
  @Field(() => RelationEnum, { description: 'What to the head (与户主关系). Error: SECOND_HEAD.' })
  relation!: string;
}

@InputType({ description: 'A household to register (登记户).' })
export class RegisterHouseholdInput extends WriteInput {
  @Field(() => String, {
    description: 'Number, unique in the county (户编号), 1 to 30 characters. Error: HOUSEHOLD_NO_TAKEN.',
  })
  no!: string;
  @Field(() => RegionCode, { description: REGION })
  region!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'In which building of the region (楼栋). Error: BUILDING_ELSEWHERE.',
  })
  building?: string | null;
  @Field(() => String, { nullable: true, description: ADDRESS })
  address?: string | null;
  @Field(() => RegionCode, { nullable: true, description: MOVED_FROM })
  movedFrom?: string | null;
  @Field(() => ID, {
    description:
      'The head (户主), one of your own people. Errors: ALREADY_IN_HOUSEHOLD, MEMBER_GONE, WORKER_MERGED.',
  })
  head!: string;
  @Field(() => [HouseholdMemberInput], {
    nullable: true,
    description:
      'Whoever else is of it (家庭成员), at most 29. Errors: TOO_MANY_MEMBERS, MEMBER_TWICE, ALREADY_IN_HOUSEHOLD.',
  })
  members?: HouseholdMemberInput[] | null;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'Since when they are of it (入户日期), today or before; default today. Error: MEMBERSHIP_DAY.',
  })
  since?: string | null;
}

@InputType({ description: 'What to correct of a household (更正户信息); left out: stays.' })
export class CorrectHouseholdInput extends CorrectionInput {
  @Field(() => String, { nullable: true, description: 'Number (户编号). Error: HOUSEHOLD_NO_TAKEN.' })
  no?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: `${REGION} Another region than before: it moved, and is of no building until one is given. Error: ANOTHER_COUNTY.`,
  })
  region?: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Building (楼栋); null takes it away. Error: BUILDING_ELSEWHERE.',
  })
  building?: string | null;
  @Field(() => String, { nullable: true, description: `${ADDRESS} null takes it away.` })
  address?: string | null;
  @Field(() => RegionCode, { nullable: true, description: `${MOVED_FROM} null takes it away.` })
  movedFrom?: string | null;
}

@InputType({ description: 'Somebody who joins a household (加入户).' })
export class JoinHouseholdInput extends WriteInput {
  @Field(() => ID, { description: 'Which household (户).' })
  household!: string;
  @Field(() => ID, {
    description: `${MEMBER} Errors: ALREADY_IN_HOUSEHOLD, MEMBERSHIP_OVERLAPS, MEMBER_GONE, WORKER_MERGED.`,
  })
  worker!: string;
  @Field(() => RelationEnum, {
    description:
      'What to the head (与户主关系); HEAD where everybody has left, and only there. Errors: SECOND_HEAD, FIRST_IS_HEAD.',
  })
  relation!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Since when (入户日期), today or before; default today. Error: MEMBERSHIP_DAY.',
  })
  on?: string | null;
}

@InputType({ description: 'Somebody who leaves a household (离开户).' })
export class LeaveHouseholdInput extends WriteInput {
  @Field(() => ID, { description: 'Which household (户).' })
  household!: string;
  @Field(() => ID, { description: 'Who (人员). Errors: NOT_A_MEMBER, HEAD_STAYS.' })
  worker!: string;
  @Field(() => LeaveHouseholdReasonEnum, { description: 'Why (离户原因).' })
  reason!: string;
  @Field(() => LocalDate, {
    nullable: true,
    description:
      'First day after it (离户日期), today or before; default today. Errors: MEMBERSHIP_DAY, LEFT_BEFORE_JOINING.',
  })
  on?: string | null;
}

@InputType({ description: 'A member to become the head (变更户主).' })
export class NameHeadInput extends WriteInput {
  @Field(() => ID, { description: 'Which household (户).' })
  household!: string;
  @Field(() => ID, { description: 'The new head (新户主), or the present one. Error: NOT_A_MEMBER.' })
  worker!: string;
  @Field(() => [HouseholdMemberInput], {
    nullable: true,
    description:
      'What the others are to the head now (与户主关系); the former head is OTHER unless named, the rest stay. Errors: NOT_A_MEMBER, SECOND_HEAD, HEAD_TO_ITSELF.',
  })
  relations?: HouseholdMemberInput[] | null;
}
