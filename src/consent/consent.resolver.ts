import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { DISCLOSURE } from '#worker/disclosure.rules.js';
import type { WorkerNode } from '#worker/worker.list.js';
import { WorkerFace } from '#worker/worker.type.js';
import { RecordConsentInput, WithdrawConsentInput } from './consent.inputs.js';
import { consentPayload, loadConsentsOfWorkers } from './consent.list.js';
import { ConsentFace, ConsentPayload } from './consent.type.js';
import { recordConsent } from './record-consent.js';
import { withdrawConsent } from './withdraw-consent.js';

/** The door of what people agreed to, and the field that this room adds to a worker. */
@Resolver(() => WorkerFace)
export class ConsentResolver {
  @FieldResolver(() => [ConsentFace], {
    nullable: true,
    description:
      'What the person agreed to (个人同意), newest first, also what was withdrawn; for the county that answers for the person, and for an employer what was agreed with it; null for others.',
  })
  async consents(@Root() worker: WorkerNode, @Ctx() op: Operation): Promise<object[] | null> {
    if (DISCLOSURE[worker.audience].consents !== 'FULL') return null;
    return (await op.batch(loadConsentsOfWorkers).load(worker.key)) ?? [];
  }

  @Mutation(() => ConsentPayload, {
    description:
      'Write down that somebody agreed to what an employer may know (登记个人同意). The employer sees it from now on. Error: ALREADY_AGREED.',
  })
  async recordConsent(
    @Arg('input', () => RecordConsentInput, { description: 'Who agreed to what, with whom.' })
    input: RecordConsentInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return consentPayload(
      op,
      await op.write('consent.record', input, (inside) => recordConsent(inside, input)),
    );
  }

  @Mutation(() => ConsentPayload, {
    description:
      'Write down that somebody took a consent back (撤回个人同意): nothing of it is shown from now on. Error: CONSENT_WITHDRAWN.',
  })
  async withdrawConsent(
    @Arg('input', () => WithdrawConsentInput, { description: 'Which one, and how it was said.' })
    input: WithdrawConsentInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return consentPayload(
      op,
      await op.write('consent.withdraw', input, (inside) => withdrawConsent(inside, input)),
    );
  }
}
