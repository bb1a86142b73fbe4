import { Migration } from '@mikro-orm/migrations';

/** Visits to the warm-heart houses of stations. Whose place it is reads and writes them; the county of a person reads that person's. */
export class Migration20261123003210_visits extends Migration {
  override up(): void {
    this.addSql(`
      create table station_visit (
        id uuid primary key default uuidv7(),
        station_id uuid not null references service_station (id),
        organization_id uuid not null references organization (id),
        place text collate "C" not null,
        worker_id uuid references worker (id),
        visited_on date not null,
        service text not null check (service in ('RIGHTS','TRAINING','JOB_CHANGE')),
        purpose text not null check (length(purpose) between 2 and 200),
        helper text not null check (length(helper) between 2 and 50),
        version integer not null default 1
      );
      create index station_visit_day on station_visit ((visited_on - date '2000-01-01'), id);
      create index station_visit_station on station_visit (station_id, (visited_on - date '2000-01-01'), id);
      create index station_visit_worker on station_visit (worker_id) where worker_id is not null;
      call make_noun('station_visit');
      call wall_table('station_visit');
      -- A neighbouring station of the same city has that city's path too, and is no bureau.
      create policy station_visit_place on station_visit
        using ((select viewer_role()) in ('STATION_LIAISON', 'COUNTY_BUREAU')
          and (organization_id = (select viewer_organization()) or starts_with(place, (select viewer_path()))
            and exists (select from organization o where o.id = (select viewer_organization()) and o.type <> 'STATION')))
        with check ((select viewer_role()) in ('STATION_LIAISON', 'COUNTY_BUREAU')
          and (organization_id = (select viewer_organization()) or starts_with(place, (select viewer_path()))
            and exists (select from organization o where o.id = (select viewer_organization()) and o.type <> 'STATION'))
          and (worker_id is null or exists (select from worker w where w.id = worker_id)));
      create policy station_visit_county on station_visit for select
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
    `);
  }
}
