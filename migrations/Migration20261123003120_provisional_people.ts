import { Migration } from '@mikro-orm/migrations';

/** Somebody without a record: no number was shown, or a station met somebody whom no county has (domain 4.5). In no count and no list of workers. */
export class Migration20261123003120_provisional_people extends Migration {
  override up(): void {
    this.addSql(`
      create table provisional_person (
        id uuid primary key default uuidv7(),
        registered_by uuid not null references organization (id),
        service_region text collate "C" not null references region (code),
        origin text collate "C" not null,
        identity_enc text not null,
        sex_code smallint check (sex_code in (1, 2)),
        birth_year smallint check (birth_year between 1900 and 2100),
        why text not null check (char_length(why) between 2 and 200),
        state text not null check (state in ('PROPOSED','OPEN','COMPLETED','DISMISSED')),
        due_on date not null,
        worker_id uuid references worker (id),
        settled_because text check (char_length(settled_because) <= 500),
        registered_at timestamptz not null default now(),
        version integer not null default 1,
        check ((state = 'COMPLETED') = (worker_id is not null)),
        check ((state = 'DISMISSED') = (settled_because is not null))
      );
      create index provisional_person_origin on provisional_person (origin, id) where state in ('PROPOSED','OPEN');
      create index provisional_person_registered on provisional_person (registered_by, id);
      create index provisional_person_worker on provisional_person (worker_id) where worker_id is not null;
      call make_noun('provisional_person');
      call keep_versions('provisional_person');
      call wall_table('provisional_person');
      create policy provisional_person_county on provisional_person
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())));
      -- A station knows whom it met itself, and proposes; what comes of it is the county's to write, and the system's.
      create policy provisional_person_station on provisional_person for select
        using ((select viewer_role()) = 'STATION_LIAISON' and registered_by = (select viewer_organization()));
      create policy provisional_person_proposed on provisional_person for insert
        with check ((select viewer_role()) = 'STATION_LIAISON' and registered_by = (select viewer_organization())
          and state = 'PROPOSED');
    `);
  }
}
