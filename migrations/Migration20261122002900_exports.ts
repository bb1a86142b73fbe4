import { Migration } from '@mikro-orm/migrations';

/**
 * Which list left the house as a file: whose hand, under which filter, for what purpose, how many rows. Written before the
 * first row leaves; the system adds how it ended, once. Nobody changes or deletes it, the system neither.
 */
export class Migration20261122002900_exports extends Migration {
  override up(): void {
    this.addSql(`
      create table export_record (
        id uuid primary key default uuidv7(),
        number text not null unique check (number ~ '^[0-9]{8}-[0-9a-f]{12}$'),
        account_id uuid not null references account (id),
        organization_id uuid not null references organization (id),
        role text not null,
        list text not null check (length(list) between 1 and 60),
        -- JSON, without the value of anybody's number.
        filter text not null check (length(filter) <= 4000),
        purpose text not null check (length(purpose) between 2 and 200),
        format text not null check (format in ('XLSX','CSV')),
        in_full boolean not null,
        state text not null check (state in ('BEGUN','FINISHED','BROKEN_OFF')),
        row_count integer check (row_count >= 0),
        began_at timestamptz not null,
        ended_at timestamptz,
        check ((state = 'BEGUN') = (ended_at is null)),
        check ((state = 'BEGUN') = (row_count is null))
      );
      create index export_record_side on export_record (organization_id, role, id);
      -- How many in full an account has taken in the last day.
      create index export_record_full on export_record (account_id, began_at) where in_full;
      call make_noun('export_record');
      call wall_table('export_record');
      -- Colleagues of the same organization in the same role, as everywhere.
      create policy export_record_side on export_record for select
        using (organization_id = (select viewer_organization()) and role = (select viewer_role()));
      create policy export_record_begin on export_record for insert
        with check (organization_id = (select viewer_organization()) and role = (select viewer_role())
          and account_id::text = (select current_setting('app.actor', true)) and state = 'BEGUN');
      create function export_record_keep() returns trigger language plpgsql as $f$
      begin
        if old.state <> 'BEGUN'
          or (to_jsonb(new) - array['state', 'row_count', 'ended_at']) <> (to_jsonb(old) - array['state', 'row_count', 'ended_at']) then
          raise exception 'an export record is kept as it was written';
        end if;
        return new;
      end $f$;
      create trigger export_record_keep before update on export_record for each row execute function export_record_keep();
    `);
  }
}
