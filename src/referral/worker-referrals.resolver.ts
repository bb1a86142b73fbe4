import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { WorkerFace } from '#worker/worker.type.js';
import { loadReferralsOfWorkers } from './referral.list.js';
import { ReferralFace } from './referral.type.js';

/** What this room adds to a worker. */
@Resolver(() => WorkerFace)
export class WorkerReferralsResolver {
  @FieldResolver(() => [ReferralFace], {
    description:
      'The worker’s newest referrals (推荐), at most 20, as far as they are yours to see; all of them: `referrals`.',
  })
  async referrals(@Root() worker: { readonly id: string }, @Ctx() op: Operation): Promise<object[]> {
    return (await op.batch(loadReferralsOfWorkers).load(keyOf('Worker', worker.id, 'id'))) ?? [];
  }
}
