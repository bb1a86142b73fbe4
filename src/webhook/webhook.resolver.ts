import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { Operation } from '#kernel/operation.js';
import { readConnection } from '#kernel/page.js';
import { PageArgs } from '#kernel/page.type.js';
import { askedOf } from '#kernel/selection.js';
import { IdInput } from '#kernel/write-input.type.js';
import { correctWebhook } from './correct-webhook.js';
import { createWebhook } from './create-webhook.js';
import { deleteWebhook } from './delete-webhook.js';
import { pauseWebhook } from './pause-webhook.js';
import { replayWebhook } from './replay-webhook.js';
import { resumeWebhook } from './resume-webhook.js';
import { rotateWebhookSecret } from './rotate-webhook-secret.js';
import { testWebhook } from './test-webhook.js';
import type { WebhookCare } from './webhook-care.js';
import {
  CorrectWebhookInput,
  CreateWebhookInput,
  ReplayWebhookInput,
  ResumeWebhookInput,
} from './webhook.inputs.js';
import { deliveryList, webhookList, webhookPayload } from './webhook.list.js';
import {
  DeliveryStatusEnum,
  WebhookConnection,
  WebhookDeliveryConnection,
  WebhookFilter,
  WebhookPayload,
  WebhookSecretPayload,
} from './webhook.type.js';

/** The door of the webhooks; `care` is the porch's, which speaks GraphQL and knows what may be reached. */
@Resolver()
export class WebhookResolver {
  constructor(private readonly care: WebhookCare) {}

  @Query(() => WebhookConnection, {
    description: 'Webhooks (推送) of the viewer’s organization, set up in the viewer’s role; newest first.',
  })
  async webhooks(
    @Ctx() op: Operation,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('filter', () => WebhookFilter, { nullable: true, description: 'Which ones.' })
    filter?: WebhookFilter | null,
  ): Promise<object> {
    op.must('webhook.read');
    return readConnection(op, webhookList(op, filter?.states), page, askedOf(info));
  }

  @Query(() => WebhookDeliveryConnection, {
    description: 'Each attempt to deliver a message of a webhook (投递记录), newest first, 30 days back.',
  })
  async webhookDeliveries(
    @Ctx() op: Operation,
    @Arg('webhook', () => ID, { description: 'Of which webhook.' }) webhook: string,
    @Args(() => PageArgs) page: PageArgs,
    @Info() info: GraphQLResolveInfo,
    @Arg('statuses', () => [DeliveryStatusEnum], { nullable: true, description: 'Only with these outcomes.' })
    statuses?: readonly string[] | null,
  ): Promise<object> {
    op.must('webhook.read');
    return readConnection(op, deliveryList(op, webhook, statuses), page, askedOf(info));
  }

  @Mutation(() => WebhookSecretPayload, {
    description: 'Set up a webhook (新建推送); its secret is in the answer. Error: TOO_MANY_WEBHOOKS.',
  })
  async createWebhook(
    @Arg('input', () => CreateWebhookInput, { description: 'Where and what.' }) input: CreateWebhookInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('webhook.create', input, (inside) => createWebhook(inside, input, this.care));
    return webhookPayload(op, key);
  }

  @Mutation(() => WebhookPayload, { description: 'Correct a webhook (更正推送): its owner.' })
  async correctWebhook(
    @Arg('input', () => CorrectWebhookInput, { description: 'What it says now.' }) input: CorrectWebhookInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    const key = await op.write('webhook.correct', input, (inside) =>
      correctWebhook(inside, input, this.care),
    );
    return webhookPayload(op, key);
  }

  @Mutation(() => WebhookPayload, { description: 'Hold a webhook (暂停推送).' })
  async pauseWebhook(
    @Arg('input', () => IdInput, { description: 'Which webhook.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return webhookPayload(
      op,
      await op.write('webhook.pause', input, (inside) => pauseWebhook(inside, input)),
    );
  }

  @Mutation(() => WebhookPayload, {
    description: 'Let a paused or disabled webhook go on (恢复推送), from where it stood.',
  })
  async resumeWebhook(
    @Arg('input', () => ResumeWebhookInput, { description: 'Which webhook.' }) input: ResumeWebhookInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return webhookPayload(
      op,
      await op.write('webhook.resume', input, (inside) => resumeWebhook(inside, input)),
    );
  }

  @Mutation(() => WebhookPayload, { description: 'End a webhook for ever (删除推送).' })
  async deleteWebhook(
    @Arg('input', () => IdInput, { description: 'Which webhook.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return webhookPayload(
      op,
      await op.write('webhook.delete', input, (inside) => deleteWebhook(inside, input)),
    );
  }

  @Mutation(() => WebhookSecretPayload, {
    description: 'Take a new secret (更换签名密钥): its owner. For 24 hours the old one signs beside it.',
  })
  async rotateWebhookSecret(
    @Arg('input', () => IdInput, { description: 'Which webhook.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return webhookPayload(
      op,
      await op.write('webhook.rotateSecret', input, (inside) => rotateWebhookSecret(inside, input)),
    );
  }

  @Mutation(() => WebhookPayload, {
    description: 'Have messages sent again (重发), under their old ids, before what is new.',
  })
  async replayWebhook(
    @Arg('input', () => ReplayWebhookInput, { description: 'Which messages.' }) input: ReplayWebhookInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return webhookPayload(
      op,
      await op.write('webhook.replay', input, (inside) => replayWebhook(inside, input)),
    );
  }

  @Mutation(() => WebhookPayload, {
    description:
      'Send a ping (测试推送): one attempt, whatever the state; webhookDeliveries tells its outcome.',
  })
  async testWebhook(
    @Arg('input', () => IdInput, { description: 'Which webhook.' }) input: IdInput,
    @Ctx() op: Operation,
  ): Promise<object> {
    return webhookPayload(op, await op.write('webhook.test', input, (inside) => testWebhook(inside, input)));
  }
}
