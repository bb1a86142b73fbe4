import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { returneeList } from '#homecoming/return.list.js';
import { ReturneeFilter, ReturnRecordConnection } from '#homecoming/return.type.js';
import { readConnection } from '#kernel/page.js';
import { AT_LEAST, PageArgs } from '#kernel/page.type.js';
import { Position, RegionCode } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { regionOf } from '#party/party.list.js';
import type { Population } from '#worker/population.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { intentPrimary, primaryPlaces } from './intent-primary.js';
import { ORIGIN_LEVELS } from './pair.js';
import { SIX_LISTS, type SixList } from './six-lists.rules.js';
import { placeIn, sixCounts, sixList, type SixListOrder } from './six-lists.js';
import {
  IntentPrimary,
  SixListConnection,
  SixListCounts,
  SixListEnum,
  SixListFilterInput,
  SixListOrderEnum,
  SixListsFace,
} from './six-lists.type.js';

/** The door of the six lists: the county's own, by name and with reasons. */
@Resolver(() => SixListsFace)
export class SixListsResolver {
  @Query(() => SixListsFace, {
    description:
      'The six lists (六个清单) of a region of the county’s own. Error: UNKNOWN_REGION, REGION_OF_ANOTHER_LEVEL, NOT_YOUR_SIDE.',
  })
  sixLists(
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'Whose people: the county or a place in it (输出地).' })
    origin: string,
  ): object {
    op.must('sixLists.read');
    const region = op.regions.must(origin, 'origin', ORIGIN_LEVELS);
    op.must('sixLists.read', { origin: region.path }, 'origin');
    return { origin: regionOf(op, region.code), region };
  }

  @FieldResolver(() => SixListConnection, {
    description: 'One of the lists (清单), one row per person; the total is exact.',
  })
  rows(
    @Root() { region }: { region: RegionFact },
    @Ctx() op: Operation,
    @Arg('list', () => SixListEnum, { description: 'Which list (清单).' }) list: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => SixListFilterInput, { nullable: true, description: 'Which of its people.' })
    filter?: SixListFilterInput | null,
    @Arg('orderBy', () => SixListOrderEnum, { nullable: true, description: 'Default PLACE.' })
    orderBy?: string | null,
  ): Promise<object> {
    const order = (orderBy ?? 'PLACE') as SixListOrder;
    const asked = askedOf(info);
    return readConnection(
      op,
      sixList(op, region, list as SixList, filter ?? {}, order, asked.items),
      page,
      asked,
    );
  }

  @FieldResolver(() => ReturnRecordConnection, {
    description:
      '6 · Who came home and has had no work outside the county since (返乡回流人员实名清单): the `returnees` of this origin, each with the reason. Error: PLACE_OUTSIDE.',
  })
  returnees(
    @Root() { region }: { region: RegionFact },
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ReturneeFilter, { nullable: true, description: 'Which ones.' })
    filter?: ReturneeFilter | null,
  ): Promise<object> {
    op.must('return.read');
    const place = placeIn(op, region, filter?.place).code;
    return readConnection(op, returneeList(op, { ...filter, place }), page, askedOf(info));
  }

  @FieldResolver(() => IntentPrimary, {
    description:
      'Where its jobseekers want to go first (首选意向), an additive report: count 2 of a pair counts a person for every place that is named.',
  })
  async intentPrimary(
    @Root() { region }: { region: RegionFact },
    @Ctx() op: Operation,
    @Arg('population', () => PopulationEnum, {
      nullable: true,
      description: 'Whom to count (口径); default TARGET.',
    })
    population?: string | null,
    @Arg('atLeast', () => Position, { nullable: true, description: AT_LEAST }) atLeast?: string | null,
  ): Promise<object> {
    const asked = primaryPlaces(region, (population ?? 'TARGET') as Population);
    const { position, rows } = await op.readAtLeast(atLeast, asked);
    return { ...intentPrimary(op, rows[0] ?? []), position };
  }

  @FieldResolver(() => SixListCounts, {
    description: 'How many are on each of them (各清单人数); of list 6 the total of `returnees`.',
  })
  async counts(
    @Root() { region }: { region: RegionFact },
    @Ctx() op: Operation,
    @Arg('atLeast', () => Position, { nullable: true, description: AT_LEAST }) atLeast?: string | null,
  ): Promise<object> {
    const { position, rows } = await op.readAtLeast(atLeast, sixCounts(region));
    const counts = SIX_LISTS.map((list) => ({
      list,
      workers: Number(rows[0]?.[0]?.[list.toLowerCase()] ?? 0),
    }));
    return { counts, position };
  }
}
