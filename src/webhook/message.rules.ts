/** The id of what a webhook is told of a change: the same in every attempt and every replay, so a receiver knows it again. */
export function messageIdOf(webhookId: string, seq: string): string {
  return `msg_${webhookId.replaceAll('-', '')}_${seq}`;
}

/** The id of a ping. */
export function pingIdOf(errandId: string): string {
  return `ping_${errandId.replaceAll('-', '')}`;
}

const MESSAGE_ID = /^msg_([0-9a-f]{32})_([1-9]\d{0,18})$/;
const MOST_BIGINT = 2n ** 63n - 1n;

/** The number of the journal's entry that a message of this webhook tells of; undefined when it is none of its ids. */
export function seqOfMessage(webhookId: string, messageId: string): string | undefined {
  const [, of, seq = ''] = MESSAGE_ID.exec(messageId) ?? [];
  return of === webhookId.replaceAll('-', '') && BigInt(seq) <= MOST_BIGINT ? seq : undefined;
}
