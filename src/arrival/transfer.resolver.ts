import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { ReasonInput } from '#kernel/write-input.type.js';
import { meetRegistered } from '#worker/look-ups.js';
import { requestTransfer } from '#worker/request-transfer.js';
import { AnswerTransferInput, RequestTransferInput } from '#worker/transfer.inputs.js';
import { transferList, transferPayload } from '#worker/transfer.list.js';
import {
  TransferRequestConnection,
  TransferRequestPayload,
  TransferStateEnum,
} from '#worker/transfer.type.js';
import { withdrawTransfer } from '#worker/withdraw-transfer.js';
import { answerTransfer } from './answer-transfer.js';

/** The door between two counties: one asks for a person, the other answers. */
@Resolver()
export class TransferResolver {
  @Query(() => TransferRequestConnection, {
    description:
      'Transfer requests (转移申请) of the own county and to it, newest first; the county’s alone.',
  })
  async transferRequests(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('states', () => [TransferStateEnum], {
      nullable: true,
      description: 'In these states (状态); default all.',
    })
    states?: string[] | null,
  ): Promise<object> {
    op.must('transfer.answer');
    return readConnection(op, transferList(op, states ?? null), page, askedOf(info));
  }

  @Mutation(() => TransferRequestPayload, {
    description:
      'Ask for a person whom another county answers for (申请转移), by the ID number: a look-up. Tells that the request was sent, neither who nor where.',
  })
  async requestTransfer(
    @Arg('input', () => RequestTransferInput, { description: 'Whom, to where and why.' })
    input: RequestTransferInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    await meetRegistered(op, input.idNumber);
    return transferPayload(
      op,
      await op.write('transfer.request', input, (inside) => requestTransfer(inside, input)),
    );
  }

  @Mutation(() => TransferRequestPayload, {
    description:
      'Answer a request of another county (答复转移申请): the person is handed on with the file and counted there from now on, or stays. Open referrals of who is handed on end.',
  })
  async answerTransfer(
    @Arg('input', () => AnswerTransferInput, { description: 'Which request, and what is said.' })
    input: AnswerTransferInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return transferPayload(
      op,
      await op.write('transfer.answer', input, (inside) => answerTransfer(inside, input)),
    );
  }

  @Mutation(() => TransferRequestPayload, {
    description: 'Take an own request back (撤回转移申请). Error: TRANSFER_STEP_NOT_ALLOWED.',
  })
  async withdrawTransfer(
    @Arg('input', () => ReasonInput, { description: 'Which request, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return transferPayload(
      op,
      await op.write('transfer.withdraw', input, (inside) => withdrawTransfer(inside, input)),
    );
  }
}
