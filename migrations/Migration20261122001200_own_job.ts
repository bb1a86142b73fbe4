import { Migration } from '@mikro-orm/migrations';

/**
 * An employer sees of a person's work what came of its own verified arrival, and sees the person in full while
 * that lasts: a worker says with whom the present job is, where a verified arrival says so. And what an
 * account may learn by asking for persons is counted.
 */
export class Migration20261122001200_own_job extends Migration {
  override up(): void {
    this.addSql(`
      alter table worker add column employed_by uuid references organization (id),
        add constraint worker_employed_by check (employed_by is null or employment_form is not null);
      -- One row an account: how much of this hour's look-ups is spent. About no person, and no noun.
      create table look_up_allowance (
        account_id uuid primary key references account (id),
        began_at timestamptz not null,
        spent integer not null check (spent >= 0)
      );
      grant select, insert, update on look_up_allowance to labor_bridge_app;
    `);
    this.addSql(`
      create or replace view standing_source with (security_invoker = true) as
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
          -- Who was placed is the employer's while the job is; afterwards the employer knows whom it was shown.
          select x.destination, false as inside, x.employer_id, x.submitted_at is not null as shown,
                 x.state = 'ACCEPTED' or (x.state = 'PLACED' and x.employer_id is not distinct from w.employed_by) as accepted
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
    `);
    this.addSql(`
      -- Who arrived before this: with the employer of the last verified arrival, while the job is still the one of it.
      select set_config('app.role', 'SYSTEM', true), set_config('app.actor', 'system:migration', true),
        set_config('app.verb', 'party.seed', true);
      update worker set employed_by = l.employer_id
        from (select distinct on (a.worker_id) a.worker_id, a.employer_id, p.work_region
              from arrival a join job_posting p on p.id = a.posting_id where a.state = 'VERIFIED'
              order by a.worker_id, a.verified_at desc) l
        where l.worker_id = worker.id and worker.employment_form = 'CONTRACT' and worker.employment_region = l.work_region;
      select refresh_standing(coalesce(array_agg(distinct worker_id), '{}')) from referral where state = 'PLACED';
      select set_config('app.role', '', true), set_config('app.actor', '', true), set_config('app.verb', '', true);
    `);
  }
}
