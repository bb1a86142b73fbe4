import { Migration } from '@mikro-orm/migrations';

/**
 * Whom a destination's side knows, and whose merged record it therefore finds, are one look into the standings instead of two.
 * The wall of a person stands in the plan of nearly every statement (each new row of a person is held against it), and every look
 * behind it is planned with the standings' own walls, both as an index and as a hash: it was half of what a write cost.
 */
export class Migration20261122002820_one_look extends Migration {
  override up(): void {
    this.addSql(`
      drop policy worker_merged on worker;
      alter policy worker_destination on worker
        using ((select viewer_role()) in ('STATION_LIAISON', 'EMPLOYER')
          and exists (select from standing s where s.worker_id = any (array[worker.id, worker.merged_into])));
    `);
  }
}
