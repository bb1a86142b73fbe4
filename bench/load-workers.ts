import type pg from 'pg';

/** The origins of the demo world: where their people live, how many of a hundred, and where they want to go. */
// biome-ignore format: one line an origin
const ORIGINS = [
  { home: '522631', weight: 22, wanted: ['440600', '440600', '440604', '330100', '441900', '440300', '440000', 'G-ZSJ'] },
  { home: '522633', weight: 17, wanted: ['440600', '440600', '330109', '330100', '441900', '440000', '330000', 'G-CSJ'] },
  { home: '530602', weight: 24, wanted: ['330400', '330400', '441900', '320583', '310000', '530100', '330000', 'G-CSJ'] },
  { home: '4331', weight: 20, wanted: ['370100', '370100', '370112', '440300', '430100', '370000', '440000', 'G-ZSJ'] },
  { home: '6109', weight: 17, wanted: ['320400', '320400', '320411', '310000', '610100', '110000', '320000', 'G-CSJ'] },
];

/**
 * Workers numbered 1 to `count` with tags and wishes, and their standings. Without identities: those are
 * encrypted by the program, one by one, and nothing that is measured here reads them.
 */
export async function loadWorkers(
  client: pg.Client,
  count: number,
  say: (done: string) => void,
): Promise<void> {
  // The index of this constraint is a GiST; filled row by row it takes longer than everything else together.
  const tagsApart = await takeOff(client, 'worker_tag', 'worker_tag_worker_id_tag_daterange_excl');
  await client.query(
    `create temporary table home on commit drop as
     select o.no, o.upto, o.wanted, r.code, r.path, r.parent_code, row_number() over (partition by o.no order by r.code) as town,
       count(*) over (partition by o.no)::int as towns
     from (select ordinality as no, home, wanted, sum(weight) over (order by ordinality) / 100.0 as upto
           from rows from (json_to_recordset($1) as (home text, weight int, wanted text[])) with ordinality) o
     join region r on r.level = 'TOWN' and starts_with(r.code, o.home)`,
    [JSON.stringify(ORIGINS)],
  );
  await client.query('analyze home');
  await client.query(
    `create temporary table roll on commit drop as
     select s.n, o.no, 1 + floor(pg_temp.dice(s.n, 32) * o.towns)::int as town
     from (select n, pg_temp.dice(n, 31) as d from generate_series(1, $1::bigint) n) s
     join (select distinct no, towns, upto, coalesce(lag(upto) over (order by no), 0) as above
           from (select distinct no, towns, upto from home) h) o on s.d >= o.above and s.d < o.upto`,
    [count],
  );
  await client.query('analyze roll');
  await client.query(WORKERS);
  say(`${count} workers`);
  await client.query(TAGS);
  await client.query(WISHES);
  await client.query(TRAINING);
  await tagsApart();
  say('their tags and wishes');
  await client.query('analyze worker, worker_tag, willingness, region');
  await client.query(await standings(client));
  say('their standings');
}

const WORKERS = `
  insert into worker (id, service_region, origin, hukou_region, hukou, display_name, sex_code, birth_date, ethnicity, education, work_ability,
    skills, activity, employment_form, employment_region, employment_path, in_training, real_name_verified_on, invented)
  select pg_temp.key('0004', x.n), h.code, h.path, h.code, h.path, pg_temp.pick(array['吴','杨','石','陆','张','李','王','龙','田','向'], pg_temp.dice(x.n, 33)) || '**',
    x.sex, current_date - (14 * 365.25 + pg_temp.dice(x.n, 35) * 56 * 365.25)::int, pg_temp.pick(array['侗族','苗族','汉族','汉族','土家族'], pg_temp.dice(x.n, 36)),
    pg_temp.pick(array['PRIMARY','PRIMARY','JUNIOR_HIGH','JUNIOR_HIGH','JUNIOR_HIGH','SENIOR_HIGH','VOCATIONAL','COLLEGE'], pg_temp.dice(x.n, 37)),
    pg_temp.pick(array['FULL','FULL','FULL','FULL','FULL','FULL','SKILLED','WEAK','HALF','NONE'], pg_temp.dice(x.n, 38)),
    case when pg_temp.dice(x.n, 39) < 0.5 then array[pg_temp.pick(array['缝纫工','焊工','普工','厨师','叉车司机'], pg_temp.dice(x.n, 40))] else '{}' end,
    case when pg_temp.dice(x.n, 41) < 0.05 then 'STUDENT' else 'NONE' end,
    case when x.employed then 'CONTRACT' end, case when x.employed then w.code end, case when x.employed then w.path end, pg_temp.dice(x.n, 43) < 0.02,
    case when pg_temp.dice(x.n, 45) < 0.9 then date '2026-03-01' end, true
  from (select n, no, town, 1 + (pg_temp.dice(n, 34) < 0.48)::int as sex, pg_temp.dice(n, 42) < 0.45 as employed from roll) x
  join home h using (no, town) join region w on w.code = h.wanted[1 + floor(pg_temp.dice(x.n, 44) * 4)::int]`;

