import { defineEntity, p } from '@mikro-orm/core';
import { inAnotherState, step, type Stepping, type Steps } from '#kernel/steps.js';
import type { IdentityVault } from '#kernel/operation.js';
import { newSecret, PREVIOUS_SECRET_MS } from './signature.rules.js';

export const WEBHOOK_STATES = ['ACTIVE', 'PAUSED', 'DISABLED', 'ENDED'] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** A webhook and its states in sentences. */
export const WEBHOOK_WORDS: Stepping<WebhookState> = {
  zh: '推送',
  en: 'webhook',
  states: { ACTIVE: '推送中', PAUSED: '已暂停', DISABLED: '已停用', ENDED: '已删除' },
};

/** Allowed steps. */
export const WEBHOOK_STEPS: Steps<WebhookState> = {
  ACTIVE: ['PAUSED', 'DISABLED', 'ENDED'],
  PAUSED: ['ACTIVE', 'DISABLED', 'ENDED'],
  DISABLED: ['ACTIVE', 'ENDED'],
  ENDED: [],
};

/** Why the system disabled a webhook. */
export const DISABLED_FOR = [
  'OWNER_REVOKED',
  'OWNER_MOVED',
  'GONE',
  'TOO_MANY_FAILURES',
  'DOCUMENT_INVALID',
  'EPOCH_CHANGED',
] as const;
export type DisabledFor = (typeof DISABLED_FOR)[number];

const schema = defineEntity({
  name: 'Webhook',
  tableName: 'webhook',
  properties: {
    id: p.uuid().primary(),
    ownerId: p.uuid(),
    organizationId: p.uuid(),
    url: p.string(),
    topic: p.string(),
    document: p.text(),
    variables: p.text().nullable(),
    state: p.string().$type<WebhookState>(),
    disabledFor: p.string().$type<DisabledFor>().nullable(),
    secretEnc: p.string().nullable(),
    previousSecretEnc: p.string().nullable(),
    previousUntil: p.datetime().nullable(),
    errands: p.integer().default(0),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});

/** Where an account wants to be told of a topic, and in which words (推送). */
export class Webhook extends schema.class {
  /** Takes the step to `to`, or refuses with WEBHOOK_STEP_NOT_ALLOWED and what is allowed now. */
  moveTo(to: WebhookState, now: Date): void {
    this.state = step(WEBHOOK_WORDS, WEBHOOK_STEPS, this.state, to, 'WEBHOOK_STEP_NOT_ALLOWED');
    if (to === 'ACTIVE') this.disabledFor = null;
    this.updatedAt = now;
  }

  /** Refuses with WEBHOOK_STEP_NOT_ALLOWED when it is in none of these states. */
  mustBe(states: readonly WebhookState[]): void {
    if (states.includes(this.state)) return;
    throw inAnotherState(WEBHOOK_WORDS, WEBHOOK_STEPS, this.state, 'WEBHOOK_STEP_NOT_ALLOWED', {
      zh: '不能办理此事',
      en: 'and this cannot be done with it',
    });
  }

  /** Ends it: nothing is told any more, and its secrets are forgotten. */
  end(now: Date): void {
    this.moveTo('ENDED', now);
    this.secretEnc = null;
    this.previousSecretEnc = null;
    this.previousUntil = null;
  }

  /** A new secret, sealed; the old one signs beside it for a day. */
  rotateSecret(vault: IdentityVault, now: Date): void {
    this.previousSecretEnc = this.secretEnc;
    this.previousUntil = new Date(now.getTime() + PREVIOUS_SECRET_MS);
    this.secretEnc = vault.seal(newSecret());
    this.updatedAt = now;
  }

  /** The same secrets, sealed by the current key of the vault. */
  resealBy(vault: IdentityVault): void {
    if (this.secretEnc) this.secretEnc = vault.seal(vault.open(this.secretEnc));
    if (this.previousSecretEnc) this.previousSecretEnc = vault.seal(vault.open(this.previousSecretEnc));
  }

  /** Something is asked of it beside its topic. */
  noteErrand(now: Date): void {
    this.errands += 1;
    this.updatedAt = now;
  }
}
schema.setClass(Webhook);
