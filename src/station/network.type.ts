import { Field, Int, ObjectType } from 'type-graphql';
import { Position } from '#kernel/scalars.js';
import { OrganizationTypeEnum, RegionLevelEnum } from '#party/party.type.js';

@ObjectType('NetworkBodies', {
  description: 'How many bodies of a type stand on a level (各级机构数).',
  simpleResolvers: true,
})
export class NetworkBodies {
  @Field(() => RegionLevelEnum, { description: 'Level of their regions (级别).' })
  level!: string;
  @Field(() => OrganizationTypeEnum, { description: 'Kind (机构类型).' })
  type!: string;
  @Field(() => Int, { description: 'How many stand (机构数).' })
  organizations!: number;
}

@ObjectType('NetworkStations', {
  description: 'How many stations serve on a level (各级服务站数).',
  simpleResolvers: true,
})
export class NetworkStations {
  @Field(() => RegionLevelEnum, { description: 'Level of their regions (级别).' })
  level!: string;
  @Field(() => Int, { description: 'How many serve today (服务站数).' })
  stations!: number;
  @Field(() => Int, {
    description: 'How many of them had all of the five haves at the newest inspection (达标数).',
  })
  compliant!: number;
}

/** The service network of a region. */
@ObjectType('ServiceNetwork', {
  description: 'The service network of four levels (四级就业服务体系) of a region, as it stands today.',
  simpleResolvers: true,
})
export class ServiceNetworkFace {
  @Field(() => [NetworkBodies], { description: 'Bodies by level and type (机构), widest level first.' })
  bodies!: NetworkBodies[];
  @Field(() => [NetworkStations], { description: 'Stations by level (服务站), widest level first.' })
  stations!: NetworkStations[];
  @Field(() => Position, { description: 'The position (位置) at which they are true.' })
  position!: string;
}
