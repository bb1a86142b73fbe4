import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import type { Figures } from './four-counts.js';
import type { Pair } from './pair.js';

/*
 * Every figure once more, straight from the nouns, written from domain 4.2 to 4.4 alone. It shares nothing
 * with the standing, its view, its functions or the lists, so that a fault in those cannot hide here: the two
 * may only agree by both being right. Slow and thorough; only the audit runs it.
 */

/** Statements that recount all pictures at once: people, people by tag and barrier, posts. */
export function recountStatements(pairs: readonly Pair[], today: string): Sql[] {
  const people = peopleOf(pairs, today);
  return [
    sql`${people}
      select key, count(*)::int as base,
        count(*) filter (where employed and class = 'IN_COUNTY')::int as in_county,
        count(*) filter (where employed and class = 'IN_PROVINCE')::int as in_province,
        count(*) filter (where employed and class = 'OUT_OF_PROVINCE')::int as out_of_province,
        count(*) filter (where employed and class = 'ABROAD_HKMO')::int as abroad,
        count(*) filter (where not employed)::int as not_employed,
        count(*) filter (where wants and tier = 1)::int as explicit,
        count(*) filter (where wants and tier = 2)::int as broad,
        count(*) filter (where wants and tier = 3)::int as open,
        count(*) filter (where employed and not wants and starts_with(workplace, destination))::int as already_there,
        count(*) filter (where wants and tier in (1, 2) and not travels and not in_training)::int as available,
        count(*) filter (where learns and not in_training)::int as training,
        count(*) filter (where learns and not in_training and wants and tier < 4)::int as train_export,
        count(*) filter (where in_training)::int as in_training
      from counted group by key`,
    sql`${people}
      select key, 'tag' as kind, x as name, count(*)::int as n from counted, unnest(tags) x group by key, x
      union all
      select key, 'barrier', x, count(*)::int from counted, unnest(barriers) x where not employed group by key, x`,
    postsOf(pairs),
  ];
}

/** Reads what `recountStatements` gave: figures by the key of the pair. */
export function recountedFrom(
  pairs: readonly Pair[],
  [people, named, posts]: readonly (readonly Row[])[],
): Map<string, Figures> {
  const rowOf = (rows: readonly Row[] | undefined, key: string): Row =>
    rows?.find((r) => r['key'] === key) ?? {};
  return new Map(
    pairs.map(({ key }): [string, Figures] => {
      const [p, s] = [rowOf(people, key), rowOf(posts, key)];
      const n = (row: Row, name: string) => Number(row[name] ?? 0);
      const group = (kind: string) =>
        Object.fromEntries(
          (named ?? [])
            .filter((r) => r['key'] === key && r['kind'] === kind)
            .map((r) => [String(r['name']), Number(r['n'])]),
        );
      return [
        key,
        {
          laborBase: n(p, 'base'),
          employed: {
            IN_COUNTY: n(p, 'in_county'),
            IN_PROVINCE: n(p, 'in_province'),
            OUT_OF_PROVINCE: n(p, 'out_of_province'),
            ABROAD_HKMO: n(p, 'abroad'),
          },
          notEmployed: n(p, 'not_employed'),
          byTag: group('tag'),
          byBarrier: group('barrier'),
          explicit: n(p, 'explicit'),
          broad: n(p, 'broad'),
          open: n(p, 'open'),
          alreadyThere: n(p, 'already_there'),
          available: n(p, 'available'),
          trainingWilling: n(p, 'training'),
          trainThenExport: n(p, 'train_export'),
          inTraining: n(p, 'in_training'),
          suitablePosts: n(s, 'posts'),
          postings: n(s, 'postings'),
          employers: n(s, 'employers'),
          allocatedPosts: n(s, 'allocated'),
          sharedPosts: n(s, 'posts') - n(s, 'allocated'),
        },
      ];
    }),
  );
}

function pictures(pairs: readonly Pair[]): Sql {
  const facts = pairs.map((p) => ({
    key: p.key,
    origin: p.origin.path,
    destination: p.destination.path,
    population: p.population,
  }));
  return sql`select * from jsonb_to_recordset(${JSON.stringify(facts)}::jsonb) as x (key text, origin text, destination text, population text)`;
}

/**
 * `counted`: one row per picture and person of its labour base (L of domain 4.2). `tier` is 1 where the wish
 * names the destination, a part of it or its city; 2 where it names its province or a group that holds it; 3
 * where it would go anywhere; 4 otherwise. `wants` is what the demand list asks beside the tier.
 */
