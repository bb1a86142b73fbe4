import { Migration } from '@mikro-orm/migrations';

/**
 * What takes somebody off every list on its day: a death, a removal, studies … are nouns with a day of their own, which may
 * lie behind or ahead, and can be taken back.
 */
export class Migration20261122002600_one_person extends Migration {
  override up(): void {
    this.addSql(`
      alter table worker drop constraint worker_activity_check;
      alter table worker add constraint worker_activity_check
        check (activity in ('NONE','STUDENT','SERVICE','CUSTODY','RETIRED'));

      create table life_event (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        kind text not null check (kind in ('DIED','MOVED_OUT','LOST_ABILITY','STUDIES','SERVES','IN_CUSTODY','RETIRED','BACK')),
        state text not null check (state in ('PLANNED','TAKEN','CANCELLED','UNDONE')),
        on_day date not null,
        reason text not null check (length(reason) between 2 and 500),
        was jsonb,
        ended_because text check (length(ended_because) between 2 and 500),
        recorded_at timestamptz not null default now(),
        taken_at timestamptz,
        ended_at timestamptz,
        origin text collate "C" not null,
        version integer not null default 1,
        check ((state in ('TAKEN', 'UNDONE')) = (taken_at is not null)),
        check ((taken_at is null) = (was is null)),
        check ((state in ('CANCELLED', 'UNDONE')) = (ended_at is not null)),
        check ((ended_at is null) = (ended_because is null))
      );
      create unique index life_event_one_planned on life_event (worker_id, kind) where state = 'PLANNED';
      create index life_event_worker on life_event (worker_id, id);
      create index life_event_due on life_event (on_day, id) where state = 'PLANNED';
      call make_noun('life_event');
      call wall_table('life_event');
      -- What befell somebody is the file of the county that answers for the person, and nobody else's.
      create policy life_event_county on life_event
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));

      -- Who is outside of the labour base with something still under way: nearly nobody, and found at once.
      create index standing_outside on standing (worker_id)
        where not in_base and (referrals > 0 or in_flight_to is not null or willingness_id is not null);
    `);
  }
}
