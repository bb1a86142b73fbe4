import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { type NewVisit, recordVisit } from './record-visit.js';
import { visitList, visitPayload } from './visit.list.js';
import { RecordVisitInput, VisitConnection, VisitFilter, VisitPayload } from './visit.type.js';

/** The door of the visits to warm-heart houses. */
@Resolver()
export class VisitResolver {
  @Query(() => VisitConnection, {
    description:
      'Visits to warm-heart houses (暖心屋来访), newest first: of the own station, of the region of a bureau, and of the people of a county.',
  })
  async stationVisits(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => VisitFilter, { nullable: true, description: 'Which ones.' })
    filter?: VisitFilter | null,
  ): Promise<object> {
    op.must('visit.read');
    return readConnection(op, visitList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => VisitPayload, {
    description: 'Write down who came to a warm-heart house, and what for (登记来访). Error: NOT_YOUR_SIDE.',
  })
  async recordVisit(
    @Arg('input', () => RecordVisitInput, { description: 'Where, who, what for.' }) input: RecordVisitInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return visitPayload(
      op,
      await op.write('visit.record', input, (inside) => recordVisit(inside, input as NewVisit)),
    );
  }
}
