import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** How long the log of deliveries is kept, and with it what may be replayed by id. */
const KEPT_DAYS = 30;

/** The clock: attempts and errands older than a month are forgotten. Answers how many attempts. */
export async function forgetDeliveries(op: Operation): Promise<number> {
  op.must('clock.forgetDeliveries');
  await op.run(
    sql`delete from webhook_errand where done_at < now() - make_interval(days => ${KEPT_DAYS}) returning id`,
  );
  const gone = await op.run(
    sql`delete from webhook_delivery where at < now() - make_interval(days => ${KEPT_DAYS}) and status <> 'PENDING' returning id`,
  );
  return gone.length;
}