/** Half were registered poor, a quarter were relocated, a few are monitored. */
const TAGS = `
  insert into worker_tag (worker_id, tag, subtype, valid_from, source, origin)
  select pg_temp.key('0004', r.n), t.tag, t.subtype, date '2020-12-31', 'BENCH', h.path
  from roll r join home h using (no, town)
  join (values (51, 0.5, 'POVERTY_ALLEVIATED', null), (52, 0.25, 'RELOCATED', null), (53, 0.04, 'MONITORED', 'UNSTABLE')) as t (salt, share, tag, subtype)
    on pg_temp.dice(r.n, t.salt) < t.share`;

/** Every second one was asked: two in three of them would go out. */
const WISHES = `
  insert into willingness (worker_id, kind, state, intent, destination_codes, any_destination, occupations, wage_min_fen, method, recorded_at, confirmed_at, valid_to, origin)
  select pg_temp.key('0004', x.n), 'WORK', 'ACTIVE', x.intent, case when x.intent in ('GO_OUT', 'CHANGE_JOB') then array[
      h.wanted[1 + floor(pg_temp.dice(x.n, 62) * cardinality(h.wanted))::int]] else '{}' end,
    x.intent in ('GO_OUT', 'CHANGE_JOB') and pg_temp.dice(x.n, 63) < 0.1, array['普工'], (35 + floor(pg_temp.dice(x.n, 64) * 30))::int * 10000,
    'VISIT', now() - interval '20 days', now() - interval '19 days', current_date + 30 + floor(pg_temp.dice(x.n, 65) * 120)::int, h.path
  from (select n, no, town, pg_temp.pick(array['GO_OUT','GO_OUT','GO_OUT','CHANGE_JOB','LOCAL','NONE'], pg_temp.dice(n, 61)) as intent
        from roll where pg_temp.dice(n, 60) < 0.5) x
  join home h using (no, town)`;

const TRAINING = `
  insert into willingness (worker_id, kind, state, wants_training, training_topics, method, recorded_at, confirmed_at, valid_to, origin)
  select pg_temp.key('0004', r.n), 'TRAINING', 'ACTIVE', true, array['电焊'], 'VISIT', now() - interval '20 days', now() - interval '19 days', current_date + 90, h.path
  from roll r join home h using (no, town) where pg_temp.dice(r.n, 66) < 0.15`;

/** Each standing as its view works it out, and whether the person is verified, which a trigger keeps otherwise. */
async function standings(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
     where attrelid = 'standing_fresh'::regclass and attnum > 0`,
  );
  const columns = rows[0]?.columns ?? '';
  return `insert into standing (${columns}, verified)
    select s.*, w.real_name_verified_on is not null from (select ${columns} from standing_fresh) s join worker w on w.id = s.worker_id`;
}

/** Takes a constraint off and answers how to put exactly the same one back. */
export async function takeOff(client: pg.Client, table: string, name: string): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ definition: string }>(
    'select pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and conname = $2',
    [table, name],
  );
  const definition = rows[0]?.definition;
  if (!definition) throw new Error(`the table ${table} has no constraint ${name} any more`);
  await client.query(`alter table ${table} drop constraint ${name}`);
  return async () => {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  };
}
