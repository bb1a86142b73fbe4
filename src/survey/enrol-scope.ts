import sql from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import type { SurveyRound } from './survey-round.entity.js';

/** People enrolled by one statement, so that none runs into its time limit; a place is not divided. */
const AT_ONCE = 5_000;

/**
 * Everybody who belongs to a round that is about to open gets a row, not yet asked. The many come first, while others
 * go on writing; then nobody of the prefecture joins or leaves the labour base until the transaction ends
 * (`survey_follow` takes the same lock together with others), and what changed meanwhile is made good. From the open
 * round on the database keeps the rows. Inside `asSystem`, the round written.
 */
export async function enrolScope(op: Operation, { id, origin }: SurveyRound): Promise<void> {
  for (const places of inPortions(await placesOf(op, id)))
    await op.run(sql`insert into survey_answer (round_id, worker_id, origin)
      select m.round_id, m.worker_id, m.origin from survey_member m
      where m.round_id = ${id}::uuid and m.origin = any(string_to_array(${places.join(',')}, ','))
      on conflict (round_id, worker_id) do nothing`);
  await op.run(
    sql`select pg_advisory_xact_lock(hashtextextended(${`survey:${origin.slice(0, 4)}`}::text, 0))`,
  );
  await op.run(sql`update survey_answer a set belongs = m.worker_id is not null, origin = coalesce(m.origin, a.origin)
    from survey_answer o left join survey_member m on m.round_id = o.round_id and m.worker_id = o.worker_id
    where o.round_id = ${id}::uuid and a.id = o.id
      and (a.belongs, a.origin) is distinct from (m.worker_id is not null, coalesce(m.origin, a.origin))`);
  await op.run(sql`insert into survey_answer (round_id, worker_id, origin)
    select m.round_id, m.worker_id, m.origin from survey_member m where m.round_id = ${id}::uuid
      and not exists (select from survey_answer a where a.round_id = m.round_id and a.worker_id = m.worker_id)`);
}

interface Place {
  readonly path: string;
  readonly people: number;
}

async function placesOf(op: Operation, roundKey: string): Promise<Place[]> {
  const rows = await op.run(sql`select m.origin, count(*)::int as people from survey_member m
    where m.round_id = ${roundKey}::uuid group by 1 order by 1`);
  return rows.map((row) => ({ path: String(row['origin']), people: Number(row['people']) }));
}

function inPortions(places: readonly Place[]): string[][] {
  const portions: string[][] = [];
  let left = 0;
  for (const { path, people } of places) {
    if (people > left || portions.length === 0) {
      portions.push([]);
      left = AT_ONCE;
    }
    portions.at(-1)?.push(path);
    left -= people;
  }
  return portions;
}
