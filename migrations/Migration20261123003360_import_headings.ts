import { Migration } from '@mikro-orm/migrations';

/** What an organization calls the columns of its lists, said once and kept; and each import remembers by what it was judged. */
export class Migration20261123003360_import_headings extends Migration {
  override up(): void {
    this.addSql(`
      create table import_heading (
        id uuid primary key default uuidv7(),
        organization_id uuid not null references organization (id),
        -- Which list: a kind of import_run. Which kinds there are is known there.
        kind text not null check (kind ~ '^[A-Z_]{2,40}$'),
        heading text not null check (length(heading) between 1 and 200),
        -- The heading without blanks, marks and traditional letters: what is looked up.
        heading_key text not null check (length(heading_key) between 1 and 200),
        -- The field of the list; null: the column is passed over.
        field text check (length(field) between 1 and 60),
        mapped_by uuid not null references account (id),
        mapped_at timestamptz not null,
        forgotten_at timestamptz,
        version integer not null default 1
      );
      create unique index import_heading_once on import_heading (organization_id, kind, heading_key)
        where forgotten_at is null;
      call make_noun('import_heading');
      call wall_table('import_heading');
      -- What an office calls its columns is the office's own.
      create policy import_heading_office on import_heading for select
        using ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization()));
      create policy import_heading_change on import_heading for update
        using ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization()));
      create policy import_heading_add on import_heading for insert
        with check ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization())
          and mapped_by::text = (select current_setting('app.actor', true)));
      -- By which own headings it was judged; by these it is applied, whatever is mapped meanwhile.
      alter table import_run add column own_headings jsonb not null default '{}'
        check (jsonb_typeof(own_headings) = 'object');
      -- With whose rights it was judged last, where that was asked for again; before that: who opened it.
      alter table import_run add column judged_by uuid references account (id);
    `);
  }
}
