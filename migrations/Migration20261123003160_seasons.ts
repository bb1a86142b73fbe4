import { Migration } from '@mikro-orm/migrations';

/** The last planned day of seasonal work, and of whom a season has ended (domain 4.5, Seasonal worker). */
export class Migration20261123003160_seasons extends Migration {
  override up(): void {
    this.addSql(`
      alter table worker add column works_until date, add column season_ended_on date,
        add constraint worker_works_until check (works_until is null or employment_form is not null),
        add constraint worker_season_ended check (season_ended_on is null or employment_form is null);
      create index worker_works_until on worker (works_until, id) where works_until is not null;
      create index worker_season_ended on worker (origin, id) where season_ended_on is not null;
      alter table dispatch_order add column season_ends_on date,
        add constraint dispatch_order_season check (season_ends_on is null or kind = 'SEASONAL');
    `);
  }
}
