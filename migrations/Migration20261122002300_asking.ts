import { Migration } from '@mikro-orm/migrations';

/**
 * Asking: a county's rounds, and one row for everybody who belongs to one, asked or not yet. The rows are made
 * when the round opens and kept by the standings: whoever joins the scope while the round is open belongs to it, and
 * whoever leaves the labour base or the scope before an answer does so no longer.
 */
export class Migration20261122002300_asking extends Migration {
  override up(): void {
    this.addSql(`
      create table survey_round (
        id uuid primary key default uuidv7(),
        name text not null,
        kind text not null check (kind in ('WILLINGNESS','RETURN','TRAINING','FULL')),
        region text collate "C" not null references region (code),
        origin text collate "C" not null check (length(origin) >= 4),
        scope_codes text[] not null check (cardinality(scope_codes) between 1 and 200),
        scope_paths text[] collate "C" not null check (cardinality(scope_paths) = cardinality(scope_codes)),
        population text not null check (population in ('TARGET','TARGET_OR_RELOCATED','ALL_RURAL')),
        window_from date not null,
        window_to date not null check (window_to >= window_from),
        state text not null check (state in ('PLANNED','OPEN','CLOSED')),
        created_at timestamptz not null default now(),
        opened_at timestamptz,
        closed_at timestamptz,
        version integer not null default 1,
        check (state <> 'OPEN' or opened_at is not null),
        check ((state = 'CLOSED') = (closed_at is not null))
      );
      create index survey_round_origin on survey_round (origin, id);
      create index survey_round_open on survey_round (id) where state = 'OPEN';
      call make_noun('survey_round');
      call keep_versions('survey_round');

      create table survey_answer (
        id uuid primary key default uuidv7(),
        round_id uuid not null references survey_round (id),
        worker_id uuid not null references worker (id),
        origin text collate "C" not null,
        belongs boolean not null default true,
        outcome text not null default 'NOT_ASKED' check (outcome in ('NOT_ASKED','DONE','UNREACHABLE','REFUSED','MOVED','DECEASED')),
        method text check (method in ('SELF','VISIT','PHONE','SMS')),
        respondent text check (respondent in ('WORKER','FAMILY')),
        attempts integer not null default 0 check (attempts between 0 and 1000),
        last_tried_on date,
        answered_by uuid references account (id),
        answered_at timestamptz,
        note text check (length(note) <= 500),
        correction text check (length(correction) <= 500),
        held_by uuid references account (id),
        held_until timestamptz,
        version integer not null default 1,
        unique (round_id, worker_id),
        check ((outcome = 'NOT_ASKED') = (answered_at is null)),
        check ((held_by is null) = (held_until is null))
      );
      -- Coverage and the list of a round read this one alone.
      create index survey_answer_place on survey_answer (round_id, origin, id) include (outcome, belongs);
      create index survey_answer_next on survey_answer (round_id, origin, id) where outcome = 'NOT_ASKED' and belongs;
      create index survey_answer_again on survey_answer (round_id, last_tried_on, id) where outcome = 'UNREACHABLE' and belongs;
      create index survey_answer_unsettled on survey_answer (worker_id) where outcome in ('NOT_ASKED', 'UNREACHABLE');
      create index survey_answer_held on survey_answer (held_by, round_id) where held_by is not null;
      call make_noun('survey_answer');
      call keep_versions('survey_answer');
    `);
    this.addSql(`
      call wall_table('survey_round');
      call wall_table('survey_answer');
      -- A round is its county's; observers above it see that there is one, and of its answers only counts.
      create policy survey_round_county on survey_round
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      create policy survey_round_observer on survey_round for select
        using ((select viewer_role()) = 'OBSERVER' and starts_with(origin, (select viewer_path())));
      create policy survey_answer_county on survey_answer
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
    `);
    this.addSql(`
      -- Who belongs to a round now: the labour base of its population within its scope.
      create view survey_member with (security_invoker = true) as
        select r.id as round_id, s.worker_id, s.origin
        from survey_round r cross join lateral unnest(r.scope_paths) as p (path)
        join standing s on s.origin >= p.path and s.origin < p.path || '~'
        where s.in_base and starts_with(s.origin, r.origin)
          and (r.population = 'ALL_RURAL' or s.target or (r.population = 'TARGET_OR_RELOCATED' and s.relocated));
      grant select on survey_member to labor_bridge_app;

      -- Runs within refresh_standing, as the owner and the system. Whoever opens a round takes the same lock of the
      -- prefecture alone, so that nobody falls between the look at the people and the open round.
      create function survey_follow() returns trigger language plpgsql set search_path = public, pg_temp as $f$
      declare ids uuid[];
      begin
        perform pg_advisory_xact_lock_shared(hashtextextended('survey:' || c.prefecture, 0))
          from (select distinct left(origin, 4) as prefecture from new_rows order by 1) c;
        if not exists (select from survey_round where state = 'OPEN') then return null; end if;
        select array_agg(distinct worker_id) into ids from new_rows;
        update survey_answer a set belongs = m.worker_id is not null, origin = coalesce(m.origin, a.origin)
          from survey_answer o join survey_round r on r.id = o.round_id and r.state = 'OPEN'
          left join survey_member m on m.round_id = o.round_id and m.worker_id = o.worker_id
          where o.worker_id = any (ids) and o.outcome in ('NOT_ASKED', 'UNREACHABLE') and a.id = o.id
            and (a.belongs, a.origin) is distinct from (m.worker_id is not null, coalesce(m.origin, a.origin));
        insert into survey_answer (round_id, worker_id, origin)
          select m.round_id, m.worker_id, m.origin from survey_member m
          join survey_round r on r.id = m.round_id and r.state = 'OPEN'
          where m.worker_id = any (ids)
          on conflict (round_id, worker_id) do nothing;
        return null;
      end $f$;
      create trigger survey_insert after insert on standing referencing new table as new_rows
        for each statement execute function survey_follow();
      create trigger survey_update after update on standing referencing new table as new_rows
        for each statement execute function survey_follow();
    `);
    this.addSql(`
      -- Who wants back to the former employer; and the wishes of a county that end soon.
      alter table willingness add column former_employer_id uuid references organization (id),
        add constraint willingness_former_employer check (former_employer_id is null or kind = 'WORK');
      create index willingness_expiring on willingness (valid_to, id) include (origin) where state = 'ACTIVE';
    `);
  }
}
