import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { meetRegistered, spendLookUp } from './look-ups.js';
import { registerWorker } from './register-worker.js';
import { readRevealed, revealIdentity } from './reveal-identity.js';
import { tagWorker } from './tag-worker.js';
import { untagWorker } from './untag-worker.js';
import { workerList } from './worker-filter.list.js';
import { WorkerFilter } from './worker-filter.type.js';
import {
  RegisterWorkerInput,
  RevealIdentityInput,
  TagWorkerInput,
  UntagWorkerInput,
} from './worker.inputs.js';
import { workerPayload } from './worker.list.js';
import { RevealedIdentityPayload, WorkerConnection, WorkerPayload } from './worker.type.js';

/** The door of the people: each mutation names its verb, and the worker is read back under the viewer's rights. */
@Resolver()
export class WorkerResolver {
  @Query(() => WorkerConnection, {
    description:
      'Workers (劳动力) that are the viewer’s matter: a county’s own people, a station’s demand list and arrivals, an employer’s candidates.',
  })
  async workers(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => WorkerFilter, { nullable: true, description: 'Which ones.' })
    filter?: WorkerFilter | null,
  ): Promise<object> {
    op.must('worker.read');
    return readConnection(op, workerList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => WorkerPayload, {
    description: 'Register one of the county’s people (登记劳动力). Error: LOOK_UPS_SPENT.',
  })
  async registerWorker(
    @Arg('input', () => RegisterWorkerInput, { description: 'Who.' }) input: RegisterWorkerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    await meetRegistered(op, input.idNumber);
    return workerPayload(
      op,
      await op.write('worker.register', input, (inside) => registerWorker(inside, input)),
    );
  }

  @Mutation(() => WorkerPayload, { description: 'Give a person a tag from a day on (添加标签).' })
  async tagWorker(
    @Arg('input', () => TagWorkerInput, { description: 'Whom, and which tag.' }) input: TagWorkerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return workerPayload(op, await op.write('worker.tag', input, (inside) => tagWorker(inside, input)));
  }

  @Mutation(() => WorkerPayload, { description: 'End a tag that a person carries (取消标签).' })
  async untagWorker(
    @Arg('input', () => UntagWorkerInput, { description: 'Whom, and which tag.' }) input: UntagWorkerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return workerPayload(op, await op.write('worker.untag', input, (inside) => untagWorker(inside, input)));
  }

  @Mutation(() => RevealedIdentityPayload, {
    description:
      'Read an identity in full for a stated purpose (查看完整身份信息); each reading is journaled. Errors: NOT_CHECKED_IN, NOT_AGREED, READING_CLOSED, LOOK_UPS_SPENT.',
  })
  async revealIdentity(
    @Arg('input', () => RevealIdentityInput, { description: 'Whose, and for what.' })
    input: RevealIdentityInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return readRevealed(
      op,
      await op.write('worker.revealIdentity', input, async (inside) => {
        const reading = await revealIdentity(inside, input);
        await spendLookUp(inside);
        return reading;
      }),
    );
  }
}
