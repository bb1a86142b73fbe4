import { Arg, Args, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ChangePages } from '#journal/change-pages.js';
import type { ListFrame } from '#journal/list-frames.js';
import { openedByPorch } from '#journal/opened-by-porch.js';
import { tellFrame, tellPage } from '#journal/tell-frame.js';
import { ChangesArguments, framesOf, WatchArguments } from '#journal/watch.type.js';
import type { Operation } from '#kernel/operation.js';
import { TripFace, TripFilter } from './trip.type.js';
import { watchTripList } from './watch-trip-list.js';

const { Frames, ChangesPage } = framesOf('Trip', TripFace, 'trips (车次)');

/** The list of trips, watched. */
@Resolver()
export class TripWatchResolver {
  constructor(private readonly pages: ChangePages) {}

  @Query(() => ChangesPage, {
    description:
      'What changed on the list of trips after a position (车次清单变动), in pages: what `watchTrips` tells. Error: NOT_A_POSITION, PAGE_SIZE.',
  })
  async tripChanges(
    @Ctx() op: Operation,
    @Args(() => ChangesArguments) { after, first }: ChangesArguments,
    @Arg('filter', () => TripFilter, { nullable: true, description: 'Which ones.' })
    filter?: TripFilter | null,
  ): Promise<object> {
    const args = { filter: filter ?? null };
    const page = await this.pages.read(op, watchTripList, args, after, first ?? undefined);
    return tellPage(op, watchTripList, args, page);
  }

  @Subscription(() => Frames, {
    description:
      'The list of trips, live (车次清单推送): those of the viewer’s side, then whatever enters, changes and leaves, provable by digest. The contract is in docs/live.md.',
    subscribe: openedByPorch,
  })
  watchTrips(
    @Root() frame: ListFrame,
    @Ctx() op: Operation,
    @Arg('filter', () => TripFilter, { nullable: true, description: 'Which ones.' })
    filter: TripFilter | null | undefined,
    @Args(() => WatchArguments) _watch: WatchArguments,
  ): object {
    return tellFrame(op, watchTripList, { filter: filter ?? null }, frame);
  }
}
