import sql, { join, type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import type { Difference } from './audit-picture.js';
import { peopleOn } from './six-lists.js';
import { SIX_LISTS } from './six-lists.rules.js';

/*
 * The six lists once more, straight from the nouns, written from domain 4.2 and 4.6 alone: nothing here is shared
 * with the standing or the lists, so that a fault in those cannot hide.
 */

/** The statement that compares every list, person by person: a row for each list that is not as it ought to be. */
export function sixListStatement(today: string): Sql {
  return sql`with person as materialized (
      select w.id, w.real_name_verified_on is not null as verified, w.employment_form is not null as employed,
        array(select t.tag from worker_tag t where t.worker_id = w.id and daterange(t.valid_from, t.valid_to) @> ${today}::date)
          && array['POVERTY_ALLEVIATED', 'MONITORED', 'PREVENTION_TARGET', 'HARD_TO_EMPLOY'] as hardship
      from worker w
      where w.life_status = 'ALIVE' and w.merged_into is null and w.activity not in ('STUDENT', 'SERVICE', 'CUSTODY', 'RETIRED')
        and w.work_ability in ('FULL', 'SKILLED', 'WEAK', 'HALF')
        and ${today}::date >= (w.birth_date + make_interval(years => 16))::date
        and ${today}::date < (w.birth_date + make_interval(years => case w.sex_code when 1 then 60 else 55 end))::date),
    asked as materialized (
      select p.*, v.intent, coalesce(v.barriers, '{}') as barriers,
        coalesce(v.intent in ('GO_OUT', 'LOCAL', 'CHANGE_JOB', 'STARTUP'), false) as wants,
        coalesce(v.available_from - ${today}::date <= 14, true) as soon,
        exists (select from dispatch_order o where o.worker_id = p.id
          and o.state in ('PLANNED', 'CLEARED', 'BOOKED', 'DEPARTED', 'ARRIVED')) as travels
      from person p left join willingness v on v.worker_id = p.id and v.kind = 'WORK' and v.state = 'ACTIVE'),
    expected (list, id) as (
      select x.list, a.id from asked a cross join lateral (values
        ('LABORERS', a.verified),
        ('LABORERS_UNVERIFIED', not a.verified),
        ('IN_HARDSHIP', a.verified and a.hardship),
        ('IN_HARDSHIP_EMPLOYED', a.verified and a.hardship and a.employed),
        ('UNEMPLOYED', not a.employed and a.wants and a.soon),
        ('UNEMPLOYED_WITHOUT_INTENT', not a.employed and not a.wants),
        ('WILLING_TO_GO_OUT', coalesce(a.intent = 'GO_OUT', false) and not a.travels),
        ('BARRIER_WILLINGNESS', not a.employed and 'WILLINGNESS' = any (a.barriers)),
        ('BARRIER_SKILL', not a.employed and 'SKILL' = any (a.barriers)),
        ('BARRIER_ABILITY', not a.employed and 'ABILITY' = any (a.barriers))) as x (list, listed)
      where x.listed),
    found (list, id) as (${join(SIX_LISTS.map(peopleOn), ' union all ')}),
    lost as (table expected except all table found),
    extra as (table found except all table expected)
    select list, (select count(*)::int from lost l where l.list = x.list) as lost,
      (select count(*)::int from extra e where e.list = x.list) as extra
    from (select list from lost union select list from extra) x order by list`;
}

/** Reads what `sixListStatement` gave. */
export function sixListDifferences(rows: readonly Row[] | undefined): Difference[] {
  return (rows ?? []).map((row) => ({
    what: { zh: '六个清单与重新清点不一致', en: 'one of the six lists differs from its recount' },
    where: `list ${String(row['list'])}`,
    expected: `${String(row['lost'])} more`,
    found: `${String(row['extra'])} too many`,
  }));
}
