import { Migration } from '@mikro-orm/migrations';

/** Imports are watched, too: who watches them proves what they hold by versions. */
export class Migration20261122002810_import_versions extends Migration {
  override up(): void {
    this.addSql(`call keep_versions('import_run')`);
  }
}
