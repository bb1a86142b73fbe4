import { Migration } from '@mikro-orm/migrations';

/**
 * A database that crashes forgets which numbers it has given to transactions that were rolled back in its last moments, and
 * gives them again (PostgreSQL assigns them in memory, and their end reaches the log within three rounds of the
 * `wal_writer_delay`). Whoever was told a position that counts such a number among the ended would never hear of the one who
 * got it after. So whoever connects first after a crash uses up more numbers than can have been forgotten. An unlogged
 * table is empty after a crash, and after nothing else.
 */
export class Migration20261122002100_crash extends Migration {
  override up(): void {
    this.addSql(`
      create unlogged table since_crash (only_row boolean primary key check (only_row));
      insert into since_crash values (true);
      create unlogged table used_up_number (nr integer not null);

      create function outrun_crash() returns void language plpgsql security definer set search_path = public, pg_temp as $f$
      begin
        if exists (select from since_crash) then return; end if;
        -- Of several who come at once the others wait here until the first is done.
        insert into since_crash values (true) on conflict do nothing;
        if not found then return; end if;
        -- Of ten thousand that roll back in a second, those of six seconds.
        for nr in 1..60000 loop
          begin
            -- A block that may catch something is a transaction within this one, and gets its number when it writes.
            insert into used_up_number values (nr);
          exception when others then raise;
          end;
        end loop;
        truncate used_up_number;
      end $f$;
      revoke all on function outrun_crash() from public;
      grant execute on function outrun_crash() to labor_bridge_app;
    `);
  }
}
