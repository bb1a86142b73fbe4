import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { DateTime, LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { BuildingFace } from './building.type.js';
import { LEAVE_REASONS, RELATIONS } from './household-member.entity.js';

export const RelationEnum = enumOf(RELATIONS);
registerEnumType(RelationEnum, {
  name: 'HouseholdRelation',
  description: 'What somebody is to the head of the household (与户主关系), by GB/T 4761.',
  valuesConfig: {
    HEAD: { description: 'The head (户主).' },
    SPOUSE: { description: 'Spouse (配偶).' },
    SON: { description: 'Son (子).' },
    DAUGHTER: { description: 'Daughter (女).' },
    GRANDCHILD: { description: 'Grandchild (孙辈).' },
    PARENT: { description: 'Parent (父母).' },
    GRANDPARENT: { description: 'Grandparent (祖父母).' },
    SIBLING: { description: 'Brother or sister (兄弟姐妹).' },
    OTHER: { description: 'Somebody else (其他).' },
  },
});

const LEAVING = {
  MARRIED_OUT: { description: 'Married into another household (婚出).' },
  SPLIT: { description: 'The household was divided (分户).' },
  DIED: { description: 'Died (死亡).' },
  MOVED_AWAY: { description: 'Moved away (迁出).' },
  WRONGLY_REGISTERED: { description: 'Never was of it (登记有误).' },
  OTHER: { description: 'Something else (其他).' },
};

export const LeaveHouseholdReasonEnum = enumOf(LEAVE_REASONS);
registerEnumType(LeaveHouseholdReasonEnum, {
  name: 'LeaveHouseholdReason',
  description: 'Why somebody is of a household no more (离户原因).',
  valuesConfig: LEAVING,
});

export const LeftHouseholdForEnum = enumOf([...LEAVE_REASONS, 'MOVED_COUNTY'] as const);
registerEnumType(LeftHouseholdForEnum, {
  name: 'LeftHouseholdFor',
  description: 'Why somebody was of a household no more (离户原因), as it is written.',
  valuesConfig: {
    ...LEAVING,
    MOVED_COUNTY: { description: 'Another county answers for the person since (转由他县服务).' },
  },
});

/** A family. */
@ObjectType('Household', {
  implements: Node,
  description: 'A household (家庭户) of a county; nobody but the county that serves it sees a family.',
  simpleResolvers: true,
})
export class HouseholdFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Number, unique in the county (户编号).' })
  no!: string;
  @Field(() => Region, { description: 'Where it lives (居住地).' })
  region!: Region;
  @Field(() => BuildingFace, { nullable: true, description: 'In which building (楼栋).' })
  building?: BuildingFace | null;
  @Field(() => String, {
    nullable: true,
    description:
      'House, unit and door (详细地址), kept sealed; null with the error IDENTITY_UNREADABLE where it cannot be opened.',
  })
  address?: string | null;
  @Field(() => Region, { nullable: true, description: 'Where it was moved from (迁出地).' })
  movedFrom?: Region | null;
  @Field(() => Int, { description: 'Living members (家庭人口).' })
  memberCount!: number;
  @Field(() => Int, { description: 'Members of the labour base (劳动力人数).' })
  labourers!: number;
  @Field(() => Int, { description: 'Members at work (就业人数).' })
  employed!: number;
  @Field(() => DateTime, { description: 'When registered (登记时间).' })
  registeredAt!: Date;
  @Field(() => Int, { description: 'Version, for corrections (版本).' })
  version!: number;
}

/** Somebody of it. */
@ObjectType({
  description: 'That a person is, or was, of a household (家庭成员), from a day until another.',
  simpleResolvers: true,
})
export class HouseholdMember {
  @Field(() => WorkerFace, {
    nullable: true,
    description: 'Who (人员); null when the person is another county’s by now.',
  })
  worker?: WorkerFace | null;
  @Field(() => RelationEnum, { description: 'What to the head (与户主关系).' })
  relation!: string;
  @Field(() => LocalDate, { description: 'Since when (入户日期).' })
  joinedOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'First day after it (离户日期); null while of it.' })
  leftOn?: string | null;
  @Field(() => LeftHouseholdForEnum, {
    nullable: true,
    description: 'Why no more (离户原因); null while of it.',
  })
  leftFor?: string | null;
}

export const HouseholdConnection = connectionType('Household', HouseholdFace, 'households (户)');

/** Which households. */
@InputType({ description: 'Which households (户筛选); all given conditions must hold.' })
export class HouseholdFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Living in this region or within it (居住地).' })
  region?: string | null;
  @Field(() => ID, { nullable: true, description: 'In this building (楼栋).' })
  building?: string | null;
  @Field(() => RegionCode, {
    nullable: true,
    description: 'Moved from this region or within it, anywhere (迁出地).',
  })
  movedFrom?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'With exactly this number (户编号). Errors: TEXT_EMPTY, TEXT_TOO_LONG.',
  })
  no?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'A zero-employment household now (零就业家庭), or not.',
  })
  zeroEmployment?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'With somebody of the labour base (有劳动力), or without.',
  })
  withLabour?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'With somebody at work (有人就业), or without.' })
  withEmployed?: boolean | null;
}

@ObjectType({
  description: 'The household after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class HouseholdPayload {
  @Field(() => HouseholdFace, { description: 'The household.' })
  household!: HouseholdFace;
  @Field(() => Position, { description: 'A position (位置) that contains this change.' })
  position!: string;
}
