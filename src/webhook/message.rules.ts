import { hash } from 'node:crypto';
import type { Change } from '#journal/change.js';
import { parseSnapshot, type Place, shows } from '#journal/position.js';

/** The id of what a webhook is told of a change: the same in every attempt and every replay, so a receiver knows it again. */
export function messageIdOf(webhookId: string, seq: string): string {
  return `msg_${webhookId.replaceAll('-', '')}_${seq}`;
}

/** The id of a ping. */
export function pingIdOf(errandId: string): string {
  return `ping_${errandId.replaceAll('-', '')}`;
}

/** The id of the word that something was forgotten before it could be sent; `where` names it in every attempt alike. */
export function gapIdOf(webhookId: string, ...where: readonly (string | undefined)[]): string {
  return `gap_${webhookId.replaceAll('-', '')}_${hash('sha256', where.join('|'), 'hex').slice(0, 16)}`;
}

/** Was the change told at this place already? */
export function isUpTo({ to, from, seq }: Place, change: Change): boolean {
  const xid = BigInt(change.xid);
  if (!shows(parseSnapshot(to), xid)) return false;
  return from === undefined || shows(parseSnapshot(from), xid) || BigInt(change.seq) <= BigInt(seq ?? 0);
}

const MESSAGE_ID = /^msg_([0-9a-f]{32})_([1-9]\d{0,18})$/;
const MOST_BIGINT = 2n ** 63n - 1n;

/** The number of the journal's entry that a message of this webhook tells of; undefined when it is none of its ids. */
export function seqOfMessage(webhookId: string, messageId: string): string | undefined {
  const [, of, seq = ''] = MESSAGE_ID.exec(messageId) ?? [];
  return of === webhookId.replaceAll('-', '') && BigInt(seq) <= MOST_BIGINT ? seq : undefined;
}
