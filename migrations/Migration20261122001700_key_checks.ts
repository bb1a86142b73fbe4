import { Migration } from '@mikro-orm/migrations';

/**
 * By which a process knows, before it serves, that it was given the keys that this database was sealed with: of each
 * identity key a text that it sealed, of the fingerprints' key one that it printed. About no person, and no noun.
 */
export class Migration20261122001700_key_checks extends Migration {
  override up(): void {
    this.addSql(`
      create table key_check (
        purpose text not null check (purpose in ('SEAL','FINGERPRINT')),
        -- The name of the key in IDENTITY_KEYS; the fingerprints' key has none.
        key_id text not null,
        value text not null,
        -- Nothing is sealed under it any more: it may be missing from the settings, but never come back as another.
        retired boolean not null default false,
        primary key (purpose, key_id)
      );
      call wall_table('key_check');
      grant select, insert, update on key_check to labor_bridge_app;
    `);
  }
}
