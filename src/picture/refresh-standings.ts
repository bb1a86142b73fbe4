import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/** At most this many at once, so that one tick never holds long. */
const MOST_AT_ONCE = 10_000;

/**
 * The clock: standings that change because a day has come (a sixteenth birthday, the age limit, a tag that
 * begins or ends) are worked out anew. Each standing carries its next day, so only those are touched.
 */
export async function refreshStandings(op: Operation): Promise<number> {
  op.must('clock.refreshStanding');
  const [found] = await op.run(sql`
    with due as (select worker_id from standing where changes_on <= ${op.today} order by changes_on limit ${MOST_AT_ONCE})
    select count(*)::int as n, refresh_standing(coalesce(array_agg(worker_id), '{}')) from due`);
  return Number(found?.['n'] ?? 0);
}
