import { Migration } from '@mikro-orm/migrations';

/**
 * Standing: one derived row per worker that says where the person is in every list (domain 4.2-4.4). One
 * view is the definition; triggers keep the table equal to it in the transaction of the change.
 */
export class Migration20261122000600_standing extends Migration {
  override up(): void {
    this.addSql(`
      create table standing (
        worker_id uuid primary key references worker (id),
        origin text collate "C" not null,
        hukou text collate "C" not null,
        in_base boolean not null,
        target boolean not null,
        relocated boolean not null,
        tags text[] not null,
        employed boolean not null,
        employment_path text collate "C",
        destination_class text check (destination_class in ('IN_COUNTY','IN_PROVINCE','OUT_OF_PROVINCE','ABROAD_HKMO')),
        barriers text[] not null,
        willingness_id uuid,
        work_intent text,
        wage_min_fen bigint,
        explicit text[] not null,
        broad text[] not null,
        open_destination boolean not null,
        in_demand boolean not null,
        wants_training boolean not null,
        in_training boolean not null,
        referrals integer not null,
        offered boolean not null,
        in_flight_to text collate "C",
        bound text[] not null,
        checked_in text[] not null,
        shown_to uuid[] not null,
        accepted_by uuid[] not null,
        expires_on date,
        changes_on date
      );
      create index standing_demand on standing (origin, worker_id) where in_demand;
      create index standing_base on standing (origin, worker_id) where in_base;
      create index standing_training on standing (origin, worker_id) where in_base and wants_training;
      create index standing_hukou on standing (hukou, worker_id) where in_base;
      create index standing_explicit on standing using gin (explicit) where in_demand;
      create index standing_bound on standing using gin (bound);
      create index standing_shown_to on standing using gin (shown_to);
      create index standing_changes_on on standing (changes_on) where changes_on is not null;
      call make_noun('standing', 'worker_id');
      revoke insert, update on standing from labor_bridge_app;
    `);
    this.addSql(`
      -- A municipality (Beijing, Tianjin, Shanghai, Chongqing) is a province by code and a city to a worker.
      create function is_city_path(path text) returns boolean language sql immutable parallel safe as
        $f$ select length(path) in (4, 6) or path in ('11', '12', '31', '50') $f$;
      create function city_of(path text) returns text language sql immutable parallel safe as
        $f$ select case when left(path, 2) in ('11', '12', '31', '50') then left(path, 2) else left(path, 4) end $f$;
      -- What a worker who names this city or district is explicit for: itself, its city, and (marked /) all within it.
      create function explicit_marks(path text) returns text[] language sql immutable parallel safe as
        $f$ select case when city_of(path) = path then array[path, path || '/'] else array[path, path || '/', city_of(path)] end $f$;
      -- The marks that make a worker explicit for destination d.
      create function explicit_keys(d text) returns text[] language sql immutable parallel safe as
        $f$ select case when city_of(d) = d then array[d] else array[d, city_of(d) || '/'] end $f$;
      create function standing_tier(explicit text[], broad text[], open_destination boolean, d_explicit text[], d_broad text[])
        returns text language sql immutable parallel safe as $f$
        select case when explicit && d_explicit then 'EXPLICIT' when broad && d_broad then 'BROAD'
                    when open_destination then 'OPEN' else 'NONE' end $f$;

      create view standing_source with (security_invoker = true) as
      select
        w.id as worker_id, w.origin, w.hukou, base.in_base,
        tag.tags && array['POVERTY_ALLEVIATED','MONITORED','PREVENTION_TARGET'] as target,
        'RELOCATED' = any (tag.tags) as relocated,
        tag.tags,
        w.employment_form is not null as employed,
        w.employment_path,
        case when w.employment_path is null then null
             when left(w.employment_path, 2) in ('71', '81', '82') then 'ABROAD_HKMO'
             when left(w.employment_path, 6) = left(w.origin, 6) then 'IN_COUNTY'
             when left(w.employment_path, 2) = left(w.origin, 2) then 'IN_PROVINCE'
             else 'OUT_OF_PROVINCE' end as destination_class,
        coalesce(wk.barriers, '{}') as barriers,
        wk.id as willingness_id,
        wk.intent as work_intent,
        wk.wage_min_fen,
        coalesce(dest.explicit, '{}') as explicit,
        coalesce(dest.broad, '{}') as broad,
        coalesce(wk.any_destination, false) as open_destination,
        (base.in_base and coalesce(wk.intent in ('GO_OUT', 'CHANGE_JOB'), false)
          and not (w.employment_form is not null and wk.intent <> 'CHANGE_JOB')
          and (wk.any_destination or dest.explicit is not null or dest.broad is not null)
          and not exists (select from arrival a where a.worker_id = w.id and a.state = 'VERIFIED' and a.verified_at > wk.confirmed_at)
        ) as in_demand,
        (base.in_base and tr.id is not null and not w.in_training) as wants_training,
        (base.in_base and w.in_training) as in_training,
        ref.referrals, ref.offered,
        flight.destination as in_flight_to,
        bind.bound, bind.checked_in, bind.shown_to, bind.accepted_by,
        wk.valid_to as expires_on,
        least(
          case when base.sixteen > today.day then base.sixteen end,
          case when base.age_limit > today.day then base.age_limit end,
          tag.next_change) as changes_on
      from worker w
      cross join lateral (select business_today() as day) today
      cross join lateral (
        -- Working age by the FIXED policy of domain 4.2: 16 to under 60 (men) or 55 (women).
        select x.sixteen, x.age_limit,
          (w.life_status = 'ALIVE' and w.merged_into is null and w.work_ability <> 'NONE' and w.activity = 'NONE'
            and today.day >= x.sixteen and today.day < x.age_limit) as in_base
        from (select (w.birth_date + interval '16 years')::date as sixteen,
                     (w.birth_date + case when w.sex_code = 1 then interval '60 years' else interval '55 years' end)::date as age_limit) x
      ) base
      left join lateral (
        select coalesce(array_agg(t.tag order by t.tag) filter (where t.valid_from <= today.day and (t.valid_to is null or t.valid_to > today.day)), '{}') as tags,
               least(min(t.valid_from) filter (where t.valid_from > today.day), min(t.valid_to) filter (where t.valid_to > today.day)) as next_change
        from worker_tag t where t.worker_id = w.id
      ) tag on true
      left join lateral (select * from willingness x where x.worker_id = w.id and x.kind = 'WORK' and x.state = 'ACTIVE') wk on true
      left join lateral (select x.id from willingness x where x.worker_id = w.id and x.kind = 'TRAINING' and x.state = 'ACTIVE' and x.wants_training) tr on true
      left join lateral (
        select array_agg(distinct m.mark order by m.mark) filter (where is_city_path(r.path) and r.level <> 'REGION_GROUP') as explicit,
               array_agg(distinct r.path order by r.path) filter (where not is_city_path(r.path) or r.level = 'REGION_GROUP') as broad
        from region r left join lateral unnest(explicit_marks(r.path)) as m (mark) on true
        where r.code = any (wk.destination_codes)
      ) dest on true
      left join lateral (
        select count(*)::int as referrals, coalesce(bool_or(x.state in ('OFFERED', 'ACCEPTED')), false) as offered
        from referral x where x.worker_id = w.id
          and x.state in ('SENT','VIEWED','NO_RESPONSE','INTERESTED','SUBMITTED','INTERVIEW','OFFERED','ACCEPTED')
      ) ref on true
      left join lateral (
        select x.destination from dispatch_order x
        where x.worker_id = w.id and x.state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED')
      ) flight on true
      left join lateral (
        select coalesce(array_agg(distinct b.destination order by b.destination) filter (where b.destination is not null), '{}') as bound,
               coalesce(array_agg(distinct b.destination order by b.destination) filter (where b.inside), '{}') as checked_in,
               coalesce(array_agg(distinct b.employer_id order by b.employer_id) filter (where b.shown), '{}') as shown_to,
               coalesce(array_agg(distinct b.employer_id order by b.employer_id) filter (where b.accepted), '{}') as accepted_by
        from (
          select x.destination, false as inside, x.employer_id, x.submitted_at is not null as shown,
                 x.state in ('ACCEPTED', 'PLACED') as accepted
          from referral x where x.worker_id = w.id
            and x.state in ('CREATED','SENT','VIEWED','NO_RESPONSE','INTERESTED','SUBMITTED','INTERVIEW','OFFERED','ACCEPTED','PLACED')
          union all
          select x.destination, false, null, false, false from dispatch_order x where x.worker_id = w.id
            and x.state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED','ON_POST')
          union all
          select x.destination, true, null, false, false from arrival x where x.worker_id = w.id
            and x.state in ('IN_CITY', 'ON_POST', 'VERIFIED')
        ) b
      ) bind on true;
      grant select on standing_source to labor_bridge_app;
    `);
    this.addSql(`
      create function refresh_standing(ids uuid[]) returns void language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        perform set_config('app.role', 'SYSTEM', true);
        insert into standing as old select s.* from standing_source s where s.worker_id = any (ids)
        on conflict (worker_id) do update set
          (origin, hukou, in_base, target, relocated, tags, employed, employment_path, destination_class, barriers,
           willingness_id, work_intent, wage_min_fen, explicit, broad, open_destination, in_demand, wants_training, in_training,
           referrals, offered, in_flight_to, bound, checked_in, shown_to, accepted_by, expires_on, changes_on) =
          (excluded.origin, excluded.hukou, excluded.in_base, excluded.target, excluded.relocated, excluded.tags,
           excluded.employed, excluded.employment_path, excluded.destination_class, excluded.barriers, excluded.willingness_id,
           excluded.work_intent, excluded.wage_min_fen, excluded.explicit, excluded.broad, excluded.open_destination,
           excluded.in_demand, excluded.wants_training, excluded.in_training, excluded.referrals, excluded.offered,
           excluded.in_flight_to, excluded.bound, excluded.checked_in, excluded.shown_to, excluded.accepted_by,
           excluded.expires_on, excluded.changes_on)
        where old.* is distinct from excluded.*;
        perform set_config('app.role', asked_as, true);
      end $f$;

      -- Bulk work (an import) says app.standing = 'DEFERRED' and refreshes all its workers once, before it commits.
      create function standing_follow() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare ids uuid[];
      begin
        if current_setting('app.standing', true) = 'DEFERRED' then return null; end if;
        execute format('select array_agg(distinct %I) from new_rows', tg_argv[0]) into ids;
        if ids is not null then perform refresh_standing(ids); end if;
        return null;
      end $f$;

      create procedure follow_standing(noun text, key_column text) language plpgsql as $f$
      begin
        execute format('create trigger standing_insert after insert on %I referencing new table as new_rows
          for each statement execute function standing_follow(%L)', noun, key_column);
        execute format('create trigger standing_update after update on %I referencing new table as new_rows
          for each statement execute function standing_follow(%L)', noun, key_column);
      end $f$;
      call follow_standing('worker', 'id');
      call follow_standing('worker_tag', 'worker_id');
      call follow_standing('willingness', 'worker_id');
      call follow_standing('referral', 'worker_id');
      call follow_standing('dispatch_order', 'worker_id');
      call follow_standing('arrival', 'worker_id');
    `);
  }
}
