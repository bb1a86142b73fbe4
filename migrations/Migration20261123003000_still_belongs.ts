import { Migration } from '@mikro-orm/migrations';

const OPEN = `('NOT_ASKED', 'UNREACHABLE')`;

/**
 * Whether somebody still belongs to an open round is kept of everybody, whatever came of asking: an answer may be taken
 * back, and who had left before that was then asked again, while who had come back was not. Who is settled stays
 * counted at the place of the answer, and where it is taken back at the place where the person lives by then.
 */
export class Migration20261123003000_still_belongs extends Migration {
  override up(): void {
    this.addSql(`
      create index survey_answer_worker on survey_answer (worker_id);
      drop index survey_answer_unsettled;
      -- An outcome is asked of the row as it is written, for who takes an answer back at this moment has it locked; and the
      -- place is compared whatever the outcome, so that a move and a correction wait for each other.
      create or replace function survey_follow() returns trigger language plpgsql set search_path = public, pg_temp as $f$
      declare places text[];
      begin
        select array_agg(origin) into places from new_rows;
        -- Who leaves a prefecture must not fall out of what opens there at this moment either.
        if tg_op = 'UPDATE' then select places || array_agg(origin) into places from old_rows; end if;
        perform pg_advisory_xact_lock_shared(hashtextextended('survey:' || c.prefecture, 0))
          from (select distinct left(u.origin, 4) as prefecture from unnest(places) as u (origin) order by 1) c;
        if not exists (select from survey_round where state = 'OPEN') then return null; end if;
        with member as materialized (
          select r.id as round_id, n.worker_id, n.origin from new_rows n join survey_round r on r.state = 'OPEN'
          where n.in_base and starts_with(n.origin, r.origin) and survey_population(r.population, n.target, n.relocated)
            and exists (select from unnest(r.scope_paths) as p (path) where starts_with(n.origin, p.path))
        ), moved as (
          update survey_answer a set belongs = m.worker_id is not null,
            origin = case when a.outcome in ${OPEN} then coalesce(m.origin, a.origin) else a.origin end
          from new_rows n
          join survey_answer o on o.worker_id = n.worker_id
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
      drop trigger survey_update on standing;
      create trigger survey_update after update on standing referencing old table as old_rows new table as new_rows
        for each statement execute function survey_follow();

      create function survey_take_back() returns trigger language plpgsql set search_path = public, pg_temp as $f$
      begin
        new.origin := coalesce((select s.origin from standing s join survey_round r on r.id = new.round_id
          where s.worker_id = new.worker_id and starts_with(s.origin, r.origin)), new.origin);
        return new;
      end $f$;
      create trigger survey_take_back before update of outcome on survey_answer for each row
        when (new.belongs and new.outcome in ${OPEN} and old.outcome not in ${OPEN}) execute function survey_take_back();
    `);
    this.addSql(`
      -- What was kept wrongly in the rounds that are open.
      select set_config('app.role', 'SYSTEM', true), set_config('app.actor', 'system:migration', true),
        set_config('app.verb', 'party.seed', true);
      update survey_answer a set belongs = m.worker_id is not null,
          origin = case when a.outcome in ${OPEN} then coalesce(m.origin, a.origin) else a.origin end
        from survey_round r join survey_answer o on o.round_id = r.id
        left join survey_member m on m.round_id = o.round_id and m.worker_id = o.worker_id
        where r.state = 'OPEN' and a.id = o.id and (a.belongs, case when a.outcome in ${OPEN} then a.origin end)
          is distinct from (m.worker_id is not null, case when a.outcome in ${OPEN} then coalesce(m.origin, a.origin) end);
      select set_config('app.role', '', true), set_config('app.actor', '', true), set_config('app.verb', '', true);
    `);
  }
}
