import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { IdInput, ReasonInput } from '#kernel/write-input.type.js';
import { postingPayload } from '#posting/posting.list.js';
import { PostingPayload } from '#posting/posting.type.js';
import { takeDownPosting } from '#posting/take-down-posting.js';
import { WITHDRAWN_BY_EMPLOYER, withdrawPosting } from '#posting/withdraw-posting.js';
import { cancelReferralsOf } from './cancel-referrals-of.js';

/** The doors of those verbs of the posting room that end its referrals: the verb and the consequence, in one transaction. */
@Resolver()
export class PostingEndResolver {
  @Mutation(() => PostingPayload, {
    description:
      'Withdraw a posting for good (撤回岗位): its open referrals are cancelled, held places given back; who is on the way is still taken.',
  })
  async withdrawPosting(
    @Arg('input', () => IdInput, { description: 'Which posting.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('posting.withdraw', input, async (inside) => {
      const posting = await withdrawPosting(inside, input);
      await cancelReferralsOf(inside, posting, WITHDRAWN_BY_EMPLOYER, 'NOT_ON_THE_WAY');
      return posting;
    });
    return postingPayload(op, key);
  }

  @Mutation(() => PostingPayload, {
    description:
      'Take a false or unlawful posting down (下架岗位): its open referrals are cancelled, held places given back.',
  })
  async takeDownPosting(
    @Arg('input', () => ReasonInput, { description: 'Which posting, and why.' }) input: ReasonInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('posting.takeDown', input, async (inside) => {
      const posting = await takeDownPosting(inside, input);
      await cancelReferralsOf(inside, posting, posting.stateReason ?? '');
      return posting;
    });
    return postingPayload(op, key);
  }
}
