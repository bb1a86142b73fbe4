import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import { RecordLifeEventInput } from '#worker/life-event.inputs.js';
import { lifeEventPayload, loadLifeEventsOfWorkers } from '#worker/life-event.list.js';
import { LifeEventFace, LifeEventPayload } from '#worker/life-event.type.js';
import { type LifeStep, recordLifeEvent } from '#worker/record-life-event.js';
import { undoLifeEvent } from '#worker/undo-life-event.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { WorkerFace } from '#worker/worker.type.js';
import { endWayOf } from './end-way-of.js';

/** The door of what befalls people: verbs of the worker room that may end a whole way, as a correction may. */
@Resolver(() => WorkerFace)
export class LifeEventResolver {
  @FieldResolver(() => [LifeEventFace], {
    nullable: true,
    description:
      'What befell the person (人员变动), newest first, at most 20; only the county that answers for the person.',
  })
  async lifeEvents(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<object[] | null> {
    return worker.audience === 'COUNTY_OF_SERVICE'
      ? op.batch(loadLifeEventsOfWorkers).load(worker.key)
      : null;
  }

  @Mutation(() => LifeEventPayload, {
    description:
      'Write down what takes a person off the lists on a day, or back (登记人员变动). From that day on open referrals, dispatches and wishes end, held places are given back.',
  })
  async recordLifeEvent(
    @Arg('input', () => RecordLifeEventInput, { description: 'Whom, what and when.' })
    input: RecordLifeEventInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('lifeEvent.record', input, async (inside) =>
      endedBy(inside, await recordLifeEvent(inside, input)),
    );
    return lifeEventPayload(op, key);
  }

  @Mutation(() => LifeEventPayload, {
    description:
      'Take a life event back (撤回人员变动): one ahead is cancelled; after a mistake the person is what it was. What had ended by it stays ended. Errors: LIFE_EVENT_OVERTAKEN, LIFE_EVENT_STEP_NOT_ALLOWED, WORKER_MERGED.',
  })
  async undoLifeEvent(
    @Arg('input', () => ReasonInput, { description: 'Which one, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('lifeEvent.undo', input, async (inside) =>
      endedBy(inside, await undoLifeEvent(inside, input)),
    );
    return lifeEventPayload(op, key);
  }
}

/** Who has left the labour base is under way no more. Answers the event. */
async function endedBy(op: Operation, { event, worker, left }: LifeStep): Promise<LifeStep['event']> {
  if (left) await endWayOf(op, worker.id);
  return event;
}
