import { Migration } from '@mikro-orm/migrations';

/** Why somebody who was received did not come to work, and by which arrival another post followed (domain 3.3, Arrival). */
export class Migration20261123003150_refused_arrivals extends Migration {
  override up(): void {
    this.addSql(`
      alter table arrival
        add column state_reason text check (length(state_reason) <= 500),
        add column reassigned_to uuid unique references arrival (id),
        add constraint arrival_reassigned check ((state = 'REASSIGNED') = (reassigned_to is not null));
    `);
  }
}
