import { Migration } from '@mikro-orm/migrations';

/** Which sheets of a workbook an import passed over, and why: whoever sent it might think that they were brought. */
export class Migration20261122002980_skipped_sheets extends Migration {
  override up(): void {
    this.addSql(`alter table import_run add column skipped_sheets jsonb not null default '[]'`);
  }
}
