import { Arg, Args, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame } from '#journal/tell-frame.js';
import { framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { ArrivalFace, ArrivalFilter } from './arrival.type.js';
import { watchArrivalList } from './watch-arrival-list.js';

const WatchArrivals = framesOf('Arrival', ArrivalFace, 'arrivals (到岗记录)');

/** The list of arrivals, watched. */
@Resolver()
export class ArrivalWatchResolver {
  @Subscription(() => WatchArrivals, {
    description:
      'The list of arrivals, live (到岗清单推送): those whose matter is the viewer’s, then whatever enters, changes and leaves, provable by digest. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchArrivals(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('filter', () => ArrivalFilter, { nullable: true, description: 'Which ones.' })
    filter: ArrivalFilter | null | undefined,
    @Args(() => WatchArguments) _watch: WatchArguments,
  ): object {
    return tellFrame(op, watchArrivalList, { filter: filter ?? null }, frame);
  }
}
