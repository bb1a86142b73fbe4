import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { planTrip } from './plan-trip.js';
import { announceTrip } from './announce-trip.js';
import { lockTrip } from './lock-trip.js';
import { boardTrip } from './board-trip.js';
import { loadDispatches } from './dispatch.list.js';
import { TripPassenger } from './dispatch.type.js';
import { LockTripInput, PlanTripInput } from './trip.inputs.js';
import { loadPassengers, type TripNode, tripList, tripPayload } from './trip.list.js';
import { TripConnection, TripFace, TripFilter, TripPayload } from './trip.type.js';

/** The door of the trips. A trip's departure stands in the arrival room, as it ends some expectations. */
@Resolver(() => TripFace)
export class TripResolver {
  @Query(() => TripConnection, { description: 'Trips (车次) of the viewer’s side, newest first.' })
  async trips(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => TripFilter, { nullable: true, description: 'Which ones.' })
    filter?: TripFilter | null,
  ): Promise<object> {
    op.must('trip.read');
    return readConnection(op, tripList(op, filter ?? {}), page, askedOf(info));
  }

  @FieldResolver(() => [TripPassenger], {
    description:
      'The manifest (乘车名单) in the order of booking, as far as the passengers are yours to see.',
  })
  async passengers(@Root() trip: TripNode, @Ctx() op: Operation): Promise<object[]> {
    const seats = (await op.batch(loadPassengers).load(trip.key)) ?? [];
    return seats.map((seat) => ({
      boardState: seat.boardState,
      get dispatch() {
        return op.batch(loadDispatches).load(seat.dispatchKey);
      },
    }));
  }

  @Mutation(() => TripPayload, {
    description: 'Plan a trip (计划车次): the county or the city’s station.',
  })
  async planTrip(
    @Arg('input', () => PlanTripInput, { description: 'The trip.' }) input: PlanTripInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return tripPayload(op, await op.write('trip.plan', input, (inside) => planTrip(inside, input)));
  }

  @Mutation(() => TripPayload, {
    description: 'Announce a trip, so that people sign up (发布车次).',
  })
  async announceTrip(
    @Arg('input', () => IdInput, { description: 'Which trip.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return tripPayload(op, await op.write('trip.announce', input, (inside) => announceTrip(inside, input)));
  }

  @Mutation(() => TripPayload, {
    description: 'Fix the manifest (锁定名单).',
  })
  async lockTrip(
    @Arg('input', () => LockTripInput, { description: 'Which trip.' }) input: LockTripInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return tripPayload(op, await op.write('trip.lock', input, (inside) => lockTrip(inside, input)));
  }

  @Mutation(() => TripPayload, {
    description: 'Begin boarding (开始上车).',
  })
  async boardTrip(
    @Arg('input', () => IdInput, { description: 'Which trip.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return tripPayload(op, await op.write('trip.board', input, (inside) => boardTrip(inside, input)));
  }
}
