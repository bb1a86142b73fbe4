import { Migration } from '@mikro-orm/migrations';

/**
 * A standing says whether the identity was checked, so that a real-name list of a million people is counted from the
 * standings alone. A trigger of the row itself, because what else a standing says is written down in one view, and
 * this is a copy and no judgement; every change of a worker refreshes the standing, and so this.
 */
export class Migration20261122002410_verified extends Migration {
  override up(): void {
    this.addSql(`
      alter table standing add column verified boolean not null default false;
      create function keep_verified() returns trigger language plpgsql as $f$
      begin
        new.verified := exists (select from worker w where w.id = new.worker_id and w.real_name_verified_on is not null);
        return new;
      end $f$;
      -- Its name comes before keep_version, which counts it.
      create trigger be_verified before insert or update on standing for each row execute function keep_verified();

      -- Of those that stand already nothing has changed: their journal has nothing to say.
      select set_config('app.role', 'SYSTEM', true);
      alter table standing disable trigger user;
      update standing s set verified = true from worker w where w.id = s.worker_id and w.real_name_verified_on is not null;
      alter table standing enable trigger user;
      select set_config('app.role', '', true);
    `);
  }
}
