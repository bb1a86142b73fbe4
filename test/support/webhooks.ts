import type { Client } from './client.js';

/** News of postings, as a job board would take them. */
export const NEWS = 'subscription { postingPublished { position posting { id title } } }';

/** Settings with which a webhook may reach this machine. */
export const NEAR = { WEBHOOK_PRIVATE_HOSTS: '127.0.0.1' };

export interface Webhook {
  readonly id: string;
  readonly secret: string;
}

/** Sets one up. */
export async function newWebhook(
  who: Client,
  url: string,
  more: Record<string, unknown> = {},
): Promise<Webhook> {
  const { createWebhook: made } = await who.must<{
    createWebhook: { secret: string; webhook: { id: string } };
  }>('mutation($i: CreateWebhookInput!) { createWebhook(input: $i) { secret position webhook { id } } }', {
    i: { url, document: NEWS, ...more },
  });
  return { id: made.webhook.id, secret: made.secret };
}

export interface State {
  readonly state: string;
  readonly disabledFor: string | null;
  readonly failures: number;
  readonly position: string;
  readonly nextAttemptAt: string | null;
}

/** How a webhook stands, as its side sees it. */
export async function stateOf(who: Client, id: string): Promise<State> {
  const { node } = await who.must<{ node: State }>(
    'query($id: ID!) { node(id: $id) { ... on Webhook { state disabledFor failures position nextAttemptAt } } }',
    { id },
  );
  return node;
}

/** Waits until a webhook stands so. */
export async function standing(
  who: Client,
  id: string,
  good: (state: State) => boolean,
  patienceMs = 10_000,
): Promise<State> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const state = await stateOf(who, id);
    if (good(state)) return state;
    if (Date.now() > until) throw new Error(`it stands otherwise: ${JSON.stringify(state)}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

export interface Delivery {
  readonly messageId: string;
  readonly kind: string;
  readonly attempt: number;
  readonly status: string;
  readonly httpStatus: number | null;
  readonly failure: string | null;
  readonly position: string | null;
  readonly nextAttemptAt: string | null;
}

/** The log, newest first. */
export async function logOf(who: Client, webhook: string, statuses?: readonly string[]): Promise<Delivery[]> {
  const { webhookDeliveries } = await who.must<{ webhookDeliveries: { nodes: Delivery[] } }>(
    `query($w: ID!, $s: [WebhookDeliveryStatus!]) { webhookDeliveries(webhook: $w, statuses: $s) {
      totalCount nodes { messageId kind attempt status httpStatus failure position nextAttemptAt durationMs at } } }`,
    { w: webhook, s: statuses ?? null },
  );
  return webhookDeliveries.nodes;
}

/** Runs one of the mutations that take the webhook's id. */
export async function step(
  who: Client,
  name: string,
  input: Record<string, unknown>,
  type = 'IdInput',
): Promise<void> {
  await who.must(`mutation($i: ${type}!) { ${name}(input: $i) { position webhook { id state } } }`, {
    i: input,
  });
}
