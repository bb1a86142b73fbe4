import { Migration } from '@mikro-orm/migrations';

/** The plans by which people are helped to work, and what is done in each. Only the county that serves the person sees them. */
export class Migration20261122002700_assistance extends Migration {
  override up(): void {
    this.addSql(`
      create table assistance_plan (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        owner_id uuid not null references account (id),
        state text not null check (state in ('OPEN','CLOSED')),
        barriers text[] not null check (cardinality(barriers) > 0 and barriers <@ array['WILLINGNESS','SKILL','ABILITY']),
        goal text not null check (length(goal) between 2 and 200),
        next_due date,
        opened_on date not null,
        closed_on date,
        outcome text check (outcome in ('WENT_OUT','WORKS_NEARBY','STARTED_UP','PUBLIC_POST','TRAINED','LEFT_BASE','NOT_ACHIEVED')),
        outcome_note text check (length(outcome_note) between 2 and 500),
        origin text collate "C" not null,
        version integer not null default 1,
        check ((state = 'CLOSED') = (closed_on is not null)),
        check ((state = 'CLOSED') = (outcome is not null)),
        check (state = 'OPEN' or next_due is null)
      );
      create unique index assistance_plan_one_open on assistance_plan (worker_id) where state = 'OPEN';
      create index assistance_plan_worker on assistance_plan (worker_id, id);
      create index assistance_plan_origin on assistance_plan (origin, id);
      create index assistance_plan_due on assistance_plan (origin, next_due, id) where next_due is not null;
      create index assistance_plan_owner on assistance_plan (owner_id, id);
      call make_noun('assistance_plan');
      call wall_table('assistance_plan');
      create policy assistance_plan_county on assistance_plan
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));

      create table assistance_measure (
        id uuid primary key default uuidv7(),
        plan_id uuid not null references assistance_plan (id),
        worker_id uuid not null references worker (id),
        kind text not null check (kind in ('JOB_REFERRAL','TRAINING','STARTUP_SUPPORT','PUBLIC_POST','TRANSPORT','FAMILY_CARE','TALK','OTHER')),
        text text not null check (length(text) between 2 and 200),
        state text not null check (state in ('PLANNED','DONE','DROPPED')),
        due_on date not null,
        done_on date,
        result text check (length(result) <= 500),
        origin text collate "C" not null,
        version integer not null default 1,
        check ((state = 'DONE') = (done_on is not null)),
        check (state <> 'DROPPED' or result is not null)
      );
      create index assistance_measure_plan on assistance_measure (plan_id, due_on, id);
      call make_noun('assistance_measure');
      call wall_table('assistance_measure');
      create policy assistance_measure_county on assistance_measure
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
    `);
  }
}
