import { Migration } from '@mikro-orm/migrations';

/** Returns home: who came back, from where, why, and when they mean to leave again; and a county's festivals. */
export class Migration20261122002310_homecoming extends Migration {
  override up(): void {
    this.addSql(`
      create table festival (
        id uuid primary key default uuidv7(),
        name text not null,
        region text collate "C" not null references region (code),
        origin text collate "C" not null,
        from_on date not null,
        to_on date not null check (to_on >= from_on),
        version integer not null default 1,
        constraint festival_once exclude using gist (origin with =, daterange(from_on, to_on, '[]') with &&)
      );
      create index festival_origin on festival (origin, id);
      call make_noun('festival');
      call keep_versions('festival');

      create table return_record (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        origin text collate "C" not null,
        returned_on date not null,
        from_region text collate "C" references region (code),
        from_employer_id uuid references organization (id),
        reason text not null check (reason in ('FESTIVAL','JOB_LOST','FAMILY','ILLNESS','SEASON_END','OTHER')),
        companions integer not null default 0 check (companions between 0 and 50),
        transport text check (transport in ('TRAIN','BUS','CAR','PLANE','MOTORCYCLE','OTHER')),
        plan_to_leave_on date check (plan_to_leave_on >= returned_on),
        left_again_on date check (left_again_on >= returned_on),
        job_kept boolean not null,
        health_flag_until date,
        recorded_at timestamptz not null default now(),
        version integer not null default 1
      );
      -- Somebody is at home once.
      create unique index return_record_one_open on return_record (worker_id) where left_again_on is null;
      create index return_record_home on return_record (origin, returned_on) where left_again_on is null;
      call make_noun('return_record');
      call keep_versions('return_record');
      call wall_table('return_record');
      create policy return_record_county on return_record
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
    `);
  }
}
