import { Migration } from '@mikro-orm/migrations';

/** Vacancy lists come in over the API, too, from whoever posts: the station of a city, and employers. */
export class Migration20261123003300_posting_imports extends Migration {
  override up(): void {
    this.addSql(`
      alter table import_run drop constraint import_run_kind_check;
      alter table import_run add constraint import_run_kind_check check (kind in ('WORKERS', 'POSTINGS'));
      drop policy import_run_office on import_run;
      drop policy import_run_step on import_run;
      drop policy import_run_open on import_run;
      -- The office that opened it alone, and none but those that bring files at all.
      create policy import_run_office on import_run for select
        using ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization()));
      create policy import_run_step on import_run for update
        using ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization()));
      -- A list of people is opened by the county, a vacancy list by who posts.
      create policy import_run_open on import_run for insert
        with check (organization_id = (select viewer_organization())
          and opened_by::text = (select current_setting('app.actor', true))
          and case kind when 'WORKERS' then (select viewer_role()) = 'COUNTY_BUREAU'
            when 'POSTINGS' then (select viewer_role()) in ('STATION_LIAISON', 'EMPLOYER') else false end);
    `);
  }
}
