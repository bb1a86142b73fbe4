import { Migration } from '@mikro-orm/migrations';

/**
 * How far the demo world was loaded. The day of its first start decides who its invented people are, so an
 * interrupted load that goes on after midnight still makes the same ones.
 */
export class Migration20261122000800_demo extends Migration {
  override up(): void {
    this.addSql(`
      alter table deployment
        add column demo_day date,
        add column demo_loaded_at timestamptz,
        add constraint deployment_demo check (demo or (demo_day is null and demo_loaded_at is null));
    `);
    this.addSql(`
      -- The same image as before at a third of the price: keys are taken away instead of all others being
      -- gathered again. VOLATILE is for the planner alone: it keeps journal_write from working each image out
      -- twice, once for the image and once for the key in it.
      create or replace function journal_image(noun_row jsonb) returns jsonb language sql volatile parallel safe as $f$
        select noun_row - array(select k from jsonb_object_keys(noun_row) k where k like '%\\_enc' or k like '%\\_hmac')
      $f$;
    `);
  }
}
