import { Migration } from '@mikro-orm/migrations';

/** More lists come in as files: each is opened by whoever may write its rows one by one. */
export class Migration20261123003305_kinds_of_imports extends Migration {
  override up(): void {
    this.addSql(`
      alter table import_run drop constraint import_run_kind_check;
      alter table import_run add constraint import_run_kind_check
        check (kind in ('WORKERS', 'RETURNS', 'SURVEY_ANSWERS', 'POSTINGS', 'ORGANIZATIONS', 'ARRIVALS'));
      drop policy import_run_office on import_run;
      drop policy import_run_step on import_run;
      drop policy import_run_open on import_run;
      create policy import_run_office on import_run for select
        using ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization()));
      create policy import_run_step on import_run for update
        using ((select viewer_role()) in ('COUNTY_BUREAU', 'STATION_LIAISON', 'EMPLOYER')
          and organization_id = (select viewer_organization()));
      create policy import_run_open on import_run for insert
        with check (organization_id = (select viewer_organization())
          and opened_by::text = (select current_setting('app.actor', true))
          and case
            when kind in ('WORKERS', 'RETURNS', 'SURVEY_ANSWERS') then (select viewer_role()) = 'COUNTY_BUREAU'
            when kind = 'POSTINGS' then (select viewer_role()) in ('STATION_LIAISON', 'EMPLOYER')
            when kind = 'ORGANIZATIONS' then (select viewer_role()) = 'STATION_LIAISON'
            when kind = 'ARRIVALS' then (select viewer_role()) = 'STATION_LIAISON'
            else false end);
    `);
  }
}
