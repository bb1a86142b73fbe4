import { Migration } from '@mikro-orm/migrations';

/** Every column of a standing that is derived, its key aside; `merged` is new. */
const DERIVED =
  `origin hukou in_base target relocated tags employed employment_path destination_class barriers
  willingness_id work_intent wage_min_fen explicit broad open_destination in_demand wants_training in_training referrals
  offered in_flight_to bound checked_in shown_to accepted_by expires_on changes_on content shown merged`
    .trim()
    .split(/\s+/);

const of = (alias: string): string => DERIVED.map((column) => `${alias}.${column}`).join(', ');

/**
 * Two records of one person: pairs that may be, and those that were merged and can be parted again. A standing knows that
 * its record was merged, so that whoever watches a list is told why the row left.
 */
export class Migration20261122002610_same_person extends Migration {
  override up(): void {
    this.addSql(`
      alter table worker_identity add column name_birth_hmac bytea;
      create index worker_identity_name_birth on worker_identity (name_birth_hmac);

      -- Identities that nobody has compared with the others yet: keys alone, gone when it is done. Whoever is written in one
      -- transaction meets whoever is written in another when both have committed, and never waits for it.
      create table uncompared_identity (identity_key uuid primary key);
      grant select, insert, update, delete on uncompared_identity to labor_bridge_app;
      create function leave_to_compare() returns trigger language plpgsql as $f$
      begin
        insert into uncompared_identity select worker_id from new_rows order by 1 on conflict do nothing;
        return null;
      end $f$;
      create trigger compare_insert after insert on worker_identity referencing new table as new_rows
        for each statement execute function leave_to_compare();
      create function leave_changed_to_compare() returns trigger language plpgsql as $f$
      begin
        insert into uncompared_identity select n.worker_id from new_rows n join old_rows o using (worker_id)
          where (n.phone_hmac, n.id_number_hmac, n.name_birth_hmac) is distinct from (o.phone_hmac, o.id_number_hmac, o.name_birth_hmac)
          order by 1
          -- Not nothing: whoever compares the older words at this moment takes the key away, and this one comes after.
          on conflict (identity_key) do update set identity_key = excluded.identity_key;
        return null;
      end $f$;
      create trigger compare_update after update on worker_identity referencing old table as old_rows new table as new_rows
        for each statement execute function leave_changed_to_compare();

      create table possible_duplicate (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        other_id uuid not null references worker (id),
        origin text collate "C" not null,
        other_origin text collate "C" not null,
        same_phone boolean not null,
        same_name_and_birth boolean not null,
        state text not null default 'OPEN' check (state in ('OPEN','LAPSED','NOT_THE_SAME','MERGED')),
        told_apart_by text[] not null default '{}',
        reason text check (length(reason) between 2 and 500),
        found_at timestamptz not null default now(),
        decided_at timestamptz,
        version integer not null default 1,
        unique (worker_id, other_id),
        check (worker_id < other_id),
        check (state <> 'OPEN' or same_phone or same_name_and_birth)
      );
      create index possible_duplicate_origin on possible_duplicate (origin, id) where state = 'OPEN';
      create index possible_duplicate_other_origin on possible_duplicate (other_origin, id) where state = 'OPEN';
      create index possible_duplicate_other on possible_duplicate (other_id);
      call make_noun('possible_duplicate');
      call keep_versions('possible_duplicate');
      call wall_table('possible_duplicate');
      -- Either county knows of the pair, and says what it thinks of it.
      create policy possible_duplicate_county on possible_duplicate
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and (starts_with(origin, (select viewer_path())) or starts_with(other_origin, (select viewer_path()))));

      create table worker_merge (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        given_id uuid not null references worker (id),
        origin text collate "C" not null,
        state text not null check (state in ('MERGED','PARTED')),
        reason text not null check (length(reason) between 2 and 500),
        carried jsonb not null,
        superseded uuid[] not null default '{}',
        adopted_work boolean not null default false,
        merged_at timestamptz not null default now(),
        parted_at timestamptz,
        parted_because text check (length(parted_because) between 2 and 500),
        version integer not null default 1,
        check (worker_id <> given_id),
        check ((state = 'PARTED') = (parted_at is not null and parted_because is not null))
      );
      create unique index worker_merge_one on worker_merge (given_id) where state = 'MERGED';
      create index worker_merge_worker on worker_merge (worker_id, id);
      call make_noun('worker_merge');
      call wall_table('worker_merge');
      create policy worker_merge_county on worker_merge
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));

      create index worker_merged on worker (merged_into) where merged_into is not null;
      -- Whoever knows of the record that is kept finds it by the other one's key, too.
      create policy worker_merged on worker for select
        using ((select viewer_role()) in ('STATION_LIAISON', 'EMPLOYER') and merged_into is not null
          and exists (select from standing s where s.worker_id = worker.merged_into));
    `);
    this.addSql(`
      alter table standing add column merged boolean not null default false;
      create or replace view standing_fresh with (security_invoker = true) as
        select s.*, w.version + (select coalesce(sum(x.version), 0) from willingness x where x.worker_id = w.id) as content,
          md5(row(w.display_name, w.sex_code, w.education, w.skills, w.constraints, v.intent, v.occupations, v.wage_min_fen,
            v.available_from, v.confirmed_at at time zone 'UTC', v.valid_to, v.destination_codes, v.any_destination)::text) as shown,
          w.merged_into is not null as merged
        from standing_source s join worker w on w.id = s.worker_id left join willingness v on v.id = s.willingness_id;
      create or replace function refresh_standing(ids uuid[]) returns void language plpgsql security definer
        set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        perform set_config('app.role', 'SYSTEM', true);
        -- Of two who write of one person at once the second waits here, and works out what both have written: a statement
        -- that waited only when it wrote would write what it had seen before.
        perform from standing where worker_id = any (ids) order by worker_id for update;
        insert into standing as old (worker_id, ${DERIVED.join(', ')})
          select s.worker_id, ${of('s')} from standing_fresh s where s.worker_id = any (ids)
        on conflict (worker_id) do update set (${DERIVED.join(', ')}) = (${of('excluded')})
        where (${of('old')}) is distinct from (${of('excluded')});
        perform set_config('app.role', asked_as, true);
      end $f$;
    `);
    this.addSql(`
      -- Whoever stands here already is compared by the clock, page by page.
      select set_config('app.role', 'SYSTEM', true);
      insert into uncompared_identity select worker_id from worker_identity on conflict do nothing;
      alter table standing disable trigger user;
      update standing s set merged = true from worker w where w.id = s.worker_id and w.merged_into is not null;
      alter table standing enable trigger user;
      select set_config('app.role', '', true);
    `);
  }
}
