import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { DISCLOSURE } from '#worker/disclosure.rules.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { WorkerConnection, WorkerFace } from '#worker/worker.type.js';
import { assignArea } from './assign-area.js';
import { assignmentList, assignmentPayload, loadResponsible } from './assignment.list.js';
import {
  AssignmentConnection,
  AssignmentFace,
  AssignmentFilter,
  AssignmentPayload,
  ResponsiblePeopleFilter,
} from './assignment.type.js';
import {
  AssignAreaInput,
  HandBackWorkerInput,
  HandOverWorkerInput,
  RelieveAreaInput,
} from './duty.inputs.js';
import { handBackWorker } from './hand-back-worker.js';
import { handOverWorker } from './hand-over-worker.js';
import { relieveArea } from './relieve-area.js';
import { responsiblePeopleList } from './responsible-people.list.js';

/** The door of who is responsible for whom, and the field that this room adds to a worker. */
@Resolver(() => WorkerFace)
export class AssignmentResolver {
  @Query(() => AssignmentConnection, {
    description:
      'Assignments (责任关系) of the county, newest first; those that hold unless asked otherwise, and so the history.',
  })
  async assignments(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => AssignmentFilter, { nullable: true, description: 'Which ones.' })
    filter?: AssignmentFilter | null,
  ): Promise<object> {
    op.must('officer.read');
    return readConnection(op, assignmentList(op, filter ?? {}), page, askedOf(info));
  }

  @Query(() => WorkerConnection, {
    description:
      'People of the labour base by who is responsible for them (服务对象): an officer’s, my own, or nobody’s.',
  })
  async responsiblePeople(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ResponsiblePeopleFilter, { description: 'Whose.' }) filter: ResponsiblePeopleFilter,
  ): Promise<object> {
    op.must('officer.read');
    return readConnection(op, responsiblePeopleList(op, filter), page, askedOf(info));
  }

  @FieldResolver(() => AssignmentFace, {
    nullable: true,
    description:
      'By which assignment somebody is primarily responsible for the person (责任人), the narrowest that holds; null: nobody. Only the county that answers for the person.',
  })
  async responsible(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<object | null> {
    if (DISCLOSURE[worker.audience].responsible !== 'FULL') return null;
    return op.batch(loadResponsible).load(worker.key);
  }

  @Mutation(() => AssignmentPayload, {
    description:
      'Make an officer responsible for an area (指定区域责任人): for everybody in it who was not handed over and is in no narrower area with an officer. Error: ALREADY_ASSIGNED.',
  })
  async assignArea(
    @Arg('input', () => AssignAreaInput, { description: 'Who, and which area.' }) input: AssignAreaInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return assignmentPayload(op, await op.write('area.assign', input, (inside) => assignArea(inside, input)));
  }

  @Mutation(() => AssignmentPayload, {
    description: 'Leave an area without an officer of its own (撤销区域责任人).',
  })
  async relieveArea(
    @Arg('input', () => RelieveAreaInput, { description: 'Which area, and why.' }) input: RelieveAreaInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return assignmentPayload(
      op,
      await op.write('area.relieve', input, (inside) => relieveArea(inside, input)),
    );
  }

  @Mutation(() => AssignmentPayload, {
    description:
      'Hand a person over to an officer (移交服务对象), whatever the area. Error: ALREADY_ASSIGNED.',
  })
  async handOverWorker(
    @Arg('input', () => HandOverWorkerInput, { description: 'Whom, to whom, and why.' })
    input: HandOverWorkerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return assignmentPayload(
      op,
      await op.write('worker.handOver', input, (inside) => handOverWorker(inside, input)),
    );
  }

  @Mutation(() => AssignmentPayload, {
    description: 'Give a person who was handed over back to the area (退回服务对象).',
  })
  async handBackWorker(
    @Arg('input', () => HandBackWorkerInput, { description: 'Whom, and why.' }) input: HandBackWorkerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return assignmentPayload(
      op,
      await op.write('worker.handBack', input, (inside) => handBackWorker(inside, input)),
    );
  }
}
