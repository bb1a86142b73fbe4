import { Migration } from '@mikro-orm/migrations';

/**
 * Whoever writes a row of a person has the person's standing worked out anew. The planner cannot know how many persons an array
 * names, takes them for more than they are, and so plans the twelve joins again each time: 3 of the 4 ms that such a write
 * cost. The plan for many is the plan for one here (each row by its key), so it is made once a connection.
 */
export class Migration20261122002150_standing_plan extends Migration {
  override up(): void {
    this.addSql(`alter function refresh_standing(uuid[]) set plan_cache_mode = force_generic_plan`);
  }
}
