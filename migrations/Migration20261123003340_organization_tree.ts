import { Migration } from '@mikro-orm/migrations';

/** The bodies of the four levels form a tree, and nobody is above itself; counties write down organizations by list, too. */
export class Migration20261123003340_organization_tree extends Migration {
  override up(): void {
    this.addSql(`
      create index organization_parent on organization (parent_id) where parent_id is not null;
      create unique index organization_once on organization (type, name, path)
        where status = 'ACTIVE' and type in ('COUNTY_BUREAU', 'DEST_BUREAU', 'TOWNSHIP', 'VILLAGE_COMMITTEE');
      create function organization_is_below() returns trigger language plpgsql as $$
      begin
        if new.parent_id is null then return new; end if;
        if exists (
          with recursive above as (
            select o.id, o.parent_id from organization o where o.id = new.parent_id
            union
            select o.id, o.parent_id from organization o join above a on o.id = a.parent_id
          ) select from above where id = new.id)
        then
          raise exception 'an organization is above itself' using errcode = '23514', constraint = 'organization_tree';
        end if;
        return new;
      end $$;
      create trigger is_below before insert or update of parent_id on organization
        for each row execute function organization_is_below();
      drop policy import_run_open on import_run;
      create policy import_run_open on import_run for insert
        with check (organization_id = (select viewer_organization())
          and opened_by::text = (select current_setting('app.actor', true))
          and case
            when kind in ('WORKERS', 'RETURNS', 'SURVEY_ANSWERS') then (select viewer_role()) = 'COUNTY_BUREAU'
            when kind = 'POSTINGS' then (select viewer_role()) in ('STATION_LIAISON', 'EMPLOYER')
            when kind = 'ORGANIZATIONS' then (select viewer_role()) in ('STATION_LIAISON', 'COUNTY_BUREAU')
            when kind = 'ARRIVALS' then (select viewer_role()) = 'STATION_LIAISON'
            else false end);
    `);
  }
}
