import { usccCheckSign } from '#kernel/uscc.js';
import type { TestGround } from './ground.js';
import { HOSTILE_LINES } from './hostile-texts.js';

/** Of everybody a return, an answer and an arrival, and as many bodies and postings, which a sheet finds hard to say. */
export async function plantHostileLists({ plant }: Pick<TestGround, 'plant'>, rows: number): Promise<void> {
  const lines = JSON.stringify(HOSTILE_LINES);
  // What nobody sees is no part of a body's name.
  const names = JSON.stringify(HOSTILE_LINES.map((line) => line.replaceAll('\u200d', '')));
  await plant(bodies(rows), [names, JSON.stringify(Array.from({ length: rows }, (_, n) => code(n)))]);
  await plant(RETURNS);
  await plant(ANSWERS, [lines]);
  await plant(POSTS, [lines]);
  await plant(ARRIVALS);
}

/** Everybody came home, from wherever, in every way; whose work is outside the county is on no list. */
const RETURNS = `insert into return_record (worker_id, origin, returned_on, from_region, from_employer_id, reason, companions, transport, plan_to_leave_on, job_kept)
  select w.id, w.origin, current_date - 3 - n % 90, (array['440600', '440604', '330109', '522631003', null])[1 + n % 5], o.id,
    (array['FESTIVAL', 'JOB_LOST', 'FAMILY', 'ILLNESS', 'SEASON_END', 'OTHER'])[1 + n % 6], n % 4,
    (array['TRAIN', 'BUS', 'CAR', 'PLANE', 'MOTORCYCLE', 'OTHER', null])[1 + n % 7],
    case when n % 3 = 0 then current_date + n % 50 end, false
  from (select *, row_number() over (order by id)::int as n from worker) w
  left join (select id, row_number() over (order by id)::int as nr from organization where side = 'DESTINATION') o on o.nr = w.n and w.n % 2 = 0`;

/** A round in which everybody was asked, or not yet, with every outcome. */
const ANSWERS = `with asked as (
    insert into survey_round (name, kind, region, origin, scope_codes, scope_paths, population, window_from, window_to, state, opened_at)
    values ('=冬季"摸底",一', 'FULL', '522631', '522631', '{522631}', '{522631}', 'ALL_RURAL', current_date - 9, current_date + 9, 'OPEN', now())
    returning id)
  insert into survey_answer (round_id, worker_id, origin, outcome, method, respondent, attempts, answered_at, note)
  select asked.id, w.id, w.origin, o.outcome, case when o.n > 0 then (array['SELF', 'VISIT', 'PHONE', 'SMS'])[1 + w.n % 4] end,
    case when o.n in (1, 3) then (array['WORKER', 'FAMILY'])[1 + w.n % 2] end, o.n, case when o.n > 0 then now() end,
    case when o.n > 0 and w.n % 2 = 0 then t.texts ->> (w.n % jsonb_array_length(t.texts)) end
  from asked, (select ?::jsonb as texts) t, (select *, row_number() over (order by id)::int as n from worker) w
  join (values ('NOT_ASKED', 0), ('DONE', 1), ('UNREACHABLE', 2), ('REFUSED', 3), ('MOVED', 4), ('DECEASED', 5)) o(outcome, n) on o.n = w.n % 6`;

const bodies = (rows: number): string => `insert into organization (type, name, region_code, path, uscc, side)
  select (array['EMPLOYER', 'HR_COMPANY'])[1 + n % 2], (t.texts ->> (n % jsonb_array_length(t.texts))) || n,
    r.code, r.path, case when n % 3 > 0 then c.codes ->> (n - 1) end, 'DESTINATION'
  from (select ?::jsonb as texts) t, (select ?::jsonb as codes) c, generate_series(1, ${rows}) n
  join region r on r.code = (array['440600', '440604'])[1 + n % 2]`;

/** Of every state, wage and age; half of them came by a sheet before. */
const POSTS = `insert into job_posting (employer_id, title, work_region, destination, work_address, headcount, wage_min_fen, wage_max_fen,
    wage_period, age_min, age_max, education, requirement, state, valid_to, opened_at, external_source, external_id)
  select o.id, t.texts ->> (o.n % jsonb_array_length(t.texts)), r.code, r.path, case when o.n % 2 = 0 then '虚构路' || o.n || '号' end, 1 + o.n % 99,
    case when o.n % 3 > 0 then per.fen + o.n end, case when o.n % 3 = 1 then per.fen * 2 + o.n end, per.period,
    case when o.n % 2 = 0 then 18 end, case when o.n % 3 = 0 then 50 end,
    (array['NONE', 'PRIMARY', 'JUNIOR_HIGH', 'SENIOR_HIGH', 'VOCATIONAL', 'COLLEGE', 'BACHELOR', null])[1 + o.n % 8],
    '会' || (t.texts ->> (o.n % jsonb_array_length(t.texts))), s.state, current_date + 30, now(),
    case when o.n % 2 = 0 then 'sheet' end, case when o.n % 2 = 0 then 'x' || o.n end
  from (select ?::jsonb as texts) t, (select *, row_number() over (order by id)::int as n from organization where side = 'DESTINATION') o
  join region r on r.code = (array['440600', '440604'])[1 + o.n % 2]
  join (values (0, 'MONTH', 450000), (1, 'DAY', 20000), (2, 'HOUR', 2000), (3, 'PIECE', 80)) per(n, period, fen) on per.n = o.n % 4
  join (values (0, 'OPEN'), (1, 'PAUSED'), (2, 'FILLED'), (3, 'EXPIRED'), (4, 'WITHDRAWN')) s(n, state) on s.n = o.n % 5`;

const ARRIVALS = `with p as (select id, employer_id from job_posting order by id limit 1), sent as (
    insert into dispatch_order (dispatch_no, worker_id, posting_id, employer_id, origin_region, destination_region, origin, destination, kind,
      transport, planned_on, state)
    select '522631-20260302-' || lpad(w.n::text, 5, '0'), w.id, p.id, p.employer_id, '522631', '440600', w.origin, '4406', 'LONG_TERM', 'SELF',
      current_date - 9, 'CLOSED'
    from p, (select *, row_number() over (order by id)::int as n from worker) w returning *)
  insert into arrival (dispatch_id, worker_id, posting_id, employer_id, origin, destination, occupation, state, expected_on, in_city_at,
    on_post_on, receipt_no, verified_at)
  select d.id, d.worker_id, d.posting_id, d.employer_id, d.origin, d.destination, '=1+1', s.state, current_date - 8,
    case when s.state not in ('EXPECTED', 'NO_SHOW') then now() end, case when s.state in ('ON_POST', 'VERIFIED') then current_date end,
    case when s.state in ('ON_POST', 'VERIFIED') then '+86' || d.dispatch_no end, case when s.state = 'VERIFIED' then now() end
  from sent d join (values (0, 'EXPECTED'), (1, 'IN_CITY'), (2, 'ON_POST'), (3, 'VERIFIED'), (4, 'NO_SHOW'), (5, 'REFUSED'), (6, 'WITHDREW'),
    (7, 'RETURNED')) s(n, state) on s.n = right(d.dispatch_no, 5)::int % 8`;

/** A code with a true check sign; its body is nobody’s. */
function code(n: number): string {
  const first = `91440600M${String(n).padStart(8, '0')}`;
  return first + usccCheckSign(first);
}
