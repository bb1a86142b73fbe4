import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '#kernel/enum-of.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { OFFICER_KINDS } from './officer.entity.js';

export const OfficerKindEnum = enumOf(OFFICER_KINDS);
registerEnumType(OfficerKindEnum, {
  name: 'OfficerKind',
  description: 'What an officer is (责任人类别).',
  valuesConfig: {
    BUILDING_HEAD: { description: 'Head of a building (楼栋长).' },
    GRID_HEAD: { description: 'Head of a grid (网格长).' },
    EMPLOYMENT_INFO_OFFICER: { description: 'Employment information officer (就业信息员).' },
    LIAISON: { description: 'Liaison of a village or site (联络员).' },
  },
});

/** Who answers for people. */
@ObjectType('Officer', {
  implements: Node,
  description: 'An officer (责任人) of a county: responsible for areas, or for persons alone.',
  simpleResolvers: true,
})
export class OfficerFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => String, { description: 'Name (姓名).' })
  name!: string;
  @Field(() => OfficerKindEnum, { description: 'What (类别).' })
  kind!: string;
  @Field(() => Region, { description: 'Where the officer belongs (所属区划).' })
  region!: Region;
  @Field(() => String, {
    nullable: true,
    description: 'Handle of the account (账号); null where there is none.',
  })
  account?: string | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'Since when relieved (卸任日期); null while in office.',
  })
  relievedOn?: string | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const OfficerConnection = connectionType('Officer', OfficerFace, 'officers (责任人)');

/** Which officers. */
@InputType({ description: 'Which officers (责任人筛选); all given conditions must hold.' })
export class OfficerFilter {
  @Field(() => RegionCode, { nullable: true, description: 'Of this region or within it (所属区划).' })
  region?: string | null;
  @Field(() => OfficerKindEnum, { nullable: true, description: 'Only of this kind (类别).' })
  kind?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'true: those who were relieved (已卸任); null: all; left out or false: those in office.',
  })
  relieved?: boolean | null;
}

@ObjectType({
  description: 'The officer after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class OfficerPayload {
  @Field(() => OfficerFace, { description: 'The officer.' })
  officer!: OfficerFace;
  @Field(() => Position, { description: 'A position (位置) that contains this change.' })
  position!: string;
}
