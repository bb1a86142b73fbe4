import sql, { type Sql } from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { indexWorkers } from '#worker/index-workers.js';
import { generateWorkers } from './generate-workers.js';
import { DEMO_SEED } from './invented-postings.js';
import { townsByOrigin } from './towns-by-origin.js';
import { type WorkerRows, workerRows } from './worker-rows.js';

/** People of one transaction: each table's share is one statement, one journal batch and one refresh of standings. */
const BATCH = 1_000;

/**
 * Brings `count` invented people with sealed identities, tags and wishes. Who they are follows from the seed
 * and `day` (YYYY-MM-DD) alone, so those that an interrupted load brought are known by their fingerprint and
 * left as they are. `op` is the system's, outside any transaction; `onDone` is told how many are there.
 */
export async function loadWorkers(
  op: Operation,
  count: number,
  day: string,
  onDone: (people: number) => void,
): Promise<void> {
  const people = generateWorkers({
    seed: DEMO_SEED,
    count,
    today: day,
    townsByOrigin: townsByOrigin(op.regions.all()),
  });
  let batch: WorkerRows[] = [];
  for (const who of people) {
    batch.push(workerRows(who, op.vault, op.now, day));
    const done = who.index + 1;
    if (batch.length < BATCH && done < count) continue;
    const rows = batch;
    await op.transact('demo.load', (inside) => write(inside, rows));
    onDone(done);
    batch = [];
  }
}

async function write(op: Operation, rows: readonly WorkerRows[]): Promise<void> {
  const prints = JSON.stringify(rows.map((row) => row.fingerprint));
  // An array, because row-level security lets only a plain comparison with values reach the index.
  const here = await op.run(
    sql`select encode(id_number_hmac, 'hex') as print from worker_identity
      where id_number_hmac = any(array(select decode(p, 'hex') from jsonb_array_elements_text(${prints}::jsonb) p))`,
  );
  const known = new Set(here.map((row) => String(row['print'])));
  const fresh = rows.filter((row) => !known.has(row.fingerprint));
  if (fresh.length === 0) return;
  // One refresh for all of them, instead of one after each statement.
  await op.run(sql`select set_config('app.standing', 'DEFERRED', true)`);
  await op.run(workers(fresh.map((row) => row.worker)));
  await op.run(identities(fresh.map((row) => row.identity)));
  const pathOf = (code: string) => op.regions.must(code, 'regionCode').path;
  await indexWorkers(
    op,
    fresh.map(({ found }) => ({
      ...found,
      origin: pathOf(found.serviceRegion),
      hukou: pathOf(found.hukouRegion),
    })),
  );
  await op.run(tags(fresh.flatMap((row) => row.tags)));
  await op.run(wishes(fresh.flatMap((row) => row.wishes)));
  const people = JSON.stringify(fresh.map((row) => row.worker));
  await op.run(
    sql`select refresh_standing(array(select (w ->> 'id')::uuid from jsonb_array_elements(${people}::jsonb) w))`,
  );
}

function workers(rows: readonly object[]): Sql {
  return sql`insert into worker (id, service_region, origin, hukou_region, hukou, display_name, sex_code, birth_date, ethnicity,
      education, work_ability, skills, activity, employment_form, employment_region, employment_path, in_training, verify_method,
      real_name_verified_on, invented, registered_at)
    select w.id, s.code, s.path, h.code, h.path, w.name, w.sex, w.birth, w.ethnicity, w.education, w.ability, w.skills, w.activity,
      w.form, e.code, e.path, w.learning, 'VILLAGE_CONFIRMED', w.day, true, w.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (id uuid, service text, hukou text, name text, sex smallint,
      birth date, ethnicity text, education text, ability text, skills text[], activity text, form text, employed text,
      learning boolean, day date, at timestamptz)
    join region s on s.code = w.service join region h on h.code = w.hukou left join region e on e.code = w.employed`;
}

function identities(rows: readonly object[]): Sql {
  return sql`insert into worker_identity (worker_id, name_enc, id_number_enc, id_number_hmac, phone_enc, phone_hmac, name_birth_hmac)
    select id, name, number, decode(fingerprint, 'hex'), phone, decode("phonePrint", 'hex'), decode("namePrint", 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i (id uuid, name text, number text, fingerprint text, phone text,
      "phonePrint" text, "namePrint" text)`;
}

function tags(rows: readonly object[]): Sql {
  return sql`insert into worker_tag (worker_id, tag, subtype, valid_from, source, origin)
    select t.worker, t.tag, t.subtype, t."from", t.source, w.origin
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (worker uuid, tag text, subtype text, "from" date, source text)
    join worker w on w.id = t.worker`;
}

function wishes(rows: readonly object[]): Sql {
  return sql`insert into willingness (worker_id, kind, state, intent, destination_codes, any_destination, occupations, wage_min_fen,
      available_from, barriers, wants_training, training_topics, method, recorded_at, confirmed_at, valid_to, origin)
    select v.worker, v.kind, v.state, v.intent, v.places, v.anywhere, v.occupations, v.wage, v.available, v.barriers, v.learns, v.topics,
      'VISIT', v.said, v.confirmed, v.until, w.origin
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v (worker uuid, kind text, state text, intent text, places text[],
      anywhere boolean, occupations text[], wage bigint, available date, barriers text[], learns boolean, topics text[], said timestamptz,
      confirmed timestamptz, until date)
    join worker w on w.id = v.worker`;
}
