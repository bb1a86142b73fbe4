import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { DISCLOSURE } from '#worker/disclosure.rules.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { WorkerFace } from '#worker/worker.type.js';
import { loadHouseholdOfWorkers } from './household.list.js';
import { HouseholdFace } from './household.type.js';
import { zeroEmploymentList } from './zero-employment.list.js';
import { ZeroEmploymentConnection, ZeroEmploymentFilter } from './zero-employment.type.js';

/** The door of the zero-employment households, and the field that this room adds to a worker. */
@Resolver(() => WorkerFace)
export class WorkerHouseholdResolver {
  @FieldResolver(() => HouseholdFace, {
    nullable: true,
    description:
      'Of which household the person is now (所在户); only the county that answers for the person.',
  })
  async household(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<object | null> {
    if (DISCLOSURE[worker.audience].family !== 'FULL') return null;
    return op.batch(loadHouseholdOfWorkers).load(worker.key);
  }

  @Query(() => ZeroEmploymentConnection, {
    description:
      'Zero-employment households (零就业家庭) of the county: with labour and nobody at work; those that are open now, unless asked otherwise.',
  })
  async zeroEmploymentHouseholds(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ZeroEmploymentFilter, { nullable: true, description: 'Which ones.' })
    filter?: ZeroEmploymentFilter | null,
  ): Promise<object> {
    op.must('household.read');
    return readConnection(op, zeroEmploymentList(op, filter ?? {}), page, askedOf(info));
  }
}
