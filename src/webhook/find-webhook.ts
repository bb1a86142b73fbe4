import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { Account } from '#party/account.entity.js';
import { Webhook } from './webhook.entity.js';
import { WEBHOOK } from './webhook.list.js';

/**
 * The webhook of an id, locked for this transaction, or NOT_FOUND when it is not there, has ended or is not the
 * viewer's: its owner's, and those colleagues' who have the owner's role and so see the same things everywhere.
 */
export async function findWebhook(op: Operation, id: string): Promise<Webhook> {
  const field = 'input.id';
  const webhook = await op.em.findOne(
    Webhook,
    { id: keyOf('Webhook', id, field) },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (!webhook || webhook.state === 'ENDED' || webhook.organizationId !== op.viewer.organizationId)
    throw notFound(WEBHOOK, field);
  const owner = await op.em.findOneOrFail(Account, { id: webhook.ownerId });
  if (owner.role !== op.viewer.role) throw notFound(WEBHOOK, field);
  return webhook;
}
