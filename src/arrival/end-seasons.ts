import { LockMode } from '@mikro-orm/core';
import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { DispatchOrder } from '#trip/dispatch-order.entity.js';

/** At most this many at once; the next tick goes on. */
const MOST_AT_ONCE = 500;

/**
 * The clock: on the day after the planned end seasonal work is over (domain 4.5, EXPIRED), and the dispatch that led to it
 * CLOSED. It has not failed, so no wish returns by it: the person is to be asked anew (`workers(filter: {seasonEnded:
 * true})`). Whom somebody corrects at this moment is left for the next tick. Run inside
 * `transact('clock.endSeasons')` as the system. Answers how many.
 */
export async function endSeasons(op: Operation): Promise<number> {
  op.must('clock.endSeasons');
  const ended = await op.run(sql`
    update worker set employment_form = null, employment_region = null, employment_path = null, employed_by = null,
      works_until = null, season_ended_on = works_until + 1
    where id in (select id from worker where works_until < ${op.today}::date and merged_into is null
      order by works_until, id limit ${MOST_AT_ONCE} for update skip locked)
    returning id::text as id`);
  if (ended.length === 0) return 0;
  const dispatches = await op.em.find(
    DispatchOrder,
    { workerId: { $in: ended.map((row) => String(row['id'])) }, kind: 'SEASONAL', state: 'ON_POST' },
    { lockMode: LockMode.PESSIMISTIC_WRITE, orderBy: { id: 'asc' } },
  );
  for (const dispatch of dispatches) dispatch.moveTo('CLOSED');
  return ended.length;
}
