import type { Client } from 'pg';
import type { Sql } from 'sql-template-tag';
import type { Change } from '#journal/change.js';
import { parseSnapshot } from '#journal/position.js';
import type { Row } from '#kernel/operation.js';

const COLUMNS = `seq::text as seq, xid::text as xid, at, actor, verb, noun, noun_id as "nounId", before, after`;

/**
 * What came after a snapshot. The noun is written as an expression, so that no index on nouns tempts the
 * planner: the entries since the last look are few, those of a noun are its whole history.
 */
const SINCE = '(xid >= $1::xid8 or xid = any($2::xid8[]))';
const OF_NOUNS = "noun || '' = any($3::text[])";

/** What one look brought: the changes up to the snapshot `to`, and the rows of the statements that joined it. */
export interface Look {
  readonly to: string;
  readonly changes: readonly Change[];
  readonly joined: readonly Row[][];
}

/** Reads what is visible now and was not at `from`; with statements that join, everything at one snapshot. */
export function lookSince(
  client: Client,
  from: string,
  nouns: readonly string[],
  joining: readonly Sql[],
): Promise<Look> {
  const { xmax, running } = parseSnapshot(from);
  const values = [xmax.toString(), running.map(String), nouns];
  return joining.length === 0 ? lookAlone(client, values) : lookTogether(client, values, joining);
}

/** The usual look: one statement, whose own snapshot is where the batch ends. */
async function lookAlone(client: Client, values: unknown[]): Promise<Look> {
  const { rows } = await client.query({
    name: 'journal',
    text: `select s.snapshot, j.* from (select pg_current_snapshot()::text as snapshot) s
      left join lateral (select ${COLUMNS}, journal_entry.seq as place from journal_entry where ${SINCE} and ${OF_NOUNS}) j
        on true
      order by j.place`,
    values,
  });
  const changes = (rows as Row[]).filter((row) => row['seq'] !== null) as unknown as Change[];
  return { to: String((rows as Row[])[0]?.['snapshot']), changes, joined: [] };
}

async function lookTogether(client: Client, values: unknown[], joining: readonly Sql[]): Promise<Look> {
  const settled = await Promise.allSettled([
    client.query('begin isolation level repeatable read read only'),
    client.query('select pg_current_snapshot()::text as snapshot'),
    client.query(
      `select ${COLUMNS} from journal_entry where ${SINCE} and ${OF_NOUNS} order by journal_entry.seq`,
      values,
    ),
    ...joining.map((s) => client.query({ text: s.text, values: s.values as unknown[] })),
    client.query('commit'),
  ]);
  const failed = settled.find((s) => s.status === 'rejected');
  if (failed) throw failed.reason;
  const rows = settled.map((s) => (s as PromiseFulfilledResult<{ rows: Row[] }>).value.rows);
  return {
    to: String(rows[1]?.[0]?.['snapshot']),
    changes: (rows[2] ?? []) as unknown as Change[],
    joined: rows.slice(3, -1),
  };
}

/** One page of the changes of a noun that `to` shows and `from` does not, after the entry numbered `after`. */
export async function pageBetween(
  client: Client,
  { from, to, noun, after }: { from: string; to: string; noun: string; after: string },
  limit: number,
): Promise<Change[]> {
  const { xmax, running } = parseSnapshot(from);
  const { rows } = await client.query(
    `select ${COLUMNS} from journal_entry
     where ${SINCE} and pg_visible_in_snapshot(xid, $3::pg_snapshot) and noun || '' = $4 and seq > $5
     order by journal_entry.seq limit ${limit}`,
    [xmax.toString(), running.map(String), to, noun, after],
  );
  return rows as Change[];
}
