import { Migration } from '@mikro-orm/migrations';

/**
 * Finding people whose names are sealed: for each person the keyed prints of what an officer may type of them
 * (parts of the name, its pinyin, last four digits, the village), keyed by the county too, so that the prints of two
 * counties do not compare. Rows and not an array: behind row-level security only a plain comparison reaches an
 * index (no array operator is leakproof), and the rows stand in the order in which they are found.
 */
export class Migration20261122002400_finding extends Migration {
  override up(): void {
    this.addSql(`
      create table worker_token (
        -- The first 64 bits of the print.
        token bigint not null,
        -- What of the person it is a print of, the best first: the place in FOUND_BY (worker/found-by.ts), from 1.
        found_by smallint not null check (found_by between 1 and 11),
        -- Not a foreign key: no person is ever deleted, and eighteen look-ups for each would be paid for nothing.
        worker_id uuid not null,
        -- The first six characters of the path of the county that finds by it: that of the service or of the hukou.
        county text collate "C" not null,
        primary key (token, found_by, worker_id) include (county)
      );
      create index worker_token_worker on worker_token (worker_id);
      call wall_table('worker_token');
      create policy worker_token_county on worker_token for select
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and (starts_with(county, (select viewer_path())) or starts_with((select viewer_path()), county)));
      grant select, insert, update, delete on worker_token to labor_bridge_app;

      -- Whose prints are not those of their row any more. The verbs clear it in their own transaction; what one of them
      -- forgets, and who was here before this table, the clock does.
      create table worker_to_index (
        worker_id uuid primary key references worker (id),
        -- What is sealed of this person cannot be opened: not tried again before it is written anew.
        unreadable boolean not null default false
      );
      create index worker_to_index_due on worker_to_index (worker_id) where not unreadable;
      call wall_table('worker_to_index');
      grant select, insert, update, delete on worker_to_index to labor_bridge_app;
    `);
    this.addSql(`
      create function mark_identity_to_index() returns trigger language plpgsql as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        -- What is sealed under another key says what it said.
        if current_setting('app.verb', true) = 'keys.rotate' then return null; end if;
        perform set_config('app.role', 'SYSTEM', true);
        insert into worker_to_index (worker_id) select n.worker_id from new_rows n
        on conflict (worker_id) do update set unreadable = false;
        perform set_config('app.role', asked_as, true);
        return null;
      end $f$;
      create function mark_moved_to_index() returns trigger language plpgsql as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        perform set_config('app.role', 'SYSTEM', true);
        insert into worker_to_index (worker_id) select n.id from new_rows n join old_rows o on o.id = n.id
          where n.origin <> o.origin or left(n.hukou, 6) <> left(o.hukou, 6)
        on conflict (worker_id) do update set unreadable = false;
        perform set_config('app.role', asked_as, true);
        return null;
      end $f$;
      create trigger to_index_insert after insert on worker_identity referencing new table as new_rows
        for each statement execute function mark_identity_to_index();
      create trigger to_index_update after update on worker_identity referencing new table as new_rows
        for each statement execute function mark_identity_to_index();
      create trigger to_index_move after update on worker referencing old table as old_rows new table as new_rows
        for each statement execute function mark_moved_to_index();

      select set_config('app.role', 'SYSTEM', true);
      insert into worker_to_index (worker_id) select worker_id from worker_identity;
      select set_config('app.role', '', true);
    `);
  }
}
