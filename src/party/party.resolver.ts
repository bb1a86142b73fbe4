import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { LocalDate, RegionCode } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { loadOrganizations, organizationList, pairingList, regionList, regionNode } from './party.list.js';
import {
  OrganizationConnection,
  OrganizationTypeEnum,
  PairingConnection,
  Region,
  RegionConnection,
  RegionLevelEnum,
  ViewerFace,
} from './party.type.js';

/** Reads of who and where. */
@Resolver()
export class PartyResolver {
  @Query(() => ViewerFace, { description: 'Who is asking, with role, organization and pairings (当前用户).' })
  async viewer(@Ctx() op: Operation): Promise<object> {
    const { viewer } = op;
    const facts = (paths: readonly string[]) =>
      [...op.regions.all()].filter((r) => paths.includes(r.path)).map((r) => regionNode(op, r));
    return {
      ...viewer,
      organization: await op.batch(loadOrganizations).load(viewer.organizationId),
      pairedOrigins: facts(viewer.origins),
      pairedDestinations: facts(viewer.destinations),
    };
  }

  @Query(() => Region, {
    description:
      'One region (行政区划), also one whose code was given up: `successorCode` tells what it is today. Error: UNKNOWN_REGION with the nearest code as suggestion.',
  })
  region(
    @Arg('code', () => RegionCode, { description: 'Its code.' }) code: string,
    @Ctx() op: Operation,
  ): object {
    return regionNode(op, op.regions.known(code, 'code'));
  }

  @Query(() => RegionConnection, {
    description:
      'The regions directly under one, or of one level under it (下级区划), by code; those at the top when none is named.',
  })
  regions(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('under', () => RegionCode, { nullable: true, description: 'The region above.' }) under?:
      | string
      | null,
    @Arg('level', () => RegionLevelEnum, {
      nullable: true,
      description: 'All of this level under it, not only the next one.',
    })
    level?: string | null,
  ): Promise<object> {
    return readConnection(op, regionList(op, { under, level }), page, askedOf(info));
  }

  @Query(() => OrganizationConnection, { description: 'Organizations (机构) of a region and all within it.' })
  organizations(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('region', () => RegionCode, {
      nullable: true,
      description: 'Only of this region and all within it.',
    })
    region?: string | null,
    @Arg('type', () => OrganizationTypeEnum, { nullable: true, description: 'Only of this kind.' }) type?:
      | string
      | null,
    @Arg('name', () => String, {
      nullable: true,
      description: 'Only whose name contains this text. Error reasons: TEXT_EMPTY, TEXT_TOO_LONG.',
    })
    name?: string | null,
    @Arg('parent', () => ID, { nullable: true, description: 'Only directly under this one (上级机构).' })
    parent?: string | null,
    @Arg('closed', () => Boolean, {
      nullable: true,
      description: 'Only those that are no more, or only those that stand (已撤销).',
    })
    closed?: boolean | null,
  ): Promise<object> {
    return readConnection(
      op,
      organizationList(op, { regionCode: region, type, name, parent, closed }),
      page,
      askedOf(info),
    );
  }

  @Query(() => PairingConnection, { description: 'Pairings (结对关系) that hold on a day.' })
  pairings(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('origin', () => RegionCode, {
      nullable: true,
      description: 'Only of this origin and all within it.',
    })
    origin?: string | null,
    @Arg('destination', () => RegionCode, {
      nullable: true,
      description: 'Only of this destination and all within it.',
    })
    destination?: string | null,
    @Arg('on', () => LocalDate, { nullable: true, description: 'Day on which they hold; default today.' })
    on?: string | null,
  ): Promise<object> {
    return readConnection(op, pairingList(op, { origin, destination, on }), page, askedOf(info));
  }
}
