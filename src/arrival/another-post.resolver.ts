import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { IdInput, ReasonInput } from '#kernel/write-input.type.js';
import { ReassignArrivalInput } from './arrival.inputs.js';
import { arrivalPayload } from './arrival.list.js';
import { ArrivalPayload } from './arrival.type.js';
import { reassignArrival } from './reassign-arrival.js';
import { refuseArrival } from './refuse-arrival.js';
import { returnArrival } from './return-arrival.js';
import { withdrawArrival } from './withdraw-arrival.js';

/** The door of arrivals that came to nothing in the city, and of the other post. */
@Resolver()
export class AnotherPostResolver {
  @Mutation(() => ArrivalPayload, {
    description:
      'Refuse a worker who is in the city (拒收): the employer, or the station by its word; IN_CITY only. The place is free again, the dispatch REFUSED_BY_EMPLOYER, the worker on the demand list to be referred anew.',
  })
  async refuseArrival(
    @Arg('input', () => ReasonInput, { description: 'Which arrival, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.refuse', input, (inside) => refuseArrival(inside, input)),
    );
  }

  @Mutation(() => ArrivalPayload, {
    description:
      'Write down that a worker in the city does not want the post (本人放弃): station or county; IN_CITY only. The place is free again, the dispatch RETURNED.',
  })
  async withdrawArrival(
    @Arg('input', () => ReasonInput, { description: 'Which arrival, and the worker’s reason.' })
    input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.withdraw', input, (inside) => withdrawArrival(inside, input)),
    );
  }

  @Mutation(() => ArrivalPayload, {
    description:
      'Give a worker who was refused or withdrew another post in the city (转岗): the station. Answers the new arrival, IN_CITY, with a dispatch of its own. Errors: DISPATCH_ALREADY_OPEN, REFERRAL_NOT_ACCEPTED, HOLD_LAPSED.',
  })
  async reassignArrival(
    @Arg('input', () => ReassignArrivalInput, { description: 'Which arrival, and to which post.' })
    input: ReassignArrivalInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.reassign', input, (inside) => reassignArrival(inside, input)),
    );
  }

  @Mutation(() => ArrivalPayload, {
    description:
      'Write down that a worker who was refused or withdrew goes home (返回): station or county. The county’s return record says how.',
  })
  async returnArrival(
    @Arg('input', () => IdInput, { description: 'Which arrival.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.return', input, (inside) => returnArrival(inside, input)),
    );
  }
}
