import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BuildingFace } from '#household/building.type.js';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { LocalDate, Position, RegionCode } from '#kernel/scalars.js';
import { Region } from '#party/party.type.js';
import { WorkerFace } from '#worker/worker.type.js';
import { OfficerFace } from './officer.type.js';

/** Who has what. */
@ObjectType('Assignment', {
  implements: Node,
  description:
    'That an officer is primarily responsible (责任关系) for a region, a building or one person, from a day until another.',
  simpleResolvers: true,
})
export class AssignmentFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => OfficerFace, { nullable: true, description: 'Who is responsible (责任人).' })
  officer?: OfficerFace | null;
  @Field(() => Region, { nullable: true, description: 'For this town, village or site (负责区划).' })
  region?: Region | null;
  @Field(() => BuildingFace, { nullable: true, description: 'For this building (负责楼栋).' })
  building?: BuildingFace | null;
  @Field(() => WorkerFace, { nullable: true, description: 'For this person, handed over alone (单独移交).' })
  worker?: WorkerFace | null;
  @Field(() => LocalDate, { description: 'Since when (起始日期).' })
  beganOn!: string;
  @Field(() => LocalDate, { nullable: true, description: 'Until when (终止日期); null while it holds.' })
  endedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'Why it began (移交原因).' })
  reason?: string | null;
  @Field(() => String, { nullable: true, description: 'Why it ended (终止原因).' })
  endedFor?: string | null;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const AssignmentConnection = connectionType('Assignment', AssignmentFace, 'assignments (责任关系)');

/** Which assignments. */
@InputType({ description: 'Which assignments (责任关系筛选); all given conditions must hold.' })
export class AssignmentFilter {
  @Field(() => ID, { nullable: true, description: 'Of this officer (责任人).' })
  officer?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this person handed over alone (人员).' })
  worker?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this building (楼栋).' })
  building?: string | null;
  @Field(() => RegionCode, { nullable: true, description: 'Of this region and whatever lies in it (区划).' })
  region?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'true: those that ended (已终止); null: all; left out or false: those that hold.',
  })
  ended?: boolean | null;
}

/** Whose people. */
@InputType({
  description: 'Whose people (服务对象): one of officer, mine and nobodys. Error: PEOPLE_OF_WHOM.',
})
export class ResponsiblePeopleFilter {
  @Field(() => ID, { nullable: true, description: 'Of this officer (责任人).' })
  officer?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'true: of the officer whose account asks (我的服务对象); nobody where it is no officer’s.',
  })
  mine?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'true: of nobody (无责任人).' })
  nobodys?: boolean | null;
  @Field(() => RegionCode, { nullable: true, description: 'Served by this region or within it (服务地).' })
  region?: string | null;
}

@ObjectType({
  description: 'The assignment after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class AssignmentPayload {
  @Field(() => AssignmentFace, { description: 'The assignment that begins, or the one that ended.' })
  assignment!: AssignmentFace;
  @Field(() => Position, { description: 'A position (位置) that contains this change.' })
  position!: string;
}
