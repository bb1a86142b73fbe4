import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import { dismissPossibleDuplicate } from '#worker/dismiss-possible-duplicate.js';
import { loadMergedRecords } from '#worker/merged-record.list.js';
import { duplicateList, duplicatePayload } from '#worker/possible-duplicate.list.js';
import { PossibleDuplicateConnection, PossibleDuplicatePayload } from '#worker/possible-duplicate.type.js';
import { MergeWorkersInput } from '#worker/worker-merge.inputs.js';
import { type WorkerNode, workerPayload } from '#worker/worker.list.js';
import { WorkerFace, WorkerPayload } from '#worker/worker.type.js';
import { mergeWorkers } from './merge-workers.js';
import { unmergeWorkers } from './unmerge-workers.js';

/** The door behind which two records become one person, or are told apart. */
@Resolver(() => WorkerFace)
export class OneRecordResolver {
  @Query(() => PossibleDuplicateConnection, {
    description:
      'Pairs of records that may be of one person (疑似重复) and wait for the viewer’s word, oldest first; the county’s alone.',
  })
  async possibleDuplicates(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    op.must('possibleDuplicate.dismiss');
    return readConnection(op, duplicateList(op), page, askedOf(info));
  }

  @FieldResolver(() => [ID], {
    nullable: true,
    description:
      'Ids of the records that were merged into this one (已并入的档案), for unmergeWorkers; only the county that answers for the person.',
  })
  async mergedRecords(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<string[] | null> {
    return worker.audience === 'COUNTY_OF_SERVICE' ? op.batch(loadMergedRecords).load(worker.key) : null;
  }

  @Mutation(() => PossibleDuplicatePayload, {
    description:
      'Say of a pair that they are two people (不是同一人): remembered. Error: DUPLICATE_DECIDED. Who are one are merged by mergeWorkers.',
  })
  async dismissPossibleDuplicate(
    @Arg('input', () => ReasonInput, { description: 'Which pair, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('possibleDuplicate.dismiss', input, (inside) =>
      dismissPossibleDuplicate(inside, input),
    );
    return duplicatePayload(op, key);
  }

  @Mutation(() => WorkerPayload, {
    description:
      'Make two records of the own county one person (合并档案). Answers the kept one, which has wishes, tags and ways of both.',
  })
  async mergeWorkers(
    @Arg('input', () => MergeWorkersInput, { description: 'Which two, and why.' }) input: MergeWorkersInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return workerPayload(op, await op.write('worker.merge', input, (inside) => mergeWorkers(inside, input)));
  }

  @Mutation(() => WorkerPayload, {
    description:
      'Part two records that were merged by mistake (拆分档案). Answers the one that was given away. Error: NOT_MERGED.',
  })
  async unmergeWorkers(
    @Arg('input', () => ReasonInput, { description: 'The record that was merged away, and why.' })
    input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return workerPayload(
      op,
      await op.write('worker.unmerge', input, (inside) => unmergeWorkers(inside, input)),
    );
  }
}
