import { Migration } from '@mikro-orm/migrations';

/** When a wish came true: a placement that ends within 30 days of it brings the wish back (domain 3.3, Willingness). */
export class Migration20261122002960_failed_placements extends Migration {
  override up(): void {
    this.addSql('alter table willingness add column satisfied_at timestamptz');
  }
}
