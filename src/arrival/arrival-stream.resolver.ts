import { Arg, Ctx, Resolver, Root, Subscription } from 'type-graphql';
import { openedByPorch } from '#journal/opened-by-porch.js';
import type { News } from '#journal/watch.js';
import type { Operation } from '#kernel/operation.js';
import { Position } from '#kernel/scalars.js';
import { arrivalNode } from './arrival.list.js';
import { WorkerArrived, WorkerArrivedFilter } from './arrival-stream.type.js';

/** The stream of verified arrivals. */
@Resolver()
export class ArrivalStreamResolver {
  @Subscription(() => WorkerArrived, {
    description:
      'Workers as their arrival is verified (核验到岗), in the order of the journal; only those whose matter is the viewer’s. With `after`, everything since that position comes first.',
    subscribe: openedByPorch,
  })
  workerArrived(
    @Root() item: { news: News; position: string },
    @Ctx() op: Operation,
    @Arg('filter', () => WorkerArrivedFilter, { nullable: true, description: 'Which ones.' })
    _filter?: WorkerArrivedFilter | null,
    @Arg('after', () => Position, {
      nullable: true,
      description: 'Resume after this position; default: from now on.',
    })
    _after?: string | null,
  ): object {
    return { arrival: arrivalNode(op, item.news.image), position: item.position };
  }
}
