import { Migration } from '@mikro-orm/migrations';

/**
 * What an account has spent of the running minute, in all processes together. About no person, and no noun; unlogged, because
 * it is written often and a minute that begins anew after a crash harms nobody.
 */
export class Migration20261122002000_point_allowance extends Migration {
  override up(): void {
    this.addSql(`
      create unlogged table point_allowance (
        account text primary key,
        began_at timestamptz not null,
        spent bigint not null check (spent >= 0),
        -- What the last who asked was given of it.
        granted bigint not null check (granted >= 0)
      );
      grant select, insert, update on point_allowance to labor_bridge_app;
    `);
  }
}
