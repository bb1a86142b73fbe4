import sql, { type Sql } from 'sql-template-tag';
import type { Place } from '#journal/position.js';
import type { Operation } from '#kernel/operation.js';
import { uuidv7 } from '#kernel/uuid.js';
import type { Course, Errand } from './course.list.js';
import { disableWebhook } from './disable-webhook.js';
import { type Answered, waitAfter } from './retry.rules.js';

/** One attempt to send a message, as it ended. */
export interface Attempt {
  /** As it was read before the attempt. */
  readonly course: Course;
  /** What it was sent for, if not for the topic itself. */
  readonly errand?: Errand;
  /** It tells of no change, but that some were forgotten. */
  readonly gap?: true;
  readonly messageId: string;
  readonly position: string | null;
  /** Where the webhook, or its errand, stands when this has succeeded. */
  readonly place?: Place;
  readonly answered: Answered;
  readonly at: Date;
  readonly durationMs: number;
  /** From 0 up to 1, for the jitter of the wait. */
  readonly chance: number;
}

export type Outcome = 'SUCCEEDED' | 'PENDING' | 'FAILED' | 'DISABLED';

/**
 * The system writes an attempt into the log, and how far the webhook has come by it; after the last failure, or when the
 * receiver is gone, it is disabled. Where somebody changed its course meanwhile, their word stands.
 */
export async function recordAttempt(op: Operation, attempt: Attempt): Promise<Outcome> {
  op.must('webhook.deliver');
  const { course, errand, messageId, answered, at } = attempt;
  const ping = errand?.kind === 'PING';
  const failures = (course.messageId === messageId ? course.failures : 0) + 1;
  const failed = answered.failure !== undefined;
  const wait =
    failed && !ping && answered.failure !== 'GONE' ? waitAfter(failures, attempt.chance) : undefined;
  const status = failed ? (wait === undefined ? 'FAILED' : 'PENDING') : 'SUCCEEDED';
  const nextAt = wait === undefined ? null : new Date(at.getTime() + wait).toISOString();
  const [progress] = await op.run(
    sql`select round::text as round from webhook_progress where webhook_id = ${course.id} for update`,
  );
  if (!ping)
    await op.run(
      sql`update webhook_delivery set status = 'FAILED' where webhook_id = ${course.id} and status = 'PENDING'`,
    );
  await op.run(sql`
    insert into webhook_delivery (id, webhook_id, kind, message_id, position, attempt, status, http_status, failure, at,
      next_attempt_at, duration_ms)
    values (${uuidv7()}, ${course.id}, ${attempt.gap ? 'GAP' : (errand?.kind ?? 'CHANGE')}, ${messageId}, ${attempt.position}, ${failures}, ${status},
      ${answered.httpStatus ?? null}, ${answered.failure ?? null}, ${at.toISOString()}, ${nextAt}, ${attempt.durationMs})`);
  if (ping) await op.run(sql`update webhook_errand set done_at = now() where id = ${errand.id}`);
  else if (progress?.['round'] === course.round) {
    if (!failed && attempt.place) await op.run(movedTo(course, errand, attempt.place));
    await op.run(sql`update webhook_progress set message_id = ${failed ? messageId : null},
      failures = ${failed ? failures : 0}, next_at = ${nextAt}, round = round + 1 where webhook_id = ${course.id}`);
  }
  if (!failed || ping || wait !== undefined) return status;
  await disableWebhook(op, course.id, answered.failure === 'GONE' ? 'GONE' : 'TOO_MANY_FAILURES');
  return 'DISABLED';
}

function movedTo(course: Course, errand: Errand | undefined, { to, from, seq }: Place): Sql {
  return errand
    ? sql`update webhook_errand set reached = ${to}, reached_from = ${from ?? null}, reached_seq = ${seq ?? null}
        where id = ${errand.id}`
    : sql`update webhook_progress set reached = ${to}, reached_from = ${from ?? null}, reached_seq = ${seq ?? null}
        where webhook_id = ${course.id}`;
}

/** The system notes that nothing up to a place was for this webhook, so that it is not looked through again. */
export async function keepPlace(op: Operation, { id, round }: Course, place: string): Promise<void> {
  op.must('webhook.deliver');
  await op.run(sql`update webhook_progress set reached = ${place}, reached_from = null, reached_seq = null
    where webhook_id = ${id} and round = ${round}::bigint and message_id is null`);
}

/** The system closes an errand of which all has been told. */
export async function endErrand(op: Operation, errandId: string): Promise<void> {
  op.must('webhook.deliver');
  await op.run(sql`update webhook_errand set done_at = now() where id = ${errandId}`);
}
