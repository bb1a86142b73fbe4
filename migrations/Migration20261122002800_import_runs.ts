import { Migration } from '@mikro-orm/migrations';

/**
 * Imports over the API: a file that comes in pieces, what a dry run said of it, and how far it has been applied. Only
 * the run is a noun; pieces and refusals lie beside it, sealed, and are erased.
 */
export class Migration20261122002800_import_runs extends Migration {
  override up(): void {
    this.addSql(`
      create table import_run (
        id uuid primary key default uuidv7(),
        organization_id uuid not null references organization (id),
        opened_by uuid not null references account (id),
        applied_by uuid references account (id),
        kind text not null check (kind in ('WORKERS')),
        file_name text not null check (length(file_name) between 1 and 255),
        bytes integer not null check (bytes >= 1),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        piece_bytes integer not null check (piece_bytes >= 1),
        state text not null default 'RECEIVING'
          check (state in ('RECEIVING','RECEIVED','JUDGING','JUDGED','APPLYING','APPLIED','CANCELLED','FAILED')),
        mode text check (mode in ('ALL_OR_NOTHING','ROW_BY_ROW')),
        rows integer not null default 0,
        created integer not null default 0,
        corrected integer not null default 0,
        unchanged integer not null default 0,
        refused integer not null default 0,
        noted integer not null default 0,
        -- Reasons with both sentences and how many rows each met.
        refusals jsonb not null default '[]',
        notes jsonb not null default '[]',
        unknown_headings text[] not null default '{}',
        step text check (step in ('READ','JUDGE','WRITE')),
        done integer,
        total integer,
        -- The last row that was brought: whoever goes on begins behind it.
        reached_sheet text,
        reached_row integer,
        -- How often somebody began to work on it since it last came further.
        tries integer not null default 0,
        -- Why it failed or ended by itself, with both sentences.
        fault jsonb,
        has_workbook boolean not null default false,
        -- The key of its pieces and refusals, sealed; whoever takes it away has erased them.
        key_enc text,
        opened_at timestamptz not null default now(),
        judged_at timestamptz,
        ended_at timestamptz,
        updated_at timestamptz not null default now(),
        version integer not null default 1,
        check ((reached_sheet is null) = (reached_row is null)),
        check ((ended_at is not null) = (state in ('APPLIED','CANCELLED','FAILED')))
      );
      create index import_run_organization on import_run (organization_id, id);
      create index import_run_waiting on import_run (id) where state in ('RECEIVED','JUDGING','APPLYING');
      create index import_run_kept on import_run (updated_at) where key_enc is not null;
      call make_noun('import_run');
      call wall_table('import_run');
      -- The county's own office: what a file says of people is nobody else's.
      create policy import_run_office on import_run for select
        using ((select viewer_role()) = 'COUNTY_BUREAU' and organization_id = (select viewer_organization()));
      create policy import_run_step on import_run for update
        using ((select viewer_role()) = 'COUNTY_BUREAU' and organization_id = (select viewer_organization()));
      create policy import_run_open on import_run for insert
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and organization_id = (select viewer_organization())
          and opened_by::text = (select current_setting('app.actor', true)));
    `);
    this.addSql(`
      create table import_piece (
        run_id uuid not null references import_run (id),
        -- FILE: as it came. REFUSED: the workbook of the refused rows.
        part text not null check (part in ('FILE','REFUSED')),
        number integer not null check (number >= 1),
        -- Keyed: of a short file a plain hash could be guessed back.
        print bytea not null,
        sealed bytea not null,
        primary key (run_id, part, number)
      );
      create table import_refusal (
        run_id uuid not null references import_run (id),
        number bigint generated always as identity,
        sheet text not null,
        row integer not null,
        cell text not null,
        heading text not null,
        reason text not null,
        zh text not null,
        en text not null,
        value_enc bytea,
        primary key (run_id, sheet, row, cell, heading, reason)
      );
    `);
    for (const table of ['import_piece', 'import_refusal'])
      this.addSql(`
        call wall_table('${table}');
        create policy ${table}_office on ${table} for select using (exists (select from import_run r where r.id = run_id));
        create policy ${table}_add on ${table} for insert with check (exists (select from import_run r where r.id = run_id));
        -- Erased by the system alone: at the end of a run, and by the clock.
        grant select, insert, delete on ${table} to labor_bridge_app;
      `);
  }
}
