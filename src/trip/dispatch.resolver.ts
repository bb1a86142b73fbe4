import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { planDispatch } from './plan-dispatch.js';
import { bookDispatch } from './book-dispatch.js';
import { departDispatch } from './depart-dispatch.js';
import { dispatchList, dispatchPayload } from './dispatch.list.js';
import { DispatchFilter, DispatchOrderConnection, DispatchPayload } from './dispatch.type.js';
import { BookDispatchInput, PlanDispatchInput } from './trip.inputs.js';

/**
 * The door of the dispatch orders. Clearing, cancelling and the departure of a trip have consequences for the
 * arrival that is expected; their doors stand in that room.
 */
@Resolver()
export class DispatchResolver {
  @Query(() => DispatchOrderConnection, {
    description: 'Dispatch orders (派遣单) of the viewer’s side, newest first.',
  })
  async dispatches(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => DispatchFilter, { nullable: true, description: 'Which ones.' })
    filter?: DispatchFilter | null,
  ): Promise<object> {
    op.must('dispatch.read');
    return readConnection(op, dispatchList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => DispatchPayload, {
    description:
      'Plan the dispatch of a worker who took an offer (派遣计划): the county. Error: DISPATCH_ALREADY_OPEN.',
  })
  async planDispatch(
    @Arg('input', () => PlanDispatchInput, { description: 'Which referral, and when.' })
    input: PlanDispatchInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return dispatchPayload(
      op,
      await op.write('dispatch.plan', input, (inside) => planDispatch(inside, input)),
    );
  }

  @Mutation(() => DispatchPayload, {
    description: 'Book a cleared dispatch on a trip, or as travel alone (登记行程).',
  })
  async bookDispatch(
    @Arg('input', () => BookDispatchInput, { description: 'Which dispatch, on which trip.' })
    input: BookDispatchInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return dispatchPayload(
      op,
      await op.write('dispatch.book', input, (inside) => bookDispatch(inside, input)),
    );
  }

  @Mutation(() => DispatchPayload, {
    description: 'Say that a worker who travels alone has left (自行出发).',
  })
  async departDispatch(
    @Arg('input', () => IdInput, { description: 'Which dispatch.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return dispatchPayload(
      op,
      await op.write('dispatch.depart', input, (inside) => departDispatch(inside, input)),
    );
  }
}
