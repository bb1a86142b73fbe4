import { Migration } from '@mikro-orm/migrations';

/**
 * Households: where families live, who belongs to which from when to when, and which of them have labour and nobody
 * at work (domain 3.2, 4.5, 4.7). Two tables are derived and kept by triggers in the transaction of the change:
 * `household_labor` counts, `zero_employment` remembers when a household came onto the list and when it left it.
 */
export class Migration20261122002200_households extends Migration {
  override up(): void {
    this.addSql(`
      -- Where the people of a resettlement site were moved from; other counties too.
      alter table region add column source_codes text[] not null default '{}';

      create table building (
        id uuid primary key default uuidv7(),
        region_code text collate "C" not null references region (code),
        origin text collate "C" not null,
        no text not null check (length(no) between 1 and 20),
        version integer not null default 1,
        constraint building_no_taken unique (region_code, no)
      );
      create index building_origin on building (origin, id);
      call make_noun('building');

      create table household (
        id uuid primary key default uuidv7(),
        no text not null check (length(no) between 1 and 30),
        region_code text collate "C" not null references region (code),
        origin text collate "C" not null,
        building_id uuid references building (id),
        address_enc text,
        moved_from text collate "C" references region (code),
        registered_at timestamptz not null default now(),
        version integer not null default 1
      );
      create unique index household_no_taken on household (left(origin, 6), no);
      create index household_origin on household (origin, id);
      create index household_building on household (building_id, id) where building_id is not null;
      call make_noun('household');

      create table household_member (
        id uuid primary key default uuidv7(),
        household_id uuid not null references household (id),
        worker_id uuid not null references worker (id),
        relation text not null check (relation in ('HEAD','SPOUSE','SON','DAUGHTER','GRANDCHILD','PARENT','GRANDPARENT','SIBLING','OTHER')),
        joined_on date not null,
        left_on date check (left_on >= joined_on),
        left_for text check (left_for in ('MARRIED_OUT','SPLIT','DIED','MOVED_AWAY','MOVED_COUNTY','WRONGLY_REGISTERED','OTHER')),
        origin text collate "C" not null,
        version integer not null default 1,
        check ((left_on is null) = (left_for is null)),
        constraint household_member_one_at_a_time exclude using gist (worker_id with =, daterange(joined_on, left_on) with &&)
      );
      create unique index household_member_present on household_member (worker_id) where left_on is null;
      create unique index household_member_one_head on household_member (household_id) where left_on is null and relation = 'HEAD';
      create index household_member_household on household_member (household_id, id);
      call make_noun('household_member');

      create table household_labor (
        household_id uuid primary key references household (id),
        origin text collate "C" not null,
        members integer not null,
        labourers integer not null,
        employed integer not null
      );
      grant select on household_labor to labor_bridge_app;

      create table zero_employment (
        id uuid primary key default uuidv7(),
        household_id uuid not null references household (id),
        origin text collate "C" not null,
        opened_on date not null,
        opened_for text not null check (opened_for in ('LABOUR_APPEARED','EARNER_LEFT','WORK_ENDED')),
        cleared_on date check (cleared_on >= opened_on),
        cleared_for text check (cleared_for in ('WORK_FOUND','EARNER_JOINED','NO_LABOUR_LEFT')),
        version integer not null default 1,
        check ((cleared_on is null) = (cleared_for is null))
      );
      create unique index zero_employment_one_open on zero_employment (household_id) where cleared_on is null;
      create index zero_employment_household on zero_employment (household_id, id);
      create index zero_employment_open on zero_employment (origin, id) include (opened_on) where cleared_on is null;
      create index zero_employment_origin on zero_employment (origin, id);
      call make_noun('zero_employment');
      revoke insert, update on zero_employment from labor_bridge_app;
    `);
    this.addSql(`
      -- Works out how much labour these households have, and with it opens and clears. Whoever changes one of them waits here
      -- for who does so at the same moment: two members who change work at once must see each other.
      create function refresh_households(ids uuid[]) returns void language plpgsql security definer
        set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        perform set_config('app.role', 'SYSTEM', true);
        perform from household h where h.id = any (ids) order by h.id for no key update;
        with fresh as materialized (
          select h.id, h.origin, count(w.id)::int as members, (count(*) filter (where s.in_base))::int as labourers,
            (count(*) filter (where s.employed))::int as employed
          from household h
          left join household_member m on m.household_id = h.id and m.left_on is null
          left join worker w on w.id = m.worker_id and w.life_status = 'ALIVE' and w.merged_into is null
          left join standing s on s.worker_id = w.id
          where h.id = any (ids) group by h.id
        ), judged as materialized (
          -- A household with labour of which nobody is at work (domain 4.7); without labour it is outside (4.5).
          select f.*, f.labourers > 0 and f.employed = 0 as zero, coalesce(o.members, 0) as had_members,
            coalesce(o.employed, 0) as had_employed, z.id as open_case
          from fresh f left join household_labor o on o.household_id = f.id
          left join zero_employment z on z.household_id = f.id and z.cleared_on is null
        ), opened as (
          insert into zero_employment (household_id, origin, opened_on, opened_for)
          select id, origin, business_today(), case when had_employed = 0 then 'LABOUR_APPEARED'
            when members < had_members then 'EARNER_LEFT' else 'WORK_ENDED' end
          from judged where zero and open_case is null
        ), cleared as (
          update zero_employment z set origin = j.origin, version = z.version + 1,
            cleared_on = case when not j.zero then greatest(business_today(), z.opened_on) end,
            cleared_for = case when j.zero then null when j.labourers = 0 then 'NO_LABOUR_LEFT'
              when j.members > j.had_members then 'EARNER_JOINED' else 'WORK_FOUND' end
          from judged j where z.id = j.open_case and (not j.zero or z.origin <> j.origin)
        )
        insert into household_labor as old (household_id, origin, members, labourers, employed)
        select id, origin, members, labourers, employed from judged
        on conflict (household_id) do update set (origin, members, labourers, employed) =
          (excluded.origin, excluded.members, excluded.labourers, excluded.employed)
        where old.* is distinct from excluded.*;
        perform set_config('app.role', asked_as, true);
      end $f$;

      create function follow_households() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare ids uuid[];
      begin
        execute format('select array_agg(distinct %I) from new_rows', tg_argv[0]) into ids;
        if ids is not null then perform refresh_households(ids); end if;
        return null;
      end $f$;

      -- What moves with a person's standing: who is served by another county now is of no household of this one.
      create function follow_members() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare
        asked_as text := coalesce(current_setting('app.role', true), '');
        ids uuid[];
        gone boolean;
      begin
        perform set_config('app.role', 'SYSTEM', true);
        select array_agg(distinct m.household_id), bool_or(left(m.origin, 6) <> left(n.origin, 6)) into ids, gone
          from new_rows n join household_member m on m.worker_id = n.worker_id where m.left_on is null;
        if gone then
          update household_member m set left_on = greatest(business_today(), m.joined_on), left_for = 'MOVED_COUNTY',
            version = m.version + 1
          from new_rows n where m.worker_id = n.worker_id and m.left_on is null and left(m.origin, 6) <> left(n.origin, 6);
        end if;
        if ids is not null then perform refresh_households(ids); end if;
        perform set_config('app.role', asked_as, true);
        return null;
      end $f$;
    `);
    for (const [noun, key] of [
      ['household', 'id'],
      ['household_member', 'household_id'],
    ])
      for (const deed of ['insert', 'update'])
        this.addSql(`create trigger household_${deed} after ${deed} on ${noun} referencing new table as new_rows
          for each statement execute function follow_households('${key}')`);
    for (const deed of ['insert', 'update'])
      this.addSql(`create trigger household_${deed} after ${deed} on standing referencing new table as new_rows
        for each statement execute function follow_members()`);
    const county = (column: string) =>
      `(select viewer_role()) = 'COUNTY_BUREAU' and starts_with(${column}, (select viewer_path()))`;
    this.addSql(`
      call wall_table('household');
      call wall_table('household_member');
      call wall_table('household_labor');
      call wall_table('zero_employment');
      -- A family is the county's that serves it, and nobody else's (domain 3.4).
      create policy household_county on household using (${county('origin')});
      create policy household_labor_county on household_labor for select using (${county('origin')});
      create policy zero_employment_county on zero_employment for select using (${county('origin')});
      create policy household_member_county on household_member using (${county('origin')})
        with check (${county('origin')}
          and exists (select from worker w where w.id = worker_id and ${county('w.origin')})
          and exists (select from household h where h.id = household_id));
    `);
  }
}
