import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput, ReasonInput } from '#kernel/write-input.type.js';
import { acceptReferral } from './accept-referral.js';
import { answerReferral } from './answer-referral.js';
import { cancelReferral } from './cancel-referral.js';
import { createReferral } from './create-referral.js';
import { declineOffer } from './decline-offer.js';
import { interviewReferral } from './interview-referral.js';
import { offerReferral } from './offer-referral.js';
import { rejectReferral } from './reject-referral.js';
import { sendReferral } from './send-referral.js';
import { submitReferral } from './submit-referral.js';
import { AnswerReferralInput, CreateReferralInput, SendReferralInput } from './referral.inputs.js';
import { referralList, referralPayload } from './referral.list.js';
import { ReferralConnection, ReferralFilter, ReferralPayload } from './referral.type.js';

/** The door of the referrals: each mutation names its verb, and the referral is read back under the viewer's rights. */
@Resolver()
export class ReferralResolver {
  @Query(() => ReferralConnection, { description: 'Referrals (推荐) of the viewer’s side, newest first.' })
  async referrals(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => ReferralFilter, { nullable: true, description: 'Which ones.' })
    filter?: ReferralFilter | null,
  ): Promise<object> {
    op.must('referral.read');
    return readConnection(op, referralList(op, filter ?? {}), page, askedOf(info));
  }

  @Mutation(() => ReferralPayload, {
    description:
      'Put a willing worker forward for an open posting (推荐): the worker’s county, or the city’s station.',
  })
  async createReferral(
    @Arg('input', () => CreateReferralInput, { description: 'Who, and for which posting.' })
    input: CreateReferralInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.create', input, (inside) => createReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Tell the worker (推送推荐).',
  })
  async sendReferral(
    @Arg('input', () => SendReferralInput, { description: 'Which referral, and how.' })
    input: SendReferralInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.send', input, (inside) => sendReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Record the worker’s own answer (记录答复): the county.',
  })
  async answerReferral(
    @Arg('input', () => AnswerReferralInput, { description: 'Which referral, and the answer.' })
    input: AnswerReferralInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.answer', input, (inside) => answerReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Hand an interested worker to the employer (送企业).',
  })
  async submitReferral(
    @Arg('input', () => IdInput, { description: 'Which referral.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.submit', input, (inside) => submitReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Ask the worker to an interview (邀请面试): the employer.',
  })
  async interviewReferral(
    @Arg('input', () => IdInput, { description: 'Which referral.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.interview', input, (inside) => interviewReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Offer the post (拟录用): the employer.',
  })
  async offerReferral(
    @Arg('input', () => IdInput, { description: 'Which referral.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.offer', input, (inside) => offerReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Refuse the worker with a reason (不录用): the employer.',
  })
  async rejectReferral(
    @Arg('input', () => ReasonInput, { description: 'Which referral, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.reject', input, (inside) => rejectReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description:
      'Record that the worker takes the offer (接受录用): a place is held for 7 days. Error: POSTING_FULL.',
  })
  async acceptReferral(
    @Arg('input', () => IdInput, { description: 'Which referral.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.accept', input, (inside) => acceptReferral(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Record that the worker does not take the offer (放弃录用).',
  })
  async declineOffer(
    @Arg('input', () => ReasonInput, { description: 'Which referral, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.decline', input, (inside) => declineOffer(inside, input)),
    );
  }

  @Mutation(() => ReferralPayload, {
    description: 'Record that the worker withdrew (取消推荐); a held place is given back.',
  })
  async cancelReferral(
    @Arg('input', () => ReasonInput, { description: 'Which referral, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return referralPayload(
      op,
      await op.write('referral.cancel', input, (inside) => cancelReferral(inside, input)),
    );
  }
}
