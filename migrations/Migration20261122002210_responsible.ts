import { Migration } from '@mikro-orm/migrations';

/**
 * Who is responsible for whom (domain 3.2, Assignment): officers, and dated assignments of an area or of one person.
 * `responsibility` is derived: one row a person, with the key of the narrowest area that has an officer now. An officer
 * who follows another in an area touches no row of it.
 */
export class Migration20261122002210_responsible extends Migration {
  override up(): void {
    this.addSql(`
      create table officer (
        id uuid primary key default uuidv7(),
        name text not null check (length(name) between 2 and 50),
        kind text not null check (kind in ('BUILDING_HEAD','GRID_HEAD','EMPLOYMENT_INFO_OFFICER','LIAISON')),
        region_code text collate "C" not null references region (code),
        origin text collate "C" not null,
        account_id uuid references account (id),
        relieved_on date,
        version integer not null default 1
      );
      create unique index officer_account_taken on officer (account_id) where relieved_on is null;
      create index officer_origin on officer (origin, id);
      call make_noun('officer');

      create table assignment (
        id uuid primary key default uuidv7(),
        officer_id uuid not null references officer (id),
        worker_id uuid references worker (id),
        building_id uuid references building (id),
        region_code text collate "C" references region (code),
        origin text collate "C" not null,
        -- What it is about, in one word: W: a person, B: a building, R: a town, village or resettlement site.
        area_key text collate "C" not null,
        began_on date not null,
        ended_on date check (ended_on >= began_on),
        reason text check (length(reason) between 2 and 500),
        ended_for text check (length(ended_for) between 2 and 500),
        -- Who follows in the same area: set with the end, before the follower's row is written.
        succeeded_by uuid references assignment (id) deferrable initially deferred,
        version integer not null default 1,
        check (num_nonnulls(worker_id, building_id, region_code) = 1),
        check (area_key = coalesce('W:' || worker_id::text, 'B:' || building_id::text, 'R:' || origin)),
        check ((ended_on is null) = (ended_for is null))
      );
      -- Exactly one primary officer of a person, a building, a place.
      create unique index assignment_one_primary on assignment (area_key) where ended_on is null;
      create index assignment_officer on assignment (officer_id, id) where ended_on is null;
      create index assignment_history on assignment (area_key, id);
      create index assignment_origin on assignment (origin, id) where ended_on is null;
      create index assignment_succeeded on assignment (succeeded_by) where succeeded_by is not null;
      call make_noun('assignment');

      create table responsibility (
        worker_id uuid primary key references worker (id),
        origin text collate "C" not null,
        in_base boolean not null,
        area_key text collate "C"
      );
      create index responsibility_area on responsibility (area_key, worker_id) where in_base and area_key is not null;
      create index responsibility_nobody on responsibility (origin, worker_id) where in_base and area_key is null;
      create index responsibility_base on responsibility (origin, worker_id) where in_base;
      grant select on responsibility to labor_bridge_app;
    `);
    this.addSql(`
      -- The areas in which somebody is: the person alone, the building of the household, the place, the town above it.
      create function areas_of(worker_id uuid, building_id uuid, home text) returns text[] language sql immutable parallel safe as
        $f$ select array['W:' || worker_id::text, 'B:' || building_id::text, 'R:' || home, 'R:' || left(home, 9)] $f$;
      create function narrowness(area_key text) returns integer language sql immutable parallel safe as
        $f$ select case left(area_key, 1) when 'W' then 1000 when 'B' then 900 else length(area_key) end $f$;

      -- A person's area is worked out while nobody changes the areas of the county: many at once, but none beside an assignment.
      create function refresh_responsibility(ids uuid[]) returns void language plpgsql security definer
        set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        perform set_config('app.role', 'SYSTEM', true);
        perform pg_advisory_xact_lock_shared(hashtextextended('responsible:' || c.county, 0))
          from (select distinct left(s.origin, 6) as county from standing s where s.worker_id = any (ids) order by 1) c;
        insert into responsibility as old (worker_id, origin, in_base, area_key)
        select s.worker_id, s.origin, s.in_base, a.area_key
        from standing s
        left join household_member m on m.worker_id = s.worker_id and m.left_on is null
        left join household h on h.id = m.household_id
        left join lateral (
          select x.area_key from assignment x
          where x.ended_on is null and x.area_key = any (areas_of(s.worker_id, h.building_id, coalesce(h.origin, s.origin)))
          order by narrowness(x.area_key) desc limit 1
        ) a on true
        where s.worker_id = any (ids)
        on conflict (worker_id) do update set (origin, in_base, area_key) = (excluded.origin, excluded.in_base, excluded.area_key)
        where old.* is distinct from excluded.*;
        perform set_config('app.role', asked_as, true);
      end $f$;

      create function follow_responsibility() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare
        asked_as text := coalesce(current_setting('app.role', true), '');
        ids uuid[];
        gone uuid[];
      begin
        perform set_config('app.role', 'SYSTEM', true);
        if tg_table_name = 'household' then
          select array_agg(m.worker_id) into ids from new_rows n join old_rows o on o.id = n.id
            join household_member m on m.household_id = n.id and m.left_on is null
            where (n.origin, n.building_id) is distinct from (o.origin, o.building_id);
        elsif tg_table_name = 'household_member' then
          select array_agg(distinct n.worker_id) into ids from new_rows n;
        elsif tg_op = 'INSERT' then
          select array_agg(n.worker_id) into ids from new_rows n;
        else
          select array_agg(n.worker_id), array_agg(n.worker_id) filter (where left(n.origin, 6) <> left(o.origin, 6)) into ids, gone
            from new_rows n join old_rows o on o.worker_id = n.worker_id
            where (n.origin, n.in_base) is distinct from (o.origin, o.in_base);
          -- Who is handed over within a county is not, once another county answers for the person.
          if gone is not null then
            update assignment set ended_on = greatest(business_today(), began_on), ended_for = '转由其他县服务', version = version + 1
              where ended_on is null and worker_id = any (gone);
          end if;
        end if;
        if ids is not null then perform refresh_responsibility(ids); end if;
        perform set_config('app.role', asked_as, true);
        return null;
      end $f$;

      -- An area begins to have an officer, or has none any more: everybody in it may be another's now.
      create function follow_assignments() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare
        asked_as text := coalesce(current_setting('app.role', true), '');
        areas uuid[];
        ids uuid[];
      begin
        perform set_config('app.role', 'SYSTEM', true);
        if tg_op = 'INSERT' then
          select array_agg(n.id) into areas from new_rows n
            where n.ended_on is null and not exists (select from assignment p where p.succeeded_by = n.id);
        else
          select array_agg(n.id) into areas from new_rows n join old_rows o on o.id = n.id
            where o.ended_on is null and n.ended_on is not null and n.succeeded_by is null;
        end if;
        if areas is not null then
          perform pg_advisory_xact_lock(hashtextextended('responsible:' || c.county, 0))
            from (select distinct left(n.origin, 6) as county from new_rows n where n.id = any (areas) order by 1) c;
          select array_agg(distinct x.worker_id) into ids from (
            select n.worker_id from new_rows n where n.id = any (areas) and n.worker_id is not null
            union all
            select m.worker_id from new_rows n join household h on h.building_id = n.building_id
              join household_member m on m.household_id = h.id and m.left_on is null where n.id = any (areas)
            union all
            select s.worker_id from new_rows n join standing s on s.origin >= n.origin and s.origin < n.origin || '~'
              where n.id = any (areas) and n.region_code is not null
            union all
            select m.worker_id from new_rows n join household h on h.origin >= n.origin and h.origin < n.origin || '~'
              join household_member m on m.household_id = h.id and m.left_on is null
              where n.id = any (areas) and n.region_code is not null
          ) x;
          if ids is not null then perform refresh_responsibility(ids); end if;
        end if;
        perform set_config('app.role', asked_as, true);
        return null;
      end $f$;

      create index standing_origin on standing (origin, worker_id);
      -- As household_* before it by its name: where somebody lives is known before whose area it is.
      create trigger responsible_insert after insert on standing referencing new table as new_rows
        for each statement execute function follow_responsibility();
      create trigger responsible_update after update on standing referencing old table as old_rows new table as new_rows
        for each statement execute function follow_responsibility();
      create trigger responsible_insert after insert on household_member referencing new table as new_rows
        for each statement execute function follow_responsibility();
      create trigger responsible_update after update on household_member referencing new table as new_rows
        for each statement execute function follow_responsibility();
      create trigger responsible_update after update on household referencing old table as old_rows new table as new_rows
        for each statement execute function follow_responsibility();
      create trigger responsible_insert after insert on assignment referencing new table as new_rows
        for each statement execute function follow_assignments();
      create trigger responsible_update after update on assignment referencing old table as old_rows new table as new_rows
        for each statement execute function follow_assignments();
    `);
    const county = (column: string) =>
      `(select viewer_role()) = 'COUNTY_BUREAU' and starts_with(${column}, (select viewer_path()))`;
    this.addSql(`
      call wall_table('officer');
      call wall_table('assignment');
      call wall_table('responsibility');
      create policy officer_county on officer using (${county('origin')});
      create policy responsibility_county on responsibility for select using (${county('origin')});
      -- An officer of one's own, for a person or an area of one's own.
      create policy assignment_county on assignment using (${county('origin')})
        with check (${county('origin')} and exists (select from officer o where o.id = officer_id)
          and (worker_id is null or exists (select from worker w where w.id = worker_id and ${county('w.origin')})));
      select set_config('app.role', 'SYSTEM', true);
      insert into responsibility (worker_id, origin, in_base) select worker_id, origin, in_base from standing;
      select set_config('app.role', '', true);
    `);
  }
}
