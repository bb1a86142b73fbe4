import { Migration } from '@mikro-orm/migrations';

/** What a record said of a season before it was merged with another one, so that parting them gives it back. */
export class Migration20261123003310_season_before extends Migration {
  override up(): void {
    this.addSql('alter table worker_merge add column season_before date;');
  }
}
