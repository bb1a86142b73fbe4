import { randomBytes } from 'node:crypto';
import { Webhook as Signer } from 'standardwebhooks';

/** How long the previous secret signs beside a new one: a day in which every receiver can take the new one up. */
export const PREVIOUS_SECRET_MS = 24 * 60 * 60 * 1_000;
/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** A new secret as receivers keep it: `whsec_` and base64 of 32 random bytes (Standard Webhooks, “Signature scheme”). */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The headers of one attempt (Standard Webhooks): the message's id, which is the same in every attempt, the moment of
 * this one, and a `v1` signature by each secret over `id.timestamp.body`, separated by a blank.
 */
export function signedHeaders(
  secrets: readonly string[],
  messageId: string,
  at: Date,
  body: string,
): Record<string, string> {
  return {
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(messageId, at, body)).join(' '),
  };
}
