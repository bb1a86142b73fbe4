import { Migration } from '@mikro-orm/migrations';

/** One county asks another for a person; the service region is single-valued, so only the other one's answer moves somebody. */
export class Migration20261122002620_transfers extends Migration {
  override up(): void {
    this.addSql(`
      create table transfer_request (
        id uuid primary key default uuidv7(),
        worker_id uuid not null references worker (id),
        from_origin text collate "C" not null,
        to_region text collate "C" not null references region (code),
        to_origin text collate "C" not null,
        asked_by uuid not null references organization (id),
        reason text not null check (length(reason) between 2 and 500),
        state text not null check (state in ('REQUESTED','ACCEPTED','REFUSED','WITHDRAWN','LAPSED')),
        answer text check (length(answer) between 2 and 500),
        asked_at timestamptz not null default now(),
        answered_at timestamptz,
        version integer not null default 1,
        check ((state = 'REQUESTED') = (answered_at is null)),
        check (state not in ('REFUSED', 'WITHDRAWN') or answer is not null)
      );
      create unique index transfer_request_one_open on transfer_request (worker_id, left(to_origin, 6)) where state = 'REQUESTED';
      create index transfer_request_from on transfer_request (from_origin, id);
      create index transfer_request_to on transfer_request (to_origin, id);
      create index transfer_request_worker on transfer_request (worker_id);
      call make_noun('transfer_request');
      call keep_versions('transfer_request');
      call wall_table('transfer_request');
      -- Both counties read what one asks of the other. Neither writes: the one does not know the person yet, the other no more.
      create policy transfer_request_county on transfer_request for select
        using ((select viewer_role()) = 'COUNTY_BUREAU'
          and (starts_with(from_origin, (select viewer_path())) or starts_with(to_origin, (select viewer_path()))));
    `);
  }
}
