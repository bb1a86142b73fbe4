import { Migration } from '@mikro-orm/migrations';

/**
 * What a topic has told since a position: found by an index, in order, each entry met once. The index on nouns could
 * not (its numbers are in order within one noun only), and the one on transactions finds everybody else's
 * entries too.
 */
export class Migration20261122001100_aside extends Migration {
  override up(): void {
    this.addSql(`
      -- The state that a noun came into by this entry; null when it stayed. A stored column, because row-level
      -- security lets an index be asked by a plain column only, never by an expression over the images.
      alter table journal_entry add column entered text generated always as
        (case when after ->> 'state' is distinct from before ->> 'state' then after ->> 'state' end) stored;
      create index journal_entry_topic on journal_entry (noun, entered, seq) where entered is not null;
      -- By transaction and in it by number: the last number before a snapshot is one step into this index.
      create index journal_entry_xid_seq on journal_entry (xid, seq);
      drop index journal_entry_xid;
    `);
  }
}
