import { LockMode } from '@mikro-orm/core';
import { forbidden } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import type { WebhookCare } from './webhook-care.js';
import type { Webhook } from './webhook.entity.js';

/**
 * Its owner says anew where a webhook sends, or what; what is left out stays, and so does its place. A colleague does
 * not: it would be told with the rights of somebody else.
 */
export async function correctWebhook(
  op: Operation,
  input: {
    id: string;
    version?: number | null;
    url?: string | null;
    document?: string | null;
    variables?: string | null;
  },
  care: WebhookCare,
): Promise<Webhook> {
  op.must('webhook.correct');
  const webhook = await findWebhook(op, input.id);
  if (webhook.ownerId !== op.viewer.accountId) throw forbidden('webhook.correct', []);
  if (input.version != null) await op.em.lock(webhook, LockMode.OPTIMISTIC, input.version);
  if (input.url != null) webhook.url = care.reachable('input.url', input.url);
  if (input.document != null || input.variables !== undefined) {
    const document = input.document ?? webhook.document;
    const variables = input.variables === undefined ? (webhook.variables ?? null) : input.variables;
    webhook.topic = await care.topicOf(op, document, variables);
    webhook.document = document;
    webhook.variables = variables;
  }
  webhook.updatedAt = op.now;
  return webhook;
}
