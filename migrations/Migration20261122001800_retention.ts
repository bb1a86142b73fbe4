import { Migration } from '@mikro-orm/migrations';

/**
 * What streams need of the journal may be forgotten, and everybody can know from where on nothing is missing. Who did
 * what is kept for good: of a fact that streams tell, only what it said goes, and its line stays.
 */
export class Migration20261122001800_retention extends Migration {
  override up(): void {
    this.addSql(`
      alter table deployment
        -- Of no transaction from this one on has anything been forgotten; below it everything may have been.
        add column forgotten xid8 not null default '0',
        add column forgotten_at timestamptz,
        -- How far the forgetting has come: everything up to this entry, by transaction and number.
        add column swept_xid xid8 not null default '0',
        add column swept_seq bigint not null default 0;

      -- The lowest transaction that ran at a moment: no snapshot that was taken later fails to show a lower one.
      -- How old an entry is does not say that: a slow transaction writes early and is seen late.
      create table journal_mark (
        at timestamptz primary key,
        running xid8 not null
      );

      -- Transactions of a database that was restored may be numbered anew; so nothing of it was forgotten yet.
      create function journal_begins_anew() returns trigger language plpgsql as $f$
      begin
        delete from journal_mark;
        new.forgotten := '0'; new.forgotten_at := null; new.swept_xid := '0'; new.swept_seq := 0;
        return new;
      end $f$;
      create trigger deployment_epoch before update of epoch on deployment for each row
        when (old.epoch is distinct from new.epoch) execute function journal_begins_anew();
    `);
    this.addSql(`
      -- Forgets what streams need of the journal and what is seen since more than so many days, a portion of entries
      -- at a time, and answers how many it went over. Without days it only notes the hour, so that days can be set later.
      -- Whoever reads entries and deployment.forgotten in one snapshot knows whether any is missing.
      create function forget_journal(days integer, portion integer) returns integer language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare
        asked_as text := coalesce(current_setting('app.role', true), '');
        mark journal_mark;
        state deployment;
        last_xid xid8;
        last_seq bigint;
        met integer;
      begin
        if days < 1 or portion is null or portion not between 1 and 100000 then
          raise exception 'nothing is forgotten by such numbers' using errcode = '22023';
        end if;
        perform set_config('app.role', 'SYSTEM', true);
        if not exists (select from journal_mark where at > clock_timestamp() - interval '1 hour') then
          insert into journal_mark values (clock_timestamp(), pg_snapshot_xmin(pg_current_snapshot()));
        end if;
        met := 0;
        if days is not null then
          select * into state from deployment for no key update;
          -- Ten minutes more: a place that is told may have been read a little before.
          select * into mark from journal_mark where at <= now() - make_interval(days => days, mins => 10)
            order by at desc limit 1;
          if mark.running > state.forgotten then
            state.forgotten := mark.running;
            update deployment set forgotten = mark.running, forgotten_at = now();
            delete from journal_mark where at < mark.at;
          end if;
          select count(*) over (), p.xid, p.seq into met, last_xid, last_seq
            from (select xid, seq from journal_entry
              where xid < state.forgotten and (xid, seq) > (state.swept_xid, state.swept_seq)
              order by xid, seq limit portion) p
            order by p.xid desc, p.seq desc limit 1;
          met := coalesce(met, 0);
          if met > 0 then
            -- What is worked out from facts is nobody's deed: its entries go whole.
            delete from journal_entry where noun = 'standing'
              and (xid, seq) > (state.swept_xid, state.swept_seq) and (xid, seq) <= (last_xid, last_seq);
            update journal_entry set before = null, after = null where noun in ('job_posting', 'arrival')
              and (xid, seq) > (state.swept_xid, state.swept_seq) and (xid, seq) <= (last_xid, last_seq);
            update deployment set swept_xid = last_xid, swept_seq = last_seq;
          end if;
        end if;
        perform set_config('app.role', asked_as, true);
        return met;
      end $f$;
      revoke all on function forget_journal(integer, integer) from public;
      grant execute on function forget_journal(integer, integer) to labor_bridge_app;
    `);
    this.addSql(`
      -- GAP: a receiver is told that changes were forgotten before they could be sent.
      alter table webhook_delivery drop constraint webhook_delivery_kind_check;
      alter table webhook_delivery add constraint webhook_delivery_kind_check
        check (kind in ('CHANGE','REPLAY','PING','GAP'));
    `);
  }
}
