import { Migration } from '@mikro-orm/migrations';

/** Blanks of every kind, but the plain one, which may stand between two words. */
const BLANKS = '\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000';
/** Controls, line breaks, marks that turn the direction, zero-width signs, letters that are drawn as a blank. */
const UNSEEN =
  '\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb';

/**
 * The name of an organization is read by every side, and a vacancy list may bring it: it is one line that can be
 * seen, and no number by which a person is reached or known. Held for every row from now on; a name that an
 * older version let in stays, because this migration cannot know what the body is called.
 */
export class Migration20261122001400_names extends Migration {
  override up(): void {
    this.addSql(`
      alter table organization add constraint organization_name_plain check (
        name !~ '[${UNSEEN}]'
        and name !~ '^[ ${BLANKS}]|[ ${BLANKS}]$'
        and normalize(name, NFKC) !~ '[0-9]{7}'
        and regexp_replace(normalize(name, NFKC), '[ .()-]', '', 'g') !~ '1[3-9][0-9]{9}|[0-9]{15}'
      ) not valid;
    `);
  }
}
