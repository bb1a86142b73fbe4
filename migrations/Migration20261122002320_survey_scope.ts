import { Migration } from '@mikro-orm/migrations';

/**
 * Who belongs to a round, found without walking the registry. Behind a wall the planner takes only conditions that tell
 * nothing to an index, and the end of a range that was put together on the spot is none: it is made beforehand. And what
 * follows a change of standings looks at those that changed, which it holds in its hand already.
 */
export class Migration20261122002320_survey_scope extends Migration {
  override up(): void {
    this.addSql(`
      create function survey_population(population text, target boolean, relocated boolean) returns boolean
        language sql immutable parallel safe as
        $f$ select population = 'ALL_RURAL' or target or (population = 'TARGET_OR_RELOCATED' and relocated) $f$;

      create or replace view survey_member with (security_invoker = true) as
        select r.id as round_id, s.worker_id, s.origin
        from survey_round r
        cross join lateral (select u.path, u.path || '~' as beyond from unnest(r.scope_paths) as u (path) offset 0) p
        join standing s on s.origin >= p.path and s.origin < p.beyond
        where s.in_base and starts_with(s.origin, r.origin) and survey_population(r.population, s.target, s.relocated);

      create or replace function survey_follow() returns trigger language plpgsql set search_path = public, pg_temp as $f$
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended('survey:' || c.prefecture, 0))
          from (select distinct left(origin, 4) as prefecture from new_rows order by 1) c;
        if not exists (select from survey_round where state = 'OPEN') then return null; end if;
        with member as materialized (
          select r.id as round_id, n.worker_id, n.origin from new_rows n join survey_round r on r.state = 'OPEN'
          where n.in_base and starts_with(n.origin, r.origin) and survey_population(r.population, n.target, n.relocated)
            and exists (select from unnest(r.scope_paths) as p (path) where starts_with(n.origin, p.path))
        ), moved as (
          update survey_answer a set belongs = m.worker_id is not null, origin = coalesce(m.origin, a.origin)
          from new_rows n
          join survey_answer o on o.worker_id = n.worker_id and o.outcome in ('NOT_ASKED', 'UNREACHABLE')
          join survey_round r on r.id = o.round_id and r.state = 'OPEN'
          left join member m on m.round_id = o.round_id and m.worker_id = o.worker_id
          where a.id = o.id and (a.belongs, a.origin) is distinct from (m.worker_id is not null, coalesce(m.origin, a.origin))
        )
        insert into survey_answer (round_id, worker_id, origin)
          select m.round_id, m.worker_id, m.origin from member m
          where not exists (select from survey_answer k where k.round_id = m.round_id and k.worker_id = m.worker_id)
          on conflict (round_id, worker_id) do nothing;
        return null;
      end $f$;
    `);
  }
}
