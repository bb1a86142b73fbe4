import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { RegionCode } from '#kernel/scalars.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { DISCLOSURE } from '#worker/disclosure.rules.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { WorkerFace } from '#worker/worker.type.js';
import { confirmWillingness } from './confirm-willingness.js';
import { expiringList } from './expiring.list.js';
import { recordWillingness } from './record-willingness.js';
import { ConfirmWillingnessInput, RecordWillingnessInput } from './willingness.inputs.js';
import { loadWillingnessOfWorkers, willingnessPayload } from './willingness.list.js';
import {
  WillingnessConnection,
  WillingnessFace,
  WillingnessKindEnum,
  WillingnessPayload,
} from './willingness.type.js';
import { withdrawWillingness } from './withdraw-willingness.js';

/** The door of the wishes, and the field that this room adds to a worker. */
@Resolver(() => WorkerFace)
export class WillingnessResolver {
  @Query(() => WillingnessConnection, {
    description:
      'Active wishes that end soon (即将到期的意愿), the first to end first: who is to be asked anew. The county.',
  })
  async expiringWillingness(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('days', () => Int, {
      nullable: true,
      description: 'Within so many days from today (天数), 1 to 366; default 14. Error: DAYS_AHEAD.',
    })
    days?: number | null,
    @Arg('place', () => RegionCode, {
      nullable: true,
      description: 'Of people served by this region or within it (地区).',
    })
    place?: string | null,
    @Arg('kind', () => WillingnessKindEnum, { nullable: true, description: 'Of this kind (类别).' })
    kind?: string | null,
  ): Promise<object> {
    op.must('willingness.read');
    return readConnection(op, expiringList(op, { days, place, kind }), page, askedOf(info));
  }

  @FieldResolver(() => [WillingnessFace], {
    nullable: true,
    description:
      'The newest wishes (意愿), newest first, at most 20: the county that answers for the person, and the station; null for others.',
  })
  async willingness(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<object[] | null> {
    if (DISCLOSURE[worker.audience].willingness !== 'FULL') return null;
    return op.batch(loadWillingnessOfWorkers).load(worker.key);
  }

  @Mutation(() => WillingnessPayload, { description: 'Write down what a person wants (登记意愿).' })
  async recordWillingness(
    @Arg('input', () => RecordWillingnessInput, { description: 'Who wants what.' })
    input: RecordWillingnessInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return willingnessPayload(
      op,
      await op.write('willingness.record', input, (inside) => recordWillingness(inside, input)),
    );
  }

  @Mutation(() => WillingnessPayload, {
    description: 'Confirm a recorded willingness (确认意愿): from now on it is counted.',
  })
  async confirmWillingness(
    @Arg('input', () => ConfirmWillingnessInput, { description: 'Which one.' })
    input: ConfirmWillingnessInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return willingnessPayload(
      op,
      await op.write('willingness.confirm', input, (inside) => confirmWillingness(inside, input)),
    );
  }

  @Mutation(() => WillingnessPayload, { description: 'Take a willingness back (撤销意愿).' })
  async withdrawWillingness(
    @Arg('input', () => IdInput, { description: 'Which one.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return willingnessPayload(
      op,
      await op.write('willingness.withdraw', input, (inside) => withdrawWillingness(inside, input)),
    );
  }
}
