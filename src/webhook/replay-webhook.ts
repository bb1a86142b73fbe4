import sql, { type Sql } from 'sql-template-tag';
import { contains, decodePosition, parseSnapshot, type Place } from '#journal/position.js';
import { mustBeKept, tooOld } from '#journal/retention.js';
import { badInput, conflict, type HouseError } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findWebhook } from './find-webhook.js';
import { messageIdOf, seqOfMessage } from './message.rules.js';
import type { Webhook } from './webhook.entity.js';

/** Message ids of one replay. */
const MOST_MESSAGES = 100;
/** Replays of one webhook that may wait. */
const MOST_OPEN = 5;

/**
 * Its side asks for messages again, under the same ids and with the owner's rights of today: those after `from` and up to
 * `to` (default: up to now), or the ones named by `messages`. They come before what is new.
 */
export async function replayWebhook(
  op: Operation,
  input: { id: string; from?: string | null; to?: string | null; messages?: readonly string[] | null },
): Promise<Webhook> {
  op.must('webhook.replay');
  const webhook = await findWebhook(op, input.id);
  webhook.mustBe(['ACTIVE', 'PAUSED']);
  const { from, to, messages } = input;
  if ((from == null) === (messages == null) || (to != null && from == null))
    throw badInput('input.from', 'RANGE_OR_MESSAGES', {
      zh: '请给出起始位置 from（可加 to），或给出 messages，二者取一。',
      en: 'Give a position `from` (and `to`, if you like), or `messages`: one of the two.',
    });
  const [open] = await op.run(
    sql`select count(*)::int as open from webhook_errand where webhook_id = ${webhook.id} and done_at is null`,
  );
  if (Number(open?.['open']) >= MOST_OPEN)
    throw conflict(
      'TOO_MANY_REPLAYS',
      { zh: `最多同时有 ${MOST_OPEN} 项重发在等待。`, en: `At most ${MOST_OPEN} replays wait at once.` },
      { limit: MOST_OPEN },
    );
  webhook.noteErrand(op.now);
  await op.em.flush();
  await op.run(
    messages != null ? await byIds(op, webhook.id, messages) : await byRange(op, webhook.id, from ?? '', to),
  );
  return webhook;
}

async function byRange(
  op: Operation,
  webhookId: string,
  from: string,
  to: string | null | undefined,
): Promise<Sql> {
  const { epoch, forgotten, now } = await readDeployment(op);
  const after = decodePosition(epoch, from, 'input.from');
  mustBeKept(epoch, after, forgotten, 'input.from');
  const until: Place = to != null ? decodePosition(epoch, to, 'input.to') : { to: now };
  if (to != null && contains(parseSnapshot(after.to), parseSnapshot(until.to)) && after.to !== until.to)
    throw badInput('input.to', 'RANGE_BACKWARDS', {
      zh: '结束位置 to 早于起始位置 from，请对调。',
      en: '`to` lies before `from`: exchange them.',
    });
  return sql`insert into webhook_errand
      (webhook_id, kind, reached, reached_from, reached_seq, until, until_from, until_seq)
    values (${webhookId}, 'REPLAY', ${after.to}, ${after.from ?? null}, ${after.seq ?? null},
      ${until.to}, ${until.from ?? null}, ${until.seq ?? null})`;
}

async function byIds(op: Operation, webhookId: string, messages: readonly string[]): Promise<Sql> {
  const seqs = [...new Set(messages)].map((id) => seqOfMessage(webhookId, id));
  if (seqs.length === 0 || seqs.length > MOST_MESSAGES || seqs.includes(undefined)) throw unknownMessage();
  const list = seqs.join(',');
  // Numbers alone by now, so that they may stand in one text.
  const known = await op.run(sql`select s from unnest(string_to_array(${list}, ',')) s
    where exists (select from webhook_delivery d where d.webhook_id = ${webhookId} and d.message_id = ${messageIdOf(webhookId, '')} || s)`);
  if (known.length < seqs.length) throw unknownMessage();
  const gone = await op.asSystem(() =>
    op.run(sql`select s from unnest(string_to_array(${list}, ',')) s
      where not exists (select from journal_entry j where j.seq = s::bigint and (j.before is not null or j.after is not null))`),
  );
  if (gone.length > 0) {
    const { epoch, forgotten } = await readDeployment(op);
    throw tooOld(epoch, forgotten, 'input.messages');
  }
  return sql`insert into webhook_errand (webhook_id, kind, seqs)
    values (${webhookId}, 'REPLAY', string_to_array(${list}, ',')::bigint[])`;
}

async function readDeployment(
  op: Operation,
): Promise<{ readonly epoch: string; readonly forgotten: bigint; readonly now: string }> {
  const [row] = await op.run(sql`select epoch::text as epoch, forgotten::text as forgotten,
    pg_current_snapshot()::text as now from deployment`);
  return {
    epoch: String(row?.['epoch']),
    forgotten: BigInt(String(row?.['forgotten'])),
    now: String(row?.['now']),
  };
}

function unknownMessage(): HouseError {
  return badInput(
    'input.messages',
    'UNKNOWN_MESSAGE',
    {
      zh: `应为此推送近 30 天记录中的 1 至 ${MOST_MESSAGES} 个消息编号。`,
      en: `These are 1 to ${MOST_MESSAGES} message ids of this webhook’s log of the last 30 days.`,
    },
    { limit: MOST_MESSAGES },
  );
}
