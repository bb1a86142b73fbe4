import sql from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { KnownWorker } from './worker-differences.js';

/**
 * People of the own county by the fingerprints (hexadecimal) of their numbers, as a sheet is compared with them. Their
 * names are opened for the comparison and for nothing else; nobody is shown them by it. Inside a transaction, so
 * that what is compared is what is corrected. From each number to its person: behind row-level security the planner takes
 * a batch for nearly nobody, and went through the whole county for it.
 */
export async function findKnownWorkers(
  op: Operation,
  fingerprints: readonly string[],
): Promise<Map<string, KnownWorker>> {
  const rows = await op.run(sql`
    select encode(i.id_number_hmac, 'hex') as print, w.id, i.name_enc, i.phone_hmac, w.service_region, w.hukou_region,
      w.ethnicity, w.education, w.work_ability, w.activity, w.skills, w.employment_form, w.employment_region, w.verify_method,
      array(select t.tag from worker_tag t where t.worker_id = w.id and t.valid_from <= ${op.today}::date
        and (t.valid_to is null or t.valid_to > ${op.today}::date)) as tags
    from (select n.* from worker_identity n where n.id_number_hmac = any(
      array(select decode(p, 'hex') from jsonb_array_elements_text(${JSON.stringify(fingerprints)}::jsonb) p)) offset 0) i
    join lateral (select n.* from worker n where n.id = i.worker_id offset 0) w on true
    where ${underPath(sql`w.origin`, op.viewer.path)}`);
  return new Map(rows.map((row) => [String(row['print']), known(op, row)]));
}

function known(op: Operation, row: Row): KnownWorker {
  return {
    id: String(row['id']),
    name: op.vault.open(String(row['name_enc'])),
    phoneFingerprint: row['phone_hmac'] as Buffer | null,
    serviceRegion: String(row['service_region']),
    hukouRegion: String(row['hukou_region']),
    ethnicity: row['ethnicity'] as string | null,
    education: String(row['education']),
    workAbility: String(row['work_ability']),
    activity: String(row['activity']),
    employmentForm: row['employment_form'] as string | null,
    employmentRegion: row['employment_region'] as string | null,
    verifyMethod: row['verify_method'] as string | null,
    skills: row['skills'] as string[],
    tags: row['tags'] as string[],
  };
}
