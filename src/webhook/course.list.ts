import sql from 'sql-template-tag';
import type { Change } from '#journal/change.js';
import type { Place } from '#journal/position.js';
import type { Operation, Row } from '#kernel/operation.js';
import { placeOfRow } from './place-columns.js';
import type { WebhookState } from './webhook.entity.js';

/** What of a webhook is to be done next, as the system reads it. */
export interface Course {
  readonly id: string;
  readonly ownerId: string;
  readonly organizationId: string;
  readonly url: string;
  readonly topic: string;
  readonly document: string;
  readonly variables: string | null;
  readonly state: WebhookState;
  readonly version: number;
  /** Sealed; the one in use first, and the previous one while it counts. */
  readonly secrets: readonly string[];
  readonly reached: Place;
  /** The message that waits for its next attempt, how often it failed, and when it is tried again (epoch ms). */
  readonly messageId: string | null;
  readonly failures: number;
  readonly nextAt: number | null;
  /** The epoch of the database in which its places mean something. */
  readonly epoch: string;
  /** Changes with every change of how far it has come. */
  readonly round: string;
  readonly errand: Errand | undefined;
}

/** Something asked of a webhook beside its topic. */
export interface Errand {
  readonly id: string;
  readonly kind: 'REPLAY' | 'PING';
  /** A range: what of it has been told, and where it ends. */
  readonly range: { readonly reached: Place; readonly until: Place } | undefined;
  /** Or single entries of the journal that are still to be told, by their numbers. */
  readonly seqs: readonly string[];
}

/** The course of one webhook: its first errand, a ping before all others. Undefined when there is none of this id. */
export async function readCourse(op: Operation, id: string, now: Date): Promise<Course | undefined> {
  const { rows } = await op.read(sql`
    select w.id, w.owner_id, w.organization_id, w.url, w.topic, w.document, w.variables, w.state, w.version, w.secret_enc,
      case when w.previous_until > ${now.toISOString()}::timestamptz then w.previous_secret_enc end as previous_secret_enc,
      g.reached, g.reached_from, g.reached_seq::text as reached_seq, g.message_id, g.failures, g.next_at, g.epoch::text as epoch, g.round::text as round,
      e.id as errand_id, e.kind, e.reached as told, e.reached_from as told_from, e.reached_seq::text as told_seq,
      e.until, e.until_from, e.until_seq::text as until_seq,
      array(select s::text from unnest(e.seqs) s where s > coalesce(e.reached_seq, 0) order by s) as seqs
    from webhook w join webhook_progress g on g.webhook_id = w.id
      left join lateral (select x.* from webhook_errand x where x.webhook_id = w.id and x.done_at is null
        order by x.kind <> 'PING', x.id limit 1) e on true
    where w.id = ${id}`);
  const row = rows[0]?.[0];
  return row && courseOf(row);
}

function courseOf(row: Row): Course {
  const text = (name: string): string | null => (row[name] == null ? null : String(row[name]));
  return {
    id: String(row['id']),
    ownerId: String(row['owner_id']),
    organizationId: String(row['organization_id']),
    url: String(row['url']),
    topic: String(row['topic']),
    document: String(row['document']),
    variables: text('variables'),
    state: row['state'] as WebhookState,
    version: Number(row['version']),
    secrets: [text('secret_enc'), text('previous_secret_enc')].filter((secret) => secret !== null),
    reached: placeOfRow(row),
    messageId: text('message_id'),
    failures: Number(row['failures']),
    nextAt: row['next_at'] == null ? null : Date.parse(String(row['next_at'])),
    epoch: String(row['epoch']),
    round: String(row['round']),
    errand: row['errand_id'] == null ? undefined : errandOf(row),
  };
}

function errandOf(row: Row): Errand {
  return {
    id: String(row['errand_id']),
    kind: row['kind'] as Errand['kind'],
    range:
      row['until'] == null
        ? undefined
        : { reached: placeOfRow(row, 'told'), until: placeOfRow(row, 'until') },
    seqs: row['seqs'] as string[],
  };
}

/** Webhooks with something to do: those that send, and those of which something was asked. */
export async function readBusyWebhooks(op: Operation): Promise<string[]> {
  const { rows } = await op.read(sql`
    select w.id from webhook w where w.state = 'ACTIVE'
    union select e.webhook_id from webhook_errand e where e.done_at is null`);
  return (rows[0] ?? []).map((row) => String(row['id']));
}

/** A change that was told before, with the position under which it was. */
export interface ToldChange {
  readonly change: Change;
  readonly position: string;
}

/** The change of this number that a webhook was told of; undefined when its log knows nothing of it, or it was forgotten. */
export async function readToldChange(
  op: Operation,
  webhookId: string,
  messageId: string,
  seq: string,
): Promise<ToldChange | undefined> {
  const { rows } = await op.read(sql`
    select j.seq::text as seq, j.xid::text as xid, j.at, j.actor, j.verb, j.noun, j.noun_id as "nounId", j.before, j.after,
      d.position
    from journal_entry j, lateral (select x.position from webhook_delivery x
      where x.webhook_id = ${webhookId} and x.message_id = ${messageId} order by x.id desc limit 1) d
    where j.seq = ${seq}::bigint and (j.before is not null or j.after is not null)`);
  const row = rows[0]?.[0];
  if (!row) return undefined;
  const { position, ...change } = row;
  return { change: change as unknown as Change, position: String(position) };
}
