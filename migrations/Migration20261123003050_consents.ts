import { Migration } from '@mikro-orm/migrations';

/** What a person agreed to: which employer may know what of them, until they take it back. */
export class Migration20261123003050_consents extends Migration {
  override up(): void {
    this.addSql(`
      create table consent (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        origin text collate "C" not null,
        recipient_id uuid not null references organization (id),
        purpose text not null check (purpose in ('WORK_CONSTRAINTS','CONTRACT_AND_INSURANCE')),
        channel text not null check (channel in ('PAPER','VISIT','PHONE','MESSAGE')),
        notice text not null check (char_length(notice) between 10 and 2000),
        given_on date not null,
        withdrawn_on date check (withdrawn_on >= given_on),
        withdrawn_channel text check (withdrawn_channel in ('PAPER','VISIT','PHONE','MESSAGE')),
        recorded_at timestamptz not null default now(),
        version integer not null default 1,
        check ((withdrawn_on is null) = (withdrawn_channel is null))
      );
      create unique index consent_once on consent (worker_id, recipient_id, purpose) where withdrawn_on is null;
      create index consent_worker on consent (worker_id);
      call make_noun('consent');
      call keep_versions('consent');
      call wall_table('consent');
      create policy consent_county on consent
        using ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path())))
        with check ((select viewer_role()) = 'COUNTY_BUREAU' and starts_with(origin, (select viewer_path()))
          and exists (select from worker w where w.id = worker_id and starts_with(w.origin, (select viewer_path()))));
      -- To whom it was given, while the person is that employer's matter.
      create policy consent_recipient on consent for select
        using ((select viewer_role()) = 'EMPLOYER' and recipient_id = (select viewer_organization())
          and exists (select from standing s where s.worker_id = consent.worker_id));

      -- An employer reads an identity in full for as long as the person agrees.
      alter policy identity_reading_own on identity_reading
        with check (account_id::text = (select current_setting('app.actor', true))
          and exists (select from worker_identity i where i.worker_id = identity_reading.worker_id)
          and ((select viewer_role()) <> 'EMPLOYER' or exists (select from consent c
            where c.worker_id = identity_reading.worker_id and c.recipient_id = (select viewer_organization())
              and c.purpose = 'CONTRACT_AND_INSURANCE' and c.withdrawn_on is null)));
    `);
  }
}
