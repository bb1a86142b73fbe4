import { Migration } from '@mikro-orm/migrations';

/** Every column of a standing that is derived, its key aside; `content` is new. */
const DERIVED =
  `origin hukou in_base target relocated tags employed employment_path destination_class barriers
  willingness_id work_intent wage_min_fen explicit broad open_destination in_demand wants_training in_training referrals
  offered in_flight_to bound checked_in shown_to accepted_by expires_on changes_on content shown`
    .trim()
    .split(/\s+/);

const of = (alias: string): string => DERIVED.map((column) => `${alias}.${column}`).join(', ');

/**
 * What a list shows of a row has a version that grows with every change of it, whoever makes it, so that who watches
 * the list can prove what they hold. A standing had none; and it moves with what is shown beside it, too.
 */
export class Migration20261122001500_versions extends Migration {
  override up(): void {
    this.addSql(`
      -- A unit of work counts by itself; a statement over many rows forgets to.
      create function keep_version() returns trigger language plpgsql as $f$
      begin
        if new.version <= old.version and new is distinct from old then new.version := old.version + 1; end if;
        return new;
      end $f$;
      create procedure keep_versions(noun text) language plpgsql as $f$
      begin
        execute format('create trigger keep_version before update on %I for each row execute function keep_version()', noun);
      end $f$;
      call keep_versions('job_posting');
      call keep_versions('arrival');
      call keep_versions('worker');
      call keep_versions('willingness');
    `);
    this.addSql(`
      alter table standing add column content bigint not null default 0, add column shown text not null default '',
        add column version integer not null default 1, add column shown_version integer not null default 1;
      -- A version counts everything; the shown one what a destination is shown of somebody before the check-in (domain
      -- 3.4): a number that moved with the rest would tell of it.
      create function keep_standing_versions() returns trigger language plpgsql as $f$
      begin
        if new is distinct from old then
          new.version := old.version + 1;
          new.shown_version := old.shown_version + case when
            (new.in_base, new.in_demand, new.target, left(new.origin, 6), new.explicit, new.broad, new.open_destination,
              new.referrals, new.offered, new.in_flight_to, new.shown) is distinct from
            (old.in_base, old.in_demand, old.target, left(old.origin, 6), old.explicit, old.broad, old.open_destination,
              old.referrals, old.offered, old.in_flight_to, old.shown) then 1 else 0 end;
        end if;
        return new;
      end $f$;
      create trigger keep_version before update on standing for each row execute function keep_standing_versions();
      -- Beside what a standing says itself: how often the person and the wishes that are shown with it were written, and
      -- what of them a destination is shown.
      create view standing_fresh with (security_invoker = true) as
        select s.*, w.version + (select coalesce(sum(x.version), 0) from willingness x where x.worker_id = w.id) as content,
          md5(row(w.display_name, w.sex_code, w.education, w.skills, w.constraints, v.intent, v.occupations, v.wage_min_fen,
            v.available_from, v.confirmed_at at time zone 'UTC', v.valid_to, v.destination_codes, v.any_destination)::text) as shown
        from standing_source s join worker w on w.id = s.worker_id left join willingness v on v.id = s.willingness_id;
      grant select on standing_fresh to labor_bridge_app;
      create or replace function refresh_standing(ids uuid[]) returns void language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare asked_as text := coalesce(current_setting('app.role', true), '');
      begin
        perform set_config('app.role', 'SYSTEM', true);
        insert into standing as old select s.* from standing_fresh s where s.worker_id = any (ids)
        on conflict (worker_id) do update set (${DERIVED.join(', ')}) = (${of('excluded')})
        where (${of('old')}) is distinct from (${of('excluded')});
        perform set_config('app.role', asked_as, true);
      end $f$;
    `);
    this.addSql(`
      -- Of those that stand already nothing has changed: their journal has nothing to say.
      select set_config('app.role', 'SYSTEM', true);
      alter table standing disable trigger user;
      update standing s set content = f.content, shown = f.shown from standing_fresh f where f.worker_id = s.worker_id;
      alter table standing enable trigger user;
      select set_config('app.role', '', true);
      -- What became of a noun since a position, in order, each entry met once.
      create index journal_entry_noun_seq on journal_entry (noun, seq);
    `);
  }
}
