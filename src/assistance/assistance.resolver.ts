import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { WorkerFace } from '#worker/worker.type.js';
import {
  CloseAssistancePlanInput,
  CorrectAssistancePlanInput,
  FinishMeasureInput,
  OpenAssistancePlanInput,
  PlanMeasureInput,
} from './assistance.inputs.js';
import { loadPlansOfWorkers, planList, planPayload } from './assistance.list.js';
import { AssistancePlanFilter, PlanConnection, PlanFace, PlanPayload } from './assistance.type.js';
import { closeAssistancePlan } from './close-assistance-plan.js';
import { correctAssistancePlan } from './correct-assistance-plan.js';
import { dropMeasure } from './drop-measure.js';
import { finishMeasure } from './finish-measure.js';
import { openAssistancePlan } from './open-assistance-plan.js';
import { planMeasure } from './plan-measure.js';

/** The field that this room adds to a worker. */
@Resolver(() => WorkerFace)
export class WorkerAssistanceResolver {
  @FieldResolver(() => [PlanFace], {
    nullable: true,
    description:
      'The newest assistance plans (帮扶计划), newest first, at most 20: for the county that serves the person; null for others.',
  })
  async assistancePlans(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<object[] | null> {
    return worker.audience === 'COUNTY_OF_SERVICE' ? op.batch(loadPlansOfWorkers).load(worker.key) : null;
  }
}

/** The lists and the steps of a plan. */
@Resolver()
export class AssistanceResolver {
  @Query(() => PlanConnection, {
    description:
      'Assistance plans (帮扶计划) for the people that the county serves: newest first, or by the day they are due.',
  })
  async assistancePlans(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => AssistancePlanFilter, { nullable: true, description: 'Which ones.' })
    filter?: AssistancePlanFilter | null,
  ): Promise<object> {
    op.must('assistancePlan.read');
    return readConnection(op, planList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => PlanPayload, {
    description: 'Set down how a person is to be helped to work (制定帮扶计划).',
  })
  async openAssistancePlan(
    @Arg('input', () => OpenAssistancePlanInput, { description: 'Whom, and how.' })
    input: OpenAssistancePlanInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return planPayload(
      op,
      await op.write('assistancePlan.open', input, (inside) => openAssistancePlan(inside, input)),
    );
  }

  @Mutation(() => PlanPayload, {
    description:
      'Say anew what a plan is about, or hand it over (更正帮扶计划). Error: PLAN_STEP_NOT_ALLOWED.',
  })
  async correctAssistancePlan(
    @Arg('input', () => CorrectAssistancePlanInput, { description: 'What it says now.' })
    input: CorrectAssistancePlanInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return planPayload(
      op,
      await op.write('assistancePlan.correct', input, (inside) => correctAssistancePlan(inside, input)),
    );
  }

  @Mutation(() => PlanPayload, {
    description:
      'One more thing to be done in a plan (新增措施). Errors: PLAN_STEP_NOT_ALLOWED, TOO_MANY_MEASURES.',
  })
  async planMeasure(
    @Arg('input', () => PlanMeasureInput, { description: 'What, by when.' }) input: PlanMeasureInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return planPayload(op, await op.write('measure.plan', input, (inside) => planMeasure(inside, input)));
  }

  @Mutation(() => PlanPayload, {
    description: 'A measure was done (落实措施). Errors: MEASURE_STEP_NOT_ALLOWED, PLAN_STEP_NOT_ALLOWED.',
  })
  async finishMeasure(
    @Arg('input', () => FinishMeasureInput, { description: 'Which, and what came of it.' })
    input: FinishMeasureInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return planPayload(op, await op.write('measure.finish', input, (inside) => finishMeasure(inside, input)));
  }

  @Mutation(() => PlanPayload, {
    description:
      'A measure will not be done (取消措施). Errors: MEASURE_STEP_NOT_ALLOWED, PLAN_STEP_NOT_ALLOWED.',
  })
  async dropMeasure(
    @Arg('input', () => ReasonInput, { description: 'Which, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return planPayload(op, await op.write('measure.drop', input, (inside) => dropMeasure(inside, input)));
  }

  @Mutation(() => PlanPayload, {
    description:
      'A plan has come to its end (结束帮扶计划): what is still planned in it is dropped. Error: PLAN_STEP_NOT_ALLOWED.',
  })
  async closeAssistancePlan(
    @Arg('input', () => CloseAssistancePlanInput, { description: 'Which, and what came of it.' })
    input: CloseAssistancePlanInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return planPayload(
      op,
      await op.write('assistancePlan.close', input, (inside) => closeAssistancePlan(inside, input)),
    );
  }
}
