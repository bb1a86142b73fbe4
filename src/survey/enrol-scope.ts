import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';

/**
 * Until the transaction ends nobody of the round’s prefecture joins or leaves the labour base: whoever opens a round
 * takes this before it opens, as `survey_follow` takes it together with others. Inside `asSystem`.
 */
export async function holdScope(op: Operation, origin: string): Promise<void> {
  await op.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`survey:${origin.slice(0, 4)}`}::text, 0))`,
  );
}

/** Everybody who belongs to an open round gets a row, not yet asked. Inside `asSystem`, after `holdScope`. */
export async function enrolScope(op: Operation, roundKey: string): Promise<void> {
  await op.run(sql`insert into survey_answer (round_id, worker_id, origin)
    select m.round_id, m.worker_id, m.origin from survey_member m where m.round_id = ${roundKey}::uuid
    on conflict (round_id, worker_id) do nothing`);
}
