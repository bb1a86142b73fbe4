import type { Client } from 'pg';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Change } from '#journal/change.js';
import { parseSnapshot, type Snapshot } from '#journal/position.js';
import type { Row } from '#kernel/operation.js';
import { firstUnseen } from '#journal/retention.js';
import { OneSnapshot } from './one-snapshot.js';

/**
 * Entries of these nouns that came after a snapshot: from transactions at or above its xmax, and from those that ran
 * then. Nouns are written as an expression, so that no index on them tempts the planner: the entries since the last
 * look are few, those of a noun are its whole history. So one plan serves all looks, and none is made anew for each (it
 * took as long as the look).
 */
const YOUNGER = "e.xid >= $1::xid8 and e.noun || '' = any($2::text[])";
const COLUMNS = `pg_current_snapshot()::text, extract(epoch from statement_timestamp())::float8 * 1000,
  e.seq, e.xid, to_json(e.at), e.actor, e.verb, e.noun, e.noun_id, e.before, e.after`;

/** What a look shows in one row: how far it saw, the database's clock and, where there is any, a change. */
interface Shown extends Row {
  readonly to: string;
  readonly at: number;
  readonly change: Change | undefined;
}

/** Of the columns above. All changes have one shape: whoever listens reads each again and again. */
function shownIn(texts: readonly (string | null)[]): Shown {
  const [to, clock, seq, xid, at, actor, verb, noun, nounId, before, after] = texts as string[];
  const read = (json: string | null | undefined) => JSON.parse(json ?? 'null');
  const change =
    texts[2] === null
      ? undefined
      : ({
          seq,
          xid,
          at: read(at),
          actor,
          verb,
          noun,
          nounId,
          before: read(before),
          after: read(after),
        } as Change);
  return { to: String(to), at: Number(clock), change };
}

/** Most looks begin where nothing ran: what nobody has to look for is not looked for. */
export const AFTER_QUIET = {
  name: 'journal after quiet',
  text: `select ${COLUMNS} from (select) s left join journal_entry e on ${YOUNGER}`,
  rowOf: shownIn,
} as const;
/** What else begins where some ran, which are named. */
export const AFTER_SOME = {
  name: 'journal',
  text: `select ${COLUMNS} from (select) s left join lateral (
      select * from journal_entry e where ${YOUNGER}
      union all
      select e.* from journal_entry e join unnest($3::xid8[]) ran (xid) on e.xid = ran.xid
        where e.noun || '' = any($2::text[])
    ) e on true`,
  rowOf: shownIn,
} as const;

/** What one look brought: the changes up to the snapshot `to`. */
export interface Look {
  readonly to: string;
  /** The database's clock as the look began, in milliseconds: whatever had been committed by then, it saw. */
  readonly at: number;
  readonly changes: readonly Change[];
}

/** Reads what is visible now and was not at `from`: one statement, whose own snapshot is where the batch ends. */
export async function lookSince(client: Client, from: Snapshot, nouns: readonly string[]): Promise<Look> {
  const { xmax, running } = from;
  // Nouns are names of tables.
  const values = [String(xmax), `{${nouns.join(',')}}`];
  const look =
    running.length === 0
      ? { ...AFTER_QUIET, values }
      : { ...AFTER_SOME, values: [...values, `{${running.join(',')}}`] };
  const [rows = []] = (await client.query(new OneSnapshot([look])).answer) as Shown[][];
  const { to = '', at = 0 } = rows[0] ?? {};
  const changes = rows.flatMap(({ change }) => change ?? []);
  changes.sort((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)));
  return { to, at, changes };
}

/**
 * Refuses to go on from a place that the last look began at, when something since may have been forgotten. Asked after the
 * look: what had not been forgotten then, had not when it was read.
 */
export async function mustReachBack(client: Client, from: Snapshot): Promise<void> {
  const { rows } = await client.query<{ forgotten: string }>(
    'select forgotten::text as forgotten from deployment',
  );
  if (firstUnseen(from) < BigInt(rows[0]?.forgotten ?? 0))
    throw new Error('this process was away for longer than the journal is kept: start it anew');
}

/** Where to read on: what `to` shows and `from` does not of one topic, after the entry numbered `after`. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly noun: string;
  /** The state that was entered; without it, every change of the noun. */
  readonly enters: string | undefined;
  readonly after: string;
}

/** More transactions than may run at once; a position names no more either. */
const MOST_RUNNING = 1_000;

/**
 * One page of a span, by the index of the topic or the noun from where the last page ended: each entry is met once, however
 * many pages there are. The first page (`after` is 0) begins where the span can begin at the earliest.
 */
export function pageOf({ from, to, noun, enters, after }: Span, limit: number): Sql {
  const { xmax, running } = parseSnapshot(from);
  return sql`
    select seq::text as seq, xid::text as xid, at, actor, verb, noun, noun_id as "nounId", before, after
    from journal_entry
    where noun = ${noun}${enters === undefined ? empty : sql` and entered = ${enters}`}
      and seq > ${after === '0' ? floorOf(from) : sql`${after}::bigint`}
      and (xid >= ${String(xmax)}::xid8 or xid = any(${running.map(String)}::xid8[]))
      and pg_visible_in_snapshot(xid, ${to}::pg_snapshot)
    order by journal_entry.seq limit ${limit}`;
}

/**
 * A number that is lower than any entry that the snapshot does not show. Numbers are drawn one by one, in the order
 * of time: whoever began after the snapshot has drawn a higher one than whoever had ended before it. Those that ran
 * then are asked for their first: the ones that it names, and the ones at or above its xmax, which had begun
 * but which it does not name, because none of their age had ended. They come before all that began later.
 */
function floorOf(from: string): Sql {
  const { xmin, xmax, running } = parseSnapshot(from);
  return sql`(
    with recursive young (xid, nr) as (
      (select j.xid, 1 from journal_entry j where j.xid >= ${String(xmax)}::xid8 order by j.xid limit 1)
      union all
      select (select j.xid from journal_entry j where j.xid > y.xid order by j.xid limit 1), y.nr + 1
        from young y where y.xid is not null and y.nr < ${MOST_RUNNING}),
    ran (xid) as (select unnest(${running.map(String)}::xid8[]) union all select y.xid from young y where y.xid is not null)
    select least(
      coalesce((select j.seq from journal_entry j where j.xid < ${String(xmin)}::xid8 order by j.xid desc, j.seq desc limit 1), 0),
      (select min(f.seq) - 1 from ran, lateral (select r.seq from journal_entry r where r.xid = ran.xid order by r.seq limit 1) f)))`;
}
