import sql, { type Sql } from 'sql-template-tag';
import { HouseError } from '#kernel/error.js';
import type { Operation, Row } from '#kernel/operation.js';
import { uuids } from './index-workers.js';
import { nameAndBirth } from './worker-identity.entity.js';

/** Identities of one tick: opening that many names takes a fraction of a second. */
const MOST_AT_ONCE = 2_000;
/** What more people than this have in common tells nobody apart: the village's telephone, 张伟 born on one day in a city. */
const MOST_BEARERS = 5;

/**
 * The clock compares the identities that were written since (domain 4.5, Duplicate persons): another ID number, and the
 * same telephone with the same sex, or the same name and birth date. Only fingerprints are compared. Pairs that were told apart
 * stay so; those that are alike no more lapse. Answers how many identities were compared.
 */
export async function compareIdentities(op: Operation): Promise<number> {
  op.must('clock.compareIdentities');
  const due = await op.run(sql`
    select u.identity_key::text as key, i.name_birth_hmac is null as unmarked, i.name_enc, w.birth_date::text as birth_date
    from uncompared_identity u join worker_identity i on i.worker_id = u.identity_key join worker w on w.id = u.identity_key
    order by u.identity_key limit ${MOST_AT_ONCE} for update of u`);
  if (due.length === 0) return 0;
  const keys = due.map((row) => String(row['key']));
  const marks = due.flatMap((row) => (row['unmarked'] === true ? markOf(op, row) : []));
  if (marks.length > 0)
    await op.run(sql`update worker_identity i set name_birth_hmac = decode(m.mark, 'hex')
      from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m (key uuid, mark text) where i.worker_id = m.key`);
  await op.run(lapse(keys));
  await op.run(pairUp(keys));
  await op.run(sql`delete from uncompared_identity where identity_key = any(${uuids(keys)}::uuid[])`);
  return keys.length;
}

/** The mark of a name that was written without one; none where the name cannot be opened: the telephone is compared all the same. */
function markOf(op: Operation, row: Row): { key: unknown; mark: string }[] {
  try {
    const name = op.vault.open(String(row['name_enc']));
    return [
      { key: row['key'], mark: nameAndBirth(op.vault, name, String(row['birth_date'])).toString('hex') },
    ];
  } catch (fault) {
    if (fault instanceof HouseError) return [];
    throw fault;
  }
}

function lapse(keys: readonly string[]): Sql {
  return sql`update possible_duplicate p set state = 'LAPSED', decided_at = now(), version = p.version + 1
    from worker_identity a, worker_identity b, worker x, worker y
    where p.state = 'OPEN' and (p.worker_id = any(${uuids(keys)}::uuid[]) or p.other_id = any(${uuids(keys)}::uuid[]))
      and a.worker_id = p.worker_id and x.id = p.worker_id and b.worker_id = p.other_id and y.id = p.other_id
      and not coalesce(a.phone_hmac = b.phone_hmac and x.sex_code = y.sex_code, false)
      and not coalesce(a.name_birth_hmac = b.name_birth_hmac, false)`;
}

/** Others with the same fingerprint in this column, none where too many have it. */
function bearers(column: Sql, phone: boolean): Sql {
  return sql`select m.worker_id, ${phone}::boolean as phone from (
    select n.worker_id, count(*) over () as bearers from (
      select l.worker_id from worker_identity l where l.${column} = a.${column} and l.worker_id <> a.worker_id limit ${MOST_BEARERS + 1}) n
    ) m where m.bearers <= ${MOST_BEARERS}`;
}

function pairUp(keys: readonly string[]): Sql {
  return sql`insert into possible_duplicate as old (worker_id, other_id, origin, other_origin, same_phone, same_name_and_birth)
    select distinct on (1, 2) least(a.id, o.id), greatest(a.id, o.id),
      case when a.id < o.id then a.origin else o.origin end, case when a.id < o.id then o.origin else a.origin end,
      met.phone and a.sex_code = o.sex_code, met.name
    from (select w.id, w.origin, w.sex_code, i.worker_id, i.phone_hmac, i.name_birth_hmac
          from worker_identity i join worker w on w.id = i.worker_id
          where i.worker_id = any(${uuids(keys)}::uuid[]) and w.merged_into is null) a
    cross join lateral (
      select b.worker_id, bool_or(b.phone) as phone, bool_or(not b.phone) as name
      from (${bearers(sql`phone_hmac`, true)} union all ${bearers(sql`name_birth_hmac`, false)}) b group by b.worker_id) met
    join worker o on o.id = met.worker_id and o.merged_into is null
    where met.name or a.sex_code = o.sex_code
    order by 1, 2
    on conflict (worker_id, other_id) do update set origin = excluded.origin, other_origin = excluded.other_origin,
      same_phone = excluded.same_phone, same_name_and_birth = excluded.same_name_and_birth, version = old.version + 1,
      state = case old.state when 'LAPSED' then 'OPEN' else old.state end,
      decided_at = case old.state when 'LAPSED' then null else old.decided_at end
    where (old.origin, old.other_origin, old.same_phone, old.same_name_and_birth, old.state = 'LAPSED')
      is distinct from (excluded.origin, excluded.other_origin, excluded.same_phone, excluded.same_name_and_birth, false)`;
}
