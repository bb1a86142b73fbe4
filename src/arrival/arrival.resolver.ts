import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput, ReasonInput } from '#kernel/write-input.type.js';
import { cancelDispatch } from '#trip/cancel-dispatch.js';
import { clearDispatch } from '#trip/clear-dispatch.js';
import { departTrip } from '#trip/depart-trip.js';
import { dispatchPayload } from '#trip/dispatch.list.js';
import { DispatchPayload } from '#trip/dispatch.type.js';
import { ClearDispatchInput, DepartTripInput } from '#trip/trip.inputs.js';
import { tripPayload } from '#trip/trip.list.js';
import { TripPayload } from '#trip/trip.type.js';
import { correctWorker } from '#worker/correct-worker.js';
import { meetRegistered } from '#worker/look-ups.js';
import { CorrectWorkerInput } from '#worker/worker.inputs.js';
import { workerPayload } from '#worker/worker.list.js';
import { WorkerPayload } from '#worker/worker.type.js';
import { ReceiptArrivalInput, VerifyArrivalInput } from './arrival.inputs.js';
import { arrivalList, arrivalPayload } from './arrival.list.js';
import { ArrivalConnection, ArrivalFilter, ArrivalPayload } from './arrival.type.js';
import { checkInArrival } from './check-in-arrival.js';
import { drawFromCorrection } from './draw-from-correction.js';
import { endExpectation } from './end-expectation.js';
import { expectArrival } from './expect-arrival.js';
import { receiptArrival } from './receipt-arrival.js';
import { verifyArrival } from './verify-arrival.js';

/**
 * The door of the arrivals, of those verbs of the trip room that begin or end an expectation, and of the one of
 * the worker room that may end a whole way: each names its verb and the consequence, in one transaction.
 */
@Resolver()
export class ArrivalResolver {
  @Query(() => ArrivalConnection, { description: 'Arrivals (到岗) of the viewer’s side, newest first.' })
  async arrivals(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ArrivalFilter, { nullable: true, description: 'Which ones.' })
    filter?: ArrivalFilter | null,
  ): Promise<object> {
    op.must('arrival.read');
    return readConnection(op, arrivalList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => DispatchPayload, {
    description:
      'Clear a dispatch (派遣核验): identity, agreement, health, employer. An arrival is expected from now on. Error: IDENTITY_NOT_VERIFIED.',
  })
  async clearDispatch(
    @Arg('input', () => ClearDispatchInput, { description: 'What was checked.' }) input: ClearDispatchInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('dispatch.clear', input, async (inside) => {
      const dispatch = await clearDispatch(inside, input);
      await expectArrival(inside, dispatch);
      return dispatch;
    });
    return dispatchPayload(op, key);
  }

  @Mutation(() => DispatchPayload, {
    description: 'Cancel a dispatch before departure (取消派遣); the place is held for another 7 days.',
  })
  async cancelDispatch(
    @Arg('input', () => ReasonInput, { description: 'Which dispatch, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('dispatch.cancel', input, async (inside) => {
      const dispatch = await cancelDispatch(inside, input);
      await endExpectation(inside, [dispatch]);
      return dispatch;
    });
    return dispatchPayload(op, key);
  }

  @Mutation(() => TripPayload, {
    description: 'A trip departs (车次出发) with those on board; whoever else is listed becomes NO_SHOW.',
  })
  async departTrip(
    @Arg('input', () => DepartTripInput, { description: 'Which trip, and who is on board.' })
    input: DepartTripInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('trip.depart', input, async (inside) => {
      const { trip, missing } = await departTrip(inside, input);
      await endExpectation(inside, missing);
      return trip;
    });
    return tripPayload(op, key);
  }

  @Mutation(() => WorkerPayload, {
    description:
      'Correct what is written of a person (更正劳动力信息). Who leaves the labour base by it (lifeStatus, activity, workAbility, birth date) is put forward no more: open referrals, dispatches and wishes end, held places are given back. Errors: CHANGED_MEANWHILE, LOOK_UPS_SPENT.',
  })
  async correctWorker(
    @Arg('input', () => CorrectWorkerInput, { description: 'What it says now.' }) input: CorrectWorkerInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    if (input.idNumber != null) await meetRegistered(op, input.idNumber);
    const key = await op.write('worker.correct', input, async (inside) => {
      const correction = await correctWorker(inside, input);
      await drawFromCorrection(inside, correction);
      return correction.worker;
    });
    return workerPayload(op, key);
  }

  @Mutation(() => ArrivalPayload, {
    description: 'Receive a worker in the city (入城登记): the destination’s station, in person.',
  })
  async checkInArrival(
    @Arg('input', () => IdInput, { description: 'Which arrival.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.checkIn', input, (inside) => checkInArrival(inside, input)),
    );
  }

  @Mutation(() => ArrivalPayload, {
    description: 'Return the receipt of a worker (到岗回执): the employer. Error: ALREADY_ON_POST.',
  })
  async receiptArrival(
    @Arg('input', () => ReceiptArrivalInput, { description: 'The receipt.' }) input: ReceiptArrivalInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.receipt', input, (inside) => receiptArrival(inside, input)),
    );
  }

  @Mutation(() => ArrivalPayload, {
    description:
      'Verify an employer’s receipt (到岗核验): the destination’s station; only now somebody has arrived. Errors: RECEIPT_MISSING, ALREADY_VERIFIED.',
  })
  async verifyArrival(
    @Arg('input', () => VerifyArrivalInput, { description: 'Which arrival.' }) input: VerifyArrivalInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return arrivalPayload(
      op,
      await op.write('arrival.verify', input, (inside) => verifyArrival(inside, input)),
    );
  }
}
