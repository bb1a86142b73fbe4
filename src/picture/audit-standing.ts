import sql, { type Sql } from 'sql-template-tag';
import type { Row } from '#kernel/operation.js';
import type { Difference } from './audit-picture.js';

/** Differences that are told one by one; of the rest only the number. */
const SHOWN = 50;

/**
 * Statements that compare what is derived with what it is derived from: each standing with its view, in both
 * directions; the places of each posting with its referrals and arrivals; and what the clock has yet to do.
 */
export function standingStatements(): Sql[] {
  return [
    sql`with fresh as materialized (select * from standing_fresh),
        kept as materialized (select worker_id, to_jsonb(s) - 'version' - 'shown_version' - 'verified' as image from standing s),
        made as materialized (select worker_id, to_jsonb(f) as image from fresh f),
        apart as (select worker_id from (table made except table kept) x
          union select worker_id from (table kept except table made) y)
      select a.worker_id, (select count(*)::int from apart) as total,
        case when s.worker_id is null then 'missing' when f.worker_id is null then 'left over'
          else (select string_agg(k, ', ' order by k) from jsonb_object_keys(to_jsonb(f)) k
                where to_jsonb(f) -> k is distinct from to_jsonb(s) -> k) end as columns
      from apart a left join fresh f using (worker_id) left join standing s using (worker_id)
      order by a.worker_id limit ${SHOWN}`,
    sql`with referred as (
        select r.posting_id, count(*) filter (where r.state = 'ACCEPTED')::int as accepted,
          count(*) filter (where r.state = 'PLACED')::int as placed
        from referral r group by r.posting_id),
      arrived as (
        select d.posting_id, count(*)::int as verified from arrival a join dispatch_order d on d.id = a.dispatch_id
        where a.state = 'VERIFIED' and d.referral_id is not null group by d.posting_id)
      select p.id, p.held, p.filled, coalesce(r.accepted, 0) as accepted, coalesce(r.placed, 0) as placed,
        coalesce(v.verified, 0) as verified
      from job_posting p left join referred r on r.posting_id = p.id left join arrived v on v.posting_id = p.id
      where p.held <> coalesce(r.accepted, 0) or p.filled <> coalesce(r.placed, 0) or p.filled <> coalesce(v.verified, 0)
      order by p.id limit ${SHOWN}`,
    sql`select p.id, a.origin, a.used, count(r.id)::int as taken
      from job_posting p cross join lateral jsonb_to_recordset(p.allocations) as a (origin text, used int)
      left join referral r on r.posting_id = p.id and r.state in ('ACCEPTED', 'PLACED') and starts_with(r.origin, a.origin)
      group by p.id, a.origin, a.used having a.used <> count(r.id) order by p.id limit ${SHOWN}`,
    sql`select (select count(*) from standing where changes_on <= business_today())::int
        + (select count(*) from willingness where state in ('ACTIVE', 'RECORDED') and valid_to <= business_today())::int
        + (select count(*) from job_posting where state in ('OPEN', 'PAUSED', 'FILLED') and valid_to <= business_today())::int as due,
      (select count(*) from standing)::int as standings, (select count(*) from job_posting)::int as postings`,
  ];
}

/** What was compared, and what the clock has yet to do: until then differences may be its own. */
export interface Compared {
  readonly standings: number;
  readonly postings: number;
  readonly due: number;
}

/** Reads what `standingStatements` gave. */
export function standingDifferences([standings, places, quotas, counts]: readonly (readonly Row[])[]): {
  differences: Difference[];
  compared: Compared;
} {
  const differences: Difference[] = [];
  for (const row of standings ?? [])
    differences.push({
      what: { zh: '就业状态与来源不一致', en: 'a standing differs from its source' },
      where: `worker ${String(row['worker_id'])} (${String(row['total'])} in all)`,
      expected: 'standing_source',
      found: String(row['columns']),
    });
  for (const row of places ?? [])
    differences.push({
      what: {
        zh: '岗位占用与推荐、到岗不一致',
        en: 'the places of a posting differ from its referrals and arrivals',
      },
      where: `posting ${String(row['id'])}`,
      expected: `held ${String(row['accepted'])}, filled ${String(row['placed'])} placed and ${String(row['verified'])} verified`,
      found: `held ${String(row['held'])}, filled ${String(row['filled'])}`,
    });
  for (const row of quotas ?? [])
    differences.push({
      what: { zh: '岗位配额与推荐不一致', en: 'a quota of a posting differs from its referrals' },
      where: `posting ${String(row['id'])}, origin ${String(row['origin'])}`,
      expected: `used ${String(row['taken'])}`,
      found: `used ${String(row['used'])}`,
    });
  const n = (name: keyof Compared) => Number(counts?.[0]?.[name] ?? 0);
  return { differences, compared: { standings: n('standings'), postings: n('postings'), due: n('due') } };
}
