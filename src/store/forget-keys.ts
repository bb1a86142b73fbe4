import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** How long the same idempotency key does nothing again: a week, longer than any client tries again. */
const KEPT_DAYS = 7;

/** The clock: idempotency keys older than a week are forgotten. Answers how many. */
export async function forgetKeys(op: Operation): Promise<number> {
  op.must('clock.forgetKeys');
  const gone = await op.run(
    sql`delete from idempotency_record where answered_at < now() - make_interval(days => ${KEPT_DAYS}) returning key`,
  );
  return gone.length;
}
