import { Migration } from '@mikro-orm/migrations';

/** Idempotency keys are kept for a week; the clock forgets older ones, so the table does not grow for ever. */
export class Migration20261122000900_forgetting extends Migration {
  override up(): void {
    this.addSql(`
      create index idempotency_record_age on idempotency_record (answered_at);
      grant delete on idempotency_record to labor_bridge_app;
    `);
  }
}