function peopleOf(pairs: readonly Pair[], today: string): Sql {
  return sql`with picture as materialized (${pictures(pairs)}),
    person as materialized (
      select w.id, w.origin, w.in_training, w.employment_form is not null as employed, coalesce(w.employment_path, '') as workplace,
        case when substr(w.employment_path, 1, 2) in ('71', '81', '82') then 'ABROAD_HKMO'
             when substr(w.employment_path, 1, 6) = substr(w.origin, 1, 6) then 'IN_COUNTY'
             when substr(w.employment_path, 1, 2) = substr(w.origin, 1, 2) then 'IN_PROVINCE'
             else 'OUT_OF_PROVINCE' end as class,
        array(select t.tag from worker_tag t where t.worker_id = w.id
          and daterange(t.valid_from, t.valid_to) @> ${today}::date) as tags
      from worker w
      where w.life_status = 'ALIVE' and w.merged_into is null and w.activity not in ('STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED')
        and w.work_ability in ('FULL', 'SKILLED', 'WEAK', 'HALF')
        and ${today}::date >= (w.birth_date + make_interval(years => 16))::date
        and ${today}::date < (w.birth_date + make_interval(years => case w.sex_code when 1 then 60 else 55 end))::date),
    wish as materialized (
      select v.worker_id, v.intent, v.any_destination, v.barriers, v.destination_codes,
        exists (select from arrival a where a.worker_id = v.worker_id and a.state = 'VERIFIED' and a.verified_at > v.confirmed_at) as arrived
      from willingness v where v.kind = 'WORK' and v.state = 'ACTIVE'),
    named as materialized (
      select r.code, d.path as destination,
        case when (r.level in ('PREFECTURE', 'COUNTY') or r.code in ('110000', '120000', '310000', '500000'))
               and (starts_with(r.path, d.path) or starts_with(d.path, r.path)) then 1
             when r.level = 'PROVINCE' and starts_with(d.path, r.path) then 2
             when r.level = 'REGION_GROUP' and exists (select from unnest(r.members) m join region g on g.code = m
               where starts_with(d.path, g.path)) then 2 end as tier
      from region r cross join (select distinct destination as path from picture) d
      where r.code in (select unnest(destination_codes) from wish)),
    reach as materialized (
      select v.worker_id, n.destination, min(n.tier) as tier
      from wish v cross join unnest(v.destination_codes) c join named n on n.code = c group by v.worker_id, n.destination),
    learner as materialized (
      select distinct v.worker_id from willingness v where v.kind = 'TRAINING' and v.state = 'ACTIVE' and v.wants_training),
    traveller as materialized (
      select distinct o.worker_id from dispatch_order o where o.state in ('PLANNED', 'CLEARED', 'BOOKED', 'DEPARTED', 'ARRIVED')),
    counted as (
      select x.key, x.destination, p.employed, p.workplace, p.class, p.tags, p.in_training, coalesce(v.barriers, '{}') as barriers,
        coalesce(r.tier, case when v.any_destination then 3 else 4 end) as tier,
        coalesce(v.intent in ('GO_OUT', 'CHANGE_JOB') and not v.arrived and (v.intent = 'CHANGE_JOB' or not p.employed)
          and (v.any_destination or cardinality(v.destination_codes) > 0), false) as wants,
        l.worker_id is not null as learns, t.worker_id is not null as travels
      from picture x
      join person p on starts_with(p.origin, x.origin) and (x.population = 'ALL_RURAL'
        or (x.population in ('TARGET', 'TARGET_OR_RELOCATED') and p.tags && array['POVERTY_ALLEVIATED', 'MONITORED', 'PREVENTION_TARGET'])
        or (x.population in ('RELOCATED', 'TARGET_OR_RELOCATED') and 'RELOCATED' = any (p.tags)))
      left join wish v on v.worker_id = p.id
      left join reach r on r.worker_id = p.id and r.destination = x.destination
      left join learner l on l.worker_id = p.id
      left join traveller t on t.worker_id = p.id)`;
}

/** B of domain 4.3 with remaining(p, O, t) worked out anew. */
function postsOf(pairs: readonly Pair[]): Sql {
  return sql`with picture as materialized (${pictures(pairs)}),
    offered as (
      select x.key, p.employer_id, jsonb_array_length(p.allocations) > 0 as allocated,
        p.headcount - p.filled - p.held as rest,
        (select sum(a.quota - a.used) from jsonb_to_recordset(p.allocations) as a (origin text, quota int, used int)
          where starts_with(a.origin, x.origin) or starts_with(x.origin, a.origin)) as quota
      from picture x join job_posting p on starts_with(p.destination, x.destination)
      where p.state = 'OPEN' and p.suitable),
    supply as (
      select key, employer_id, allocated, case when allocated then least(rest, coalesce(quota, 0)) else rest end as remaining
      from offered)
    select key, count(*)::int as postings, sum(remaining)::int as posts, count(distinct employer_id)::int as employers,
      coalesce(sum(remaining) filter (where allocated), 0)::int as allocated
    from supply where remaining > 0 group by key`;
}
