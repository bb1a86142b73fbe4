import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangePages } from '#journal/change-pages.js';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame, tellPage } from '#journal/tell-frame.js';
import { ChangesArguments, framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { RegionCode } from '#kernel/scalars.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { JobDemand, PostSupply, TierEnum } from './picture.type.js';
import { watchDemandList } from './watch-demand-list.js';
import { watchSupplyList } from './watch-supply-list.js';

const Demand = framesOf('Demand', JobDemand, 'workers who may come (求职需求清单)');
const Supply = framesOf('Supply', PostSupply, 'postings with places (岗位供给清单)');

/** The two lists of a pair, watched. */
@Resolver()
export class ListWatchResolver {
  constructor(private readonly pages: ChangePages) {}

  @Query(() => Demand.ChangesPage, {
    description:
      'What changed on the demand list of a pair after a position (求职需求清单变动), in pages: what `watchDemandList` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async demandChanges(
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'The origin (输出地).' }) origin: string,
    @Arg('destination', () => RegionCode, { description: 'The destination (输入地).' }) destination: string,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
    @Arg('population', () => PopulationEnum, {
      nullable: true,
      description: 'Whom to list; default TARGET. RELOCATED and TARGET_OR_RELOCATED are the county’s alone.',
    })
    population?: string | null,
    @Arg('tiers', () => [TierEnum], { nullable: true, description: 'Only these tiers.' })
    tiers?: string[] | null,
  ): Promise<object> {
    const args = { origin, destination, population: population ?? null, tiers: tiers ?? null };
    const page = await this.pages.read(op, watchDemandList, args, after, first ?? undefined);
    return tellPage(op, watchDemandList, args, page);
  }

  @Query(() => Supply.ChangesPage, {
    description:
      'What changed on the supply list of a pair after a position (岗位供给清单变动), in pages: what `watchSupplyList` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async supplyChanges(
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'The origin (输出地).' }) origin: string,
    @Arg('destination', () => RegionCode, { description: 'The destination (输入地).' }) destination: string,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
  ): Promise<object> {
    const args = { origin, destination };
    const page = await this.pages.read(op, watchSupplyList, args, after, first ?? undefined);
    return tellPage(op, watchSupplyList, args, page);
  }

  @Subscription(() => Demand.Frames, {
    description:
      'The demand list of a pair, live (求职需求清单推送): who may come, masked as in the list; ids are the workers’. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchDemandList(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'The origin (输出地).' }) origin: string,
    @Arg('destination', () => RegionCode, { description: 'The destination (输入地).' }) destination: string,
    @Args(() => WatchArguments) _watch: WatchArguments,
    @Arg('population', () => PopulationEnum, {
      nullable: true,
      description: 'Whom to list; default TARGET. RELOCATED and TARGET_OR_RELOCATED are the county’s alone.',
    })
    population?: string | null,
    @Arg('tiers', () => [TierEnum], {
      nullable: true,
      description: 'Only these tiers; EXPLICIT and BROAD together are count 2.',
    })
    tiers?: string[] | null,
  ): object {
    const args = { origin, destination, population: population ?? null, tiers: tiers ?? null };
    return tellFrame(op, watchDemandList, args, frame);
  }

  @Subscription(() => Supply.Frames, {
    description:
      'The supply list of a pair, live (岗位供给清单推送): postings with places for this origin; ids are the postings’. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchSupplyList(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('origin', () => RegionCode, { description: 'The origin (输出地).' }) origin: string,
    @Arg('destination', () => RegionCode, { description: 'The destination (输入地).' }) destination: string,
    @Args(() => WatchArguments) _watch: WatchArguments,
  ): object {
    return tellFrame(op, watchSupplyList, { origin, destination }, frame);
  }
}
