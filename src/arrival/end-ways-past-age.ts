import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { outsideLabourBase } from '#worker/eligible.rules.js';
import { holdWorker } from '#worker/find-life-event.js';
import { endWayOf } from './end-way-of.js';

/** At most this many at once; the next tick goes on. */
const MOST_AT_ONCE = 500;
/**
 * Whoever came past the limit so many days ago at most. What a county writes down of older people later is its own will; a
 * server that stood still for a while makes up for it.
 */
const DAYS_BACK = 31;

/**
 * The clock: who has reached the age limit is in the labour base no more (domain 4.5), and what was under way ends as when
 * the county says so of somebody. Before the standings are refreshed, which forget whose day it was; who was
 * refreshed already is known by what is still open. Answers how many.
 */
export async function endWaysPastAge(op: Operation): Promise<number> {
  op.must('clock.endWays');
  const due = await op.run(sql`
    select w.id from (
      select worker_id from standing where changes_on <= ${op.today} and in_base
      union
      select worker_id from standing where not in_base and (referrals > 0 or in_flight_to is not null or willingness_id is not null)
    ) s join worker w on w.id = s.worker_id
    where w.birth_date + case when w.sex_code = 1 then interval '60 years' else interval '55 years' end
      between ${op.today}::date - ${DAYS_BACK}::int and ${op.today}::date
    order by w.id limit ${MOST_AT_ONCE}`);
  let ended = 0;
  for (const row of due) {
    const worker = await holdWorker(op, String(row['id']));
    if (!worker || outsideLabourBase(worker, op.today) !== 'WORKER_PAST_AGE_LIMIT') continue;
    await endWayOf(op, worker.id);
    ended += 1;
  }
  return ended;
}
