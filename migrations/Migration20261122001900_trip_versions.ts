import { Migration } from '@mikro-orm/migrations';

/** Trips are watched, too: who watches them proves what they hold by versions. */
export class Migration20261122001900_trip_versions extends Migration {
  override up(): void {
    this.addSql(`call keep_versions('trip')`);
  }
}
