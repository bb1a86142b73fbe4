import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { Follower } from '#journal/follower.js';
import type { DoorKeeper } from '#server/door-keeper.js';
import { formatError } from '#server/format-error.js';
import type { Metrics } from '#server/health.js';
import type { QueryWork } from '#server/query-work.js';
import { createWebhookDesk } from '#server/webhook-desk.js';
import { createWebhookDocuments, type WebhookDocuments } from '#server/webhook-documents.js';
import { createPost } from '#server/webhook-post.js';
import { deliverWebhooks } from '#server/webhooks.js';
import type { OperationGround } from '#store/open-operation.js';
import { type Reach, webhookUrl } from '#webhook/webhook-url.rules.js';
import { WebhookResolver } from '#webhook/webhook.resolver.js';
import type { Config } from './config.js';
import { TOPICS } from './live.js';

export interface WebhookParts {
  readonly schema: GraphQLSchema;
  readonly work: QueryWork;
  readonly ground: OperationGround;
  readonly follower: Follower;
  readonly keeper: DoorKeeper;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Where the process that delivers holds its lock. */
  readonly connectionString: string;
}

/** Puts the webhooks to their place: a door for the schema, and the delivery, which needs the schema that it is in. */
export function openWebhooks(config: Pick<Config, 'mode' | 'webhookPrivateHosts'>): {
  readonly door: WebhookResolver;
  deliver(parts: WebhookParts): { stop(): Promise<void> };
} {
  const reach: Reach = {
    privateHosts: config.webhookPrivateHosts,
    plainLoopback: config.mode === 'embedded',
  };
  let documents: WebhookDocuments | undefined;
  return {
    door: new WebhookResolver({
      reachable: (field, url) => webhookUrl(field, url, reach),
      async topicOf(op, document, variables) {
        if (!documents) throw new Error('nothing is served yet');
        return documents.check(op, document, variables);
      },
    }),
    deliver({ schema, work, ground, follower, keeper, metrics, log, connectionString }) {
      documents = createWebhookDocuments(schema, work, new Map(TOPICS.map((topic) => [topic.field, topic])));
      return deliverWebhooks({
        connectionString,
        topics: TOPICS,
        follower,
        documents,
        desk: createWebhookDesk(ground),
        post: createPost(reach),
        again: (viewer) => keeper.again(viewer),
        learnt: (op) => keeper.learnt(op),
        clean: (result) =>
          result.errors
            ? { ...result, errors: result.errors.map((error) => formatError(error, log, 'webhook')) }
            : result,
        counted: (outcome) => metrics.webhooks.inc({ outcome: outcome.toLowerCase() }),
        onFault: (cause) => log.error({ err: cause }, 'a webhook could not be looked after'),
      });
    },
  };
}
