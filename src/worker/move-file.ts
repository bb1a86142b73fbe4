import sql from 'sql-template-tag';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { servedBy } from './worker-facts.js';
import type { Worker } from './worker.entity.js';

/**
 * A person goes to another county with the file: tags, wishes, consents, returns home, what befell it, the records that were merged into it. What
 * each county did stays its own: who read the identity, and the ways that have ended. Belongs inside `asSystem`.
 */
export async function moveFile(op: Operation, worker: Worker, region: RegionFact): Promise<void> {
  servedBy(worker, region);
  await op.em.flush();
  const { id } = worker;
  const { code, path } = region;
  await op.run(sql`update worker set service_region = ${code}, origin = ${path} where merged_into = ${id}`);
  // What stayed with a record that was merged is the person's, too, and is parted from it where the person is by then.
  const records = sql`(select w.id from worker w where w.id = ${id} or w.merged_into = ${id})`;
  await op.run(
    sql`update worker_tag set origin = ${path}, version = version + 1 where worker_id in ${records}`,
  );
  await op.run(sql`update willingness set origin = ${path} where worker_id in ${records}`);
  await op.run(sql`update consent set origin = ${path}, version = version + 1 where worker_id in ${records}`);
  await op.run(sql`update return_record set origin = ${path} where worker_id in ${records}`);
  await op.run(
    sql`update life_event set origin = ${path}, version = version + 1 where worker_id in ${records}`,
  );
  await op.run(
    sql`update worker_merge set origin = ${path}, version = version + 1 where worker_id in ${records}`,
  );
  await op.run(sql`update possible_duplicate set origin = case when worker_id in ${records} then ${path} else origin end,
      other_origin = case when other_id in ${records} then ${path} else other_origin end
    where worker_id in ${records} or other_id in ${records}`);
}
