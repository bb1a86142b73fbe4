/**
 * What must hold of a registry whatever happened to it (domain 4.2 to 4.6), each a statement that finds who breaks it.
 * Written from the domain and the nouns alone: nothing of it is shared with the program, and nothing derived is believed
 * where it can be counted anew. `$1` is the day.
 */

/** Who is of the labour base (L of domain 4.2), with the county that answers for the person. */
export const LABOUR_BASE = `labour as materialized (
  select w.*, left(w.origin, 6) as county from worker w
  where w.life_status = 'ALIVE' and w.merged_into is null and w.work_ability <> 'NONE'
    and w.activity not in ('STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED')
    and w.birth_date + interval '16 years' <= $1::date
    and w.birth_date + case w.sex_code when 1 then interval '60 years' else interval '55 years' end > $1::date)`;

/** The tags that somebody carries on the day. */
export const CARRIED = `carried as materialized (
  select worker_id, array_agg(tag) as tags from worker_tag
  where valid_from <= $1::date and (valid_to is null or valid_to > $1::date) group by 1)`;

const TWO_SPANS = (of: string, from: string, to: string) =>
  `a.${of} = b.${of} and a.id < b.id and daterange(a.${from}, a.${to}) && daterange(b.${from}, b.${to})`;

const WISHES: Readonly<Record<string, string>> = {
  'one active wish of each kind a person': `
    select worker_id, kind from willingness where state = 'ACTIVE' group by 1, 2 having count(*) > 1`,
  'no wish outlives its day': `
    select id, state from willingness where state in ('ACTIVE', 'RECORDED') and valid_to <= $1::date`,
  'an active wish was confirmed': `
    select id from willingness where state = 'ACTIVE' and confirmed_at is null`,
  'the dead, the moved out and the merged want nothing': `
    select w.id, v.state, v.kind from willingness v join worker w on w.id = v.worker_id
    where v.state in ('ACTIVE', 'RECORDED') and (w.life_status <> 'ALIVE' or w.merged_into is not null)`,
  'nobody outside the labour base is on the way': `
    with ${LABOUR_BASE}
    select worker_id, 'referral' as noun from referral where worker_id not in (select id from labour) and state in
      ('CREATED','SENT','VIEWED','NO_RESPONSE','INTERESTED','SUBMITTED','INTERVIEW','OFFERED','ACCEPTED')
    union all
    select worker_id, 'dispatch' from dispatch_order where worker_id not in (select id from labour)
      and state in ('PLANNED','CLEARED','BOOKED','DEPARTED','ARRIVED')`,
};

const DUTIES: Readonly<Record<string, string>> = {
  'one primary officer of each person, building and place': `
    select area_key from assignment where ended_on is null group by 1 having count(*) > 1`,
  'one officer follows the other, never beside': `
    select a.area_key, a.id, b.id as other from assignment a join assignment b on ${TWO_SPANS('area_key', 'began_on', 'ended_on')}`,
  'whoever is responsible is in office, in the county of the person or place': `
    select a.id, a.area_key from assignment a join officer o on o.id = a.officer_id left join worker w on w.id = a.worker_id
    where a.ended_on is null and (o.relieved_on is not null or left(o.origin, 6) <> left(coalesce(w.origin, a.origin), 6))`,
  'the narrowest area with an officer decides': `
    with ${LABOUR_BASE},
    home as (select w.id, coalesce(h.origin, w.origin) as place, h.building_id, w.id in (select id from labour) as labours
      from worker w left join household_member m on m.worker_id = w.id and m.left_on is null
      left join household h on h.id = m.household_id),
    expected as (select h.id, h.labours, coalesce(
        (select a.area_key from assignment a where a.ended_on is null and a.worker_id = h.id),
        (select a.area_key from assignment a where a.ended_on is null and a.building_id = h.building_id),
        (select a.area_key from assignment a where a.ended_on is null and a.region_code is not null
          and starts_with(h.place, a.origin) order by length(a.origin) desc limit 1)) as area_key
      from home h)
    select e.id, e.area_key as expected, r.area_key as found from expected e full join responsibility r on r.worker_id = e.id
    where (e.area_key, e.labours) is distinct from (r.area_key, r.in_base)`,
};

