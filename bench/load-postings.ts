import type pg from 'pg';
import { EMPLOYERS } from '#bench/load-parties.js';

// biome-ignore format: a list of words
const TRADES = [
  '普工', '陶瓷成型工', '家电装配工', '注塑工', '缝纫工', '裁剪工', '仓储分拣员', '电商打包员', '叉车司机', '焊工', '电子装配工',
  '家政服务员', '养老护理员', '餐饮服务员', '厨师', '保洁员', '保安员', '建筑工', '搬运工',
];

/**
 * Postings numbered 1 to `count`, each of an invented employer and in its city; seven in ten are open, opened
 * within the last 60 days. Every title is another, so that two answers can be compared by titles alone.
 */
export async function loadPostings(client: pg.Client, count: number): Promise<void> {
  await client.query(
    `insert into job_posting (id, employer_id, title, occupation, work_region, destination, work_address, headcount, filled, held,
       wage_min_fen, wage_max_fen, wage_period, wage_text, contract_offered, insurance_offered, housing, meals, age_min, age_max,
       education, skills, requirement, training_provided, allocations, state, suitable, suitable_on, valid_to, opened_at, fresh_at, invented)
     select pg_temp.key('0003', x.n), x.employer_id, x.trade || ' ' || x.n || '（虚构）', x.trade, o.region_code, o.path, null,
       x.headcount, case x.state when 'FILLED' then x.headcount else floor(pg_temp.dice(x.n, 3) * x.headcount / 2)::int end, 0,
       x.wage, case when pg_temp.dice(x.n, 5) < 0.9 then x.wage + (1 + floor(pg_temp.dice(x.n, 6) * 30))::int * 10000 end, 'MONTH', null,
       pg_temp.dice(x.n, 7) < 0.7, pg_temp.dice(x.n, 8) < 0.6, pg_temp.dice(x.n, 9) < 0.6, pg_temp.dice(x.n, 10) < 0.5,
       18, 45 + floor(pg_temp.dice(x.n, 11) * 15)::int, pg_temp.pick(array['NONE','NONE','PRIMARY','JUNIOR_HIGH','JUNIOR_HIGH','SENIOR_HIGH','VOCATIONAL'], pg_temp.dice(x.n, 12)),
       case when pg_temp.dice(x.n, 13) < 0.3 then array[x.trade] else '{}' end, null, pg_temp.dice(x.n, 14) < 0.5,
       case when pg_temp.dice(x.n, 15) < 0.1 then jsonb_build_array(jsonb_build_object('regionCode', '522631', 'origin', '522631', 'quota', x.headcount, 'used', 0)) else '[]' end,
       x.state, pg_temp.dice(x.n, 16) < 0.6, current_date - floor(pg_temp.dice(x.n, 17) * 80)::int, current_date + 10 + floor(pg_temp.dice(x.n, 18) * 80)::int,
       case when x.state not in ('DRAFT', 'SUBMITTED') then now() - pg_temp.dice(x.n, 19) * interval '60 days' end, now(), true
     from (
       select n, pg_temp.key('0002', 1 + floor(pg_temp.dice(n, 1) * $2)::bigint) as employer_id, pg_temp.pick($3, pg_temp.dice(n, 2)) as trade,
         (1 + floor(pg_temp.dice(n, 20) * pg_temp.dice(n, 21) * 60))::int as headcount, (35 + floor(pg_temp.dice(n, 4) * 40))::int * 10000 as wage,
         case when roll < 0.7 then 'OPEN' when roll < 0.75 then 'PAUSED' when roll < 0.83 then 'FILLED' when roll < 0.91 then 'EXPIRED'
              when roll < 0.95 then 'WITHDRAWN' when roll < 0.97 then 'TAKEN_DOWN' when roll < 0.99 then 'SUBMITTED' else 'DRAFT' end as state
       from (select n, pg_temp.dice(n, 22) as roll from generate_series(1, $1::bigint) n) s
     ) x join organization o on o.id = x.employer_id`,
    [count, EMPLOYERS, TRADES],
  );
}
