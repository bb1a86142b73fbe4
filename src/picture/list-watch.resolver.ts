import { Arg, Args, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame } from '#journal/tell-frame.js';
import { framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { RegionCode } from '#kernel/scalars.js';
import { PopulationEnum } from '#worker/worker-enums.type.js';
import { JobDemand, PostSupply, TierEnum } from './picture.type.js';
import { watchDemandList } from './watch-demand-list.js';
import { watchSupplyList } from './watch-supply-list.js';

const WatchDemandList = framesOf('Demand', JobDemand, 'workers who may come (求职需求清单)');
const WatchSupplyList = framesOf('Supply', PostSupply, 'postings with places (岗位供给清单)');

/** The two lists of a pair, watched. */
@Resolver()
export class ListWatchResolver {
  @Subscription(() => WatchDemandList, {
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
      description: 'Whom to list; default TARGET. TARGET_OR_RELOCATED is the county’s alone.',
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

  @Subscription(() => WatchSupplyList, {
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
