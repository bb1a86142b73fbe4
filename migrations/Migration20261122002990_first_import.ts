import { Migration } from '@mikro-orm/migrations';

/**
 * What a county's first import waited for. Plans that are made while the tables are empty stay for as long as nobody has counted
 * them, and went through all standings for every batch: from the standing of a person everything is found by key, however
 * little the planner knows. And which columns are sealed is asked of the table once a statement, not of each image's keys.
 */
export class Migration20261122002990_first_import extends Migration {
  override up(): void {
    this.addSql(`alter function refresh_standing(uuid[]) set enable_seqscan = off`);
    this.addSql(`
      create or replace function journal_write() returns trigger language plpgsql security definer
        set search_path = public, pg_temp as $f$
      declare
        -- Set and put back by hand: a SET clause of the function would need a superuser to make it. A fault
        -- undoes both with its transaction.
        asked_as text := coalesce(current_setting('app.role', true), '');
        author text := nullif(current_setting('app.actor', true), '');
        deed text := nullif(current_setting('app.verb', true), '');
        -- What must never stand readable outside its own table.
        sealed text[] := array(select a.attname::text from pg_attribute a where a.attrelid = tg_relid
          and a.attnum > 0 and not a.attisdropped and (a.attname like '%\\_enc' or a.attname like '%\\_hmac'));
      begin
        if author is null or deed is null then
          raise exception 'a change of % needs an author and a verb', tg_table_name using errcode = 'LB001';
        end if;
        perform set_config('app.role', 'SYSTEM', true);
        -- OFFSET 0, so that an image is worked out once, for itself and for its key.
        if tg_op = 'INSERT' then
          insert into journal_entry (actor, verb, noun, noun_id, before, after)
            select author, deed, tg_table_name, img ->> tg_argv[0], null, img
            from (select to_jsonb(n) - sealed as img from new_rows n offset 0) x;
        elsif tg_op = 'UPDATE' then
          insert into journal_entry (actor, verb, noun, noun_id, before, after)
            select author, deed, tg_table_name, n.img ->> tg_argv[0], o.img, n.img
            from (select raw, raw - sealed as img from (select to_jsonb(x) as raw from old_rows x offset 0) y offset 0) o
            join (select raw, raw - sealed as img from (select to_jsonb(x) as raw from new_rows x offset 0) y offset 0) n
              on o.img ->> tg_argv[0] = n.img ->> tg_argv[0]
            where o.raw is distinct from n.raw;
        else
          insert into journal_entry (actor, verb, noun, noun_id, before, after)
            select author, deed, tg_table_name, img ->> tg_argv[0], img, null
            from (select to_jsonb(o) - sealed as img from old_rows o offset 0) x;
        end if;
        perform set_config('app.role', asked_as, true);
        perform pg_notify('journal', '');
        return null;
      end $f$;
      drop function journal_image(jsonb);
    `);
  }
}