const RECORDS: Readonly<Record<string, string>> = {
  'a tag is carried once at a time': `
    select a.worker_id, a.tag from worker_tag a join worker_tag b on a.tag = b.tag and ${TWO_SPANS('worker_id', 'valid_from', 'valid_to')}`,
  'a merged record is part of one that is kept, in the same county': `
    select w.id, w.merged_into from worker w join worker k on k.id = w.merged_into
    where k.merged_into is not null or left(k.origin, 6) <> left(w.origin, 6)`,
  'every merged record can be parted': `
    select coalesce(w.id, g.given_id) as id from (select * from worker where merged_into is not null) w
    full join (select * from worker_merge where state = 'MERGED') g on g.given_id = w.id
    where w.id is null or g.id is null`,
  'what befalls somebody has done so on its day': `
    select id, kind, on_day from life_event where state = 'PLANNED' and on_day <= $1::date`,
  'somebody is at home once': `
    select worker_id from return_record where left_again_on is null group by 1 having count(*) > 1`,
  'one open plan a person, due on the earliest day': `
    select p.id, p.next_due from assistance_plan p left join assistance_measure s on s.plan_id = p.id and s.state = 'PLANNED'
    where p.state = 'OPEN' group by p.id having p.next_due is distinct from min(s.due_on)
    union all
    select worker_id, null from assistance_plan where state = 'OPEN' group by 1 having count(*) > 1`,
  'nobody is helped who has died or moved out': `
    select p.id, w.life_status from assistance_plan p join worker g on g.id = p.worker_id
    join worker w on w.id = coalesce(g.merged_into, g.id) where p.state = 'OPEN' and w.life_status <> 'ALIVE'`,
  // Never in two counties at once (domain 4.5): the file is where the person is.
  'the whole file is of the county that answers for the person': `
    select x.noun, x.id, x.origin, w.origin as person from (
      select 'tag' as noun, id, worker_id, origin from worker_tag
      union all select 'wish', id, worker_id, origin from willingness
      union all select 'return', id, worker_id, origin from return_record
      union all select 'life event', id, worker_id, origin from life_event
      union all select 'plan', id, worker_id, origin from assistance_plan where state = 'OPEN'
      union all select 'member', id, worker_id, origin from household_member where left_on is null
    ) x join worker w on w.id = x.worker_id where left(x.origin, 6) <> left(w.origin, 6)`,
};

const HOUSEHOLDS: Readonly<Record<string, string>> = {
  'one household a person at a time': `
    select a.worker_id from household_member a join household_member b on ${TWO_SPANS('worker_id', 'joined_on', 'left_on')}`,
  'one head a household': `
    select household_id from household_member where left_on is null and relation = 'HEAD' group by 1 having count(*) > 1`,
  'a household counts who lives, labours and works in it, and is on the list when nobody of its labour works': `
    with ${LABOUR_BASE},
    expected as (select h.id, count(w.id)::int as members, count(l.id)::int as labourers,
        count(w.id) filter (where w.employment_form is not null)::int as employed
      from household h left join household_member m on m.household_id = h.id and m.left_on is null
      left join worker w on w.id = m.worker_id and w.life_status = 'ALIVE' and w.merged_into is null
      left join labour l on l.id = w.id group by h.id)
    select e.*, z.id as listed from expected e full join household_labor k on k.household_id = e.id
    left join zero_employment z on z.household_id = e.id and z.cleared_on is null
    where (e.members, e.labourers, e.employed) is distinct from (k.members, k.labourers, k.employed)
      or (e.labourers > 0 and e.employed = 0) <> (z.id is not null)`,
};

const ROUNDS: Readonly<Record<string, string>> = {
  'to an open round belongs who labours in its scope, asked or not': `
    with ${LABOUR_BASE}, ${CARRIED},
    expected as (select r.id as round_id, l.id as worker_id, l.origin from survey_round r join labour l on starts_with(l.origin, r.origin)
      left join carried c on c.worker_id = l.id
      where r.state = 'OPEN' and exists (select from unnest(r.scope_paths) p (path) where starts_with(l.origin, p.path))
        and (r.population = 'ALL_RURAL'
          or (r.population <> 'RELOCATED' and c.tags && array['POVERTY_ALLEVIATED','MONITORED','PREVENTION_TARGET'])
          or (r.population <> 'TARGET' and 'RELOCATED' = any (c.tags)))),
    found as (select a.* from survey_answer a join survey_round r on r.id = a.round_id and r.state = 'OPEN')
    select coalesce(e.round_id, f.round_id) as round, coalesce(e.worker_id, f.worker_id) as worker, f.outcome, f.belongs
    from expected e full join found f on f.round_id = e.round_id and f.worker_id = e.worker_id
    where f.id is null or f.belongs <> (e.worker_id is not null)
      or (f.outcome in ('NOT_ASKED', 'UNREACHABLE') and f.origin <> e.origin)`,
  'a round is open within its window': `
    select id, state from survey_round where (state = 'OPEN' and window_to < $1::date) or (state = 'PLANNED' and window_from <= $1::date)`,
};

export const REGISTRY_LAWS: Readonly<Record<string, string>> = {
  ...WISHES,
  ...DUTIES,
  ...RECORDS,
  ...HOUSEHOLDS,
  ...ROUNDS,
};
