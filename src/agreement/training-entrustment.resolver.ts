import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { readBack } from '#kernel/published.js';
import { askedOf } from '#kernel/selection.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import { cancelTrainingEntrustment } from './cancel-training-entrustment.js';
import { issueTrainingEntrustment } from './issue-training-entrustment.js';
import { entrustmentList, TRAINING_ENTRUSTMENTS } from './training-entrustment.list.js';
import {
  IssueTrainingEntrustmentInput,
  TrainingEntrustmentConnection,
  TrainingEntrustmentFilter,
  TrainingEntrustmentPayload,
} from './training-entrustment.type.js';

/** The door of the training entrustments. */
@Resolver()
export class TrainingEntrustmentResolver {
  @Query(() => TrainingEntrustmentConnection, {
    description: 'Training entrustments (培训委托书), newest first; every signed-in side sees them all.',
  })
  async trainingEntrustments(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => TrainingEntrustmentFilter, { nullable: true, description: 'Which ones.' })
    filter?: TrainingEntrustmentFilter | null,
  ): Promise<object> {
    return readConnection(op, entrustmentList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => TrainingEntrustmentPayload, {
    description: 'Commission a training provider (出具培训委托书). The county.',
  })
  async issueTrainingEntrustment(
    @Arg('input', () => IssueTrainingEntrustmentInput, { description: 'Whom, and for what.' })
    input: IssueTrainingEntrustmentInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('trainingEntrustment.issue', input, (inside) =>
      issueTrainingEntrustment(inside, input),
    );
    return entrustmentOf(op, key);
  }

  @Mutation(() => TrainingEntrustmentPayload, {
    description:
      'Take an entrustment back (撤销培训委托书). The county that issued it. Error: ENTRUSTMENT_CANCELLED.',
  })
  async cancelTrainingEntrustment(
    @Arg('input', () => ReasonInput, { description: 'Which one, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('trainingEntrustment.cancel', input, (inside) =>
      cancelTrainingEntrustment(inside, input),
    );
    return entrustmentOf(op, key);
  }
}

async function entrustmentOf(op: Operation, key: string): Promise<object> {
  const { node, position } = await readBack(op, TRAINING_ENTRUSTMENTS, key);
  return { trainingEntrustment: node, position };
}
