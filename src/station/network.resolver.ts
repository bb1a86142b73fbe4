import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { RegionCode } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { RegionConnection } from '#party/party.type.js';
import { serviceNetwork, unservedList } from './network.list.js';
import { ServiceNetworkFace } from './network.type.js';

/** The door of the service network: who serves where, and where nobody does. */
@Resolver()
export class NetworkResolver {
  @Query(() => ServiceNetworkFace, {
    description:
      'How many bodies and stations serve a region, by level (四级就业服务体系); every signed-in side may ask. Errors: UNKNOWN_REGION, REGION_OF_ANOTHER_LEVEL of a group.',
  })
  serviceNetwork(
    @Ctx() op: Operation,
    @Arg('region', () => RegionCode, { description: 'Of which region and all within it (区划).' })
    region: string,
  ): Promise<object> {
    return serviceNetwork(op, op.regions.must(region, 'region'));
  }

  @Query(() => RegionConnection, {
    description:
      'Towns, villages and resettlement sites of a region in which neither a body of theirs nor a station serves (服务空白点), by code. Errors: UNKNOWN_REGION, REGION_OF_ANOTHER_LEVEL of a group.',
  })
  unservedRegions(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('region', () => RegionCode, { description: 'Within which region (区划).' }) region: string,
  ): Promise<object> {
    return readConnection(op, unservedList(op, op.regions.must(region, 'region')), page, askedOf(info));
  }
}
