import { Migration } from '@mikro-orm/migrations';

/**
 * How far the demo world was loaded. The day of its first start decides who its invented people are, so an
 * interrupted load that goes on after midnight still makes the same ones.
 */
export class Migration20261122000800_demo extends Migration {
  override up(): void {
    this.addSql(`
      alter table deployment
        add column demo_day date,
        add column demo_loaded_at timestamptz,
        add constraint deployment_demo check (demo or (demo_day is null and demo_loaded_at is null));
    `);
  }
}
