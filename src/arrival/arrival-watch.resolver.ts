import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangePages } from '#journal/change-pages.js';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame, tellPage } from '#journal/tell-frame.js';
import { ChangesArguments, framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { ArrivalFace, ArrivalFilter } from './arrival.type.js';
import { watchArrivalList } from './watch-arrival-list.js';

const { Frames, ChangesPage } = framesOf('Arrival', ArrivalFace, 'arrivals (到岗记录)');

/** The list of arrivals, watched. */
@Resolver()
export class ArrivalWatchResolver {
  constructor(private readonly pages: ChangePages) {}

  @Query(() => ChangesPage, {
    description:
      'What changed on the list of arrivals after a position (到岗清单变动), in pages: what `watchArrivals` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async arrivalChanges(
    @Ctx() op: Operation,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
    @Arg('filter', () => ArrivalFilter, { nullable: true, description: 'Which ones.' })
    filter?: ArrivalFilter | null,
  ): Promise<object> {
    const args = { filter: filter ?? null };
    const page = await this.pages.read(op, watchArrivalList, args, after, first ?? undefined);
    return tellPage(op, watchArrivalList, args, page);
  }

  @Subscription(() => Frames, {
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
