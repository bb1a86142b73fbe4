import { Migration } from '@mikro-orm/migrations';

/**
 * The journal: every change of every noun, before and after, with its author and verb, written by the
 * database itself. The role that serves requests may read and write nouns but never owns a table, and
 * may not write the journal: the trigger does, as the owner.
 */
export class Migration20261122000100_journal extends Migration {
  override up(): void {
    this.addSql(`
      do $$ begin
        if not exists (select from pg_roles where rolname = 'labor_bridge_app') then
          begin
            create role labor_bridge_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
          exception when insufficient_privilege then
            raise exception '% may not create labor_bridge_app', current_user using errcode = 'LB011';
          end;
        end if;
        -- Whoever made the role may grant it; another owner of the same server must have been given it.
        if not pg_has_role(current_user, 'labor_bridge_app', 'set') then
          begin
            execute format('grant labor_bridge_app to %I', current_user);
          exception when insufficient_privilege then
            raise exception 'labor_bridge_app is not granted to %', current_user using errcode = 'LB010';
          end;
        end if;
        execute format('grant usage on schema public to labor_bridge_app');
        execute format('revoke create on schema public from public');
      end $$;
    `);
    this.addSql(`
      create table deployment (
        only_row boolean primary key default true check (only_row),
        epoch uuid not null default uuidv7(),
        demo boolean not null default false,
        created_at timestamptz not null default now()
      );
      insert into deployment default values;
      grant select on deployment to labor_bridge_app;
    `);
    this.addSql(`
      create table journal_entry (
        seq bigint generated always as identity primary key,
        xid xid8 not null default pg_current_xact_id(),
        at timestamptz not null default clock_timestamp(),
        actor text not null,
        verb text not null,
        noun text not null,
        noun_id text not null,
        before jsonb,
        after jsonb
      );
      create index journal_entry_xid on journal_entry (xid);
      create index journal_entry_noun on journal_entry (noun, noun_id, seq);
      alter table journal_entry enable row level security;
      alter table journal_entry force row level security;
      create policy journal_entry_system on journal_entry
        using ((select current_setting('app.role', true)) = 'SYSTEM')
        with check ((select current_setting('app.role', true)) = 'SYSTEM');
      grant select on journal_entry to labor_bridge_app;
    `);
    this.addSql(`
      -- An image is the row without what must never stand readable outside its own table. VOLATILE is for the
      -- planner alone: it keeps journal_write from working each image out twice, for the image and for its key.
      create function journal_image(noun_row jsonb) returns jsonb language sql volatile parallel safe as $f$
        select noun_row - array(select k from jsonb_object_keys(noun_row) k where k like '%\\_enc' or k like '%\\_hmac')
      $f$;

      create function journal_write() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare
        -- Set and put back by hand: a SET clause of the function would need a superuser to make it. A fault
        -- undoes both with its transaction.
        asked_as text := coalesce(current_setting('app.role', true), '');
        author text := nullif(current_setting('app.actor', true), '');
        deed text := nullif(current_setting('app.verb', true), '');
      begin
        if author is null or deed is null then
          raise exception 'a change of % needs an author and a verb', tg_table_name using errcode = 'LB001';
        end if;
        perform set_config('app.role', 'SYSTEM', true);
        if tg_op = 'INSERT' then
          insert into journal_entry (actor, verb, noun, noun_id, before, after)
            select author, deed, tg_table_name, img ->> tg_argv[0], null, img
            from (select journal_image(to_jsonb(n)) as img from new_rows n) x;
        elsif tg_op = 'UPDATE' then
          insert into journal_entry (actor, verb, noun, noun_id, before, after)
            select author, deed, tg_table_name, n.img ->> tg_argv[0], o.img, n.img
            from (select to_jsonb(x) as raw, journal_image(to_jsonb(x)) as img from old_rows x) o
            join (select to_jsonb(x) as raw, journal_image(to_jsonb(x)) as img from new_rows x) n
              on o.img ->> tg_argv[0] = n.img ->> tg_argv[0]
            where o.raw is distinct from n.raw;
        else
          insert into journal_entry (actor, verb, noun, noun_id, before, after)
            select author, deed, tg_table_name, img ->> tg_argv[0], img, null
            from (select journal_image(to_jsonb(o)) as img from old_rows o) x;
        end if;
        perform set_config('app.role', asked_as, true);
        perform pg_notify('journal', '');
        return null;
      end $f$;

      -- A noun's table: journaled by trigger, key never changed, readable and writable by the serving role.
      create procedure make_noun(noun text, key_column text default 'id') language plpgsql as $f$
      begin
        execute format('create trigger journal_insert after insert on %I referencing new table as new_rows
          for each statement execute function journal_write(%L)', noun, key_column);
        execute format('create trigger journal_update after update on %I referencing old table as old_rows new table as new_rows
          for each statement execute function journal_write(%L)', noun, key_column);
        execute format('create trigger journal_delete after delete on %I referencing old table as old_rows
          for each statement execute function journal_write(%L)', noun, key_column);
        execute format('grant select, insert, update on %I to labor_bridge_app', noun);
      end $f$;

      -- A table about persons: second wall, forced also for the owner.
      create procedure wall_table(noun text) language plpgsql as $f$
      begin
        execute format('alter table %I enable row level security', noun);
        execute format('alter table %I force row level security', noun);
        execute format('create policy %I on %I using ((select current_setting(''app.role'', true)) = ''SYSTEM'')
          with check ((select current_setting(''app.role'', true)) = ''SYSTEM'')', noun || '_system', noun);
      end $f$;

      create function viewer_role() returns text language sql stable parallel safe as
        $f$ select nullif(current_setting('app.role', true), '') $f$;
      create function viewer_path() returns text language sql stable parallel safe as
        $f$ select coalesce(nullif(current_setting('app.path', true), ''), '-') collate "C" $f$;
      create function viewer_organization() returns uuid language sql stable parallel safe as
        $f$ select nullif(current_setting('app.organization', true), '')::uuid $f$;
      create function viewer_origins() returns text[] language sql stable parallel safe as
        $f$ select coalesce(string_to_array(nullif(current_setting('app.origins', true), ''), ','), '{}') $f$;
      -- Business days are days of Asia/Shanghai; app.today lets a test or a replay say which day it is.
      create function business_today() returns date language sql stable parallel safe as
        $f$ select coalesce(nullif(current_setting('app.today', true), '')::date,
                            (now() at time zone 'Asia/Shanghai')::date) $f$;
    `);
    this.addSql(`
      create table idempotency_record (
        account_id uuid not null,
        operation text not null,
        key text not null check (length(key) between 8 and 128),
        input_hash bytea not null,
        noun_id text,
        answered_at timestamptz not null default now(),
        primary key (account_id, operation, key)
      );
      grant select, insert, update on idempotency_record to labor_bridge_app;
    `);
  }
}
