import { Migration } from '@mikro-orm/migrations';

/**
 * Where what is known of a person came from: the file, the sheet and the row that registered or corrected somebody.
 * Written with the change itself and never changed afterwards; the journal has the change, this only its paper.
 */
export class Migration20261122002500_imports extends Migration {
  override up(): void {
    this.addSql(`
      create table worker_source (
        worker_id uuid not null references worker (id),
        file_sha256 bytea not null check (octet_length(file_sha256) = 32),
        file_name text not null check (length(file_name) between 1 and 255),
        -- Empty: the one sheet of a CSV file.
        sheet text not null check (length(sheet) <= 255),
        row integer not null check (row >= 1),
        brought_at timestamptz not null,
        primary key (worker_id, brought_at, file_sha256, sheet, row)
      );
      call wall_table('worker_source');
      -- The county that answers for the person, which has the paper.
      create policy worker_source_county on worker_source for select
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
      create policy worker_source_bring on worker_source for insert
        with check ((select viewer_role()) = 'COUNTY_BUREAU'
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
      -- No policy lets anybody but the system update: what was written stays.
      grant select, insert, update on worker_source to labor_bridge_app;
    `);
  }
}
