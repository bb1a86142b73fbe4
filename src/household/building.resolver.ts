import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { RegionCode } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { regionOf, type RegionNode } from '#party/party.list.js';
import { Region } from '#party/party.type.js';
import { buildingList, buildingPayload, loadSiteSources, sitePayload } from './building.list.js';
import {
  BuildingConnection,
  BuildingPayload,
  RegisterBuildingInput,
  SetSiteSourcesInput,
  SiteSourcesPayload,
} from './building.type.js';
import { registerBuilding } from './register-building.js';
import { setSiteSources } from './set-site-sources.js';

/** The door of sites and buildings, and the field that this room adds to a region. */
@Resolver(() => Region)
export class BuildingResolver {
  @Query(() => BuildingConnection, {
    description: 'Buildings (楼栋) of the viewer’s county, by place and number.',
  })
  async buildings(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('region', () => RegionCode, {
      nullable: true,
      description: 'Only of this region and all within it.',
    })
    region?: string | null,
  ): Promise<object> {
    op.must('household.read');
    return readConnection(op, buildingList(op, { region }), page, askedOf(info));
  }

  @FieldResolver(() => [Region], {
    description:
      'Of a resettlement site: where its people were moved from (迁出地); of any other region none.',
  })
  async sources(@Root() region: RegionNode, @Ctx() op: Operation): Promise<object[]> {
    if (region.level !== 'RESETTLEMENT_SITE') return [];
    const codes = (await op.batch(loadSiteSources).load(region.code)) ?? [];
    return codes.map((code) => regionOf(op, code));
  }

  @Mutation(() => SiteSourcesPayload, {
    description: 'Write down where the people of a resettlement site were moved from (登记安置点迁出地).',
  })
  async setSiteSources(
    @Arg('input', () => SetSiteSourcesInput, { description: 'Which site, and all its sources.' })
    input: SetSiteSourcesInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return sitePayload(
      op,
      await op.write('siteSources.set', input, (inside) => setSiteSources(inside, input)),
    );
  }

  @Mutation(() => BuildingPayload, { description: 'Number a building of a village or site (登记楼栋).' })
  async registerBuilding(
    @Arg('input', () => RegisterBuildingInput, { description: 'Where, and its number.' })
    input: RegisterBuildingInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return buildingPayload(
      op,
      await op.write('building.register', input, (inside) => registerBuilding(inside, input)),
    );
  }
}
