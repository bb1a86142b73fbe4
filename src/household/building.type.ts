import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Node } from '#kernel/node.type.js';
import { connectionType } from '#kernel/page.type.js';
import { Position, RegionCode } from '#kernel/scalars.js';
import { WriteInput } from '#kernel/write-input.type.js';
import { Region } from '#party/party.type.js';

/** A building. */
@ObjectType('Building', {
  implements: Node,
  description: 'A building (楼栋) of a village or resettlement site; only its county sees it.',
  simpleResolvers: true,
})
export class BuildingFace {
  @Field(() => ID, { description: 'Global id.' })
  id!: string;
  @Field(() => Region, { description: 'The village or resettlement site (所在村或安置点).' })
  region!: Region;
  @Field(() => String, { description: 'Number, unique in the region (楼栋号).' })
  no!: string;
  @Field(() => Int, { description: 'Version (版本).' })
  version!: number;
}

export const BuildingConnection = connectionType('Building', BuildingFace, 'buildings (楼栋)');

@ObjectType({
  description: 'The building after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class BuildingPayload {
  @Field(() => BuildingFace, { description: 'The building.' })
  building!: BuildingFace;
  @Field(() => Position, { description: 'A position (位置) that contains this change.' })
  position!: string;
}

@ObjectType({
  description: 'The resettlement site after the change, and a position that contains it.',
  simpleResolvers: true,
})
export class SiteSourcesPayload {
  @Field(() => Region, { description: 'The resettlement site.' })
  site!: Region;
  @Field(() => Position, { description: 'A position (位置) that contains this change.' })
  position!: string;
}

@InputType({ description: 'A building to number (登记楼栋).' })
export class RegisterBuildingInput extends WriteInput {
  @Field(() => RegionCode, {
    description:
      'Village or resettlement site of your own (所在村或安置点). Errors: REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.',
  })
  region!: string;
  @Field(() => String, {
    description: 'Its number there (楼栋号), 1 to 20 characters. Error: BUILDING_NO_TAKEN.',
  })
  no!: string;
}

@InputType({ description: 'Where the people of a resettlement site come from (安置点的迁出地).' })
export class SetSiteSourcesInput extends WriteInput {
  @Field(() => RegionCode, { description: 'The resettlement site, of your own (安置点).' })
  site!: string;
  @Field(() => [RegionCode], {
    description:
      'All of them (迁出地), at most 50: counties, towns or villages, of other counties too. Errors: REGION_OF_ANOTHER_LEVEL, TOO_MANY_SOURCES.',
  })
  sources!: string[];
}
