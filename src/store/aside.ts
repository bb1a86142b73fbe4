import { LRUCache } from 'lru-cache';
import sql, { type Sql } from 'sql-template-tag';
import { systemViewer } from '#access/viewer.js';
import type { Change } from '#journal/change.js';
import type { Place } from '#journal/position.js';
import { businessDay } from '#kernel/business-day.js';
import type { Row } from '#kernel/operation.js';
import { askedTogether } from './asked-together.js';
import { asRefusal } from './database-refusals.js';
import { mustBeKept } from '#journal/retention.js';
import { FairLane } from './fair-lane.js';
import { pageOf, type Span } from './read-journal.js';
import { createReader, openReaderPool } from './reader.js';

/** Connections at most; as many accounts are served at once. */
const WIDTH = 3;
/** Of one account may wait: all of its subscriptions at the defaults, resumed together. */
const MOST_WAITING = 100;
const PAGE = 500;
/** Pages remembered, and for how long: after a restart many resume from the same place at once. */
const MOST_PAGES = 32;
const REMEMBERED_MS = 10_000;
const TIMEOUT_MS = 5_000;
/** Nobody looks back for hours, then many do. */
const IDLE_MS = 10_000;
/** In one snapshot with what is asked: whether anything of it has been forgotten is known, not guessed. */
const SNAPSHOT = sql`select pg_current_snapshot()::text as snapshot, forgotten::text as forgotten from deployment`;

/**
 * What is asked about the past: pages of a replay, and the first figures of a picture. They run beside the live
 * look, on connections of their own and in turn by account, so that nobody's wish to look back holds up the present.
 */
export interface Aside {
  /** Rows of statements in one snapshot, with the snapshot; undefined when there are none when its turn has come. */
  read(
    who: string,
    statements: () => readonly Sql[],
  ): Promise<{ to: string; rows: readonly Row[][] } | undefined>;
  /**
   * The changes of a span in order, a page at a time; ends at once when `signal` comes.
   * @throws HouseError BAD_USER_INPUT/TOO_OLD when something of it may have been forgotten
   */
  pages(who: string, span: Span, signal: AbortSignal): AsyncIterable<Page>;
  /** Does a span have more changes than so many? They are counted and not read. */
  hasMoreThan(who: string, span: Span, most: number): Promise<boolean>;
  /** @throws HouseError BAD_USER_INPUT/TOO_OLD when something since that place may have been forgotten */
  mustReachBack(place: Place, field: string): Promise<void>;
  stop(): Promise<void>;
}

/** Part of a span; `more` may follow. */
export interface Page {
  readonly changes: readonly Change[];
  readonly more: boolean;
}

/** What was read in one snapshot, and up to which transaction the journal may have been forgotten in it. */
interface Read {
  readonly to: string;
  readonly forgotten: bigint;
  readonly rows: readonly Row[][];
}

/** Opens nothing yet: connections come with the first question. `epoch` is the journal's. */
export function openAside(connectionString: string, epoch: string): Aside {
  const pool = openReaderPool(connectionString, WIDTH, {
    name: 'labor-bridge aside',
    timeoutMs: TIMEOUT_MS,
    idleMs: IDLE_MS,
    // A plan for any position would be one for the whole journal.
    more: ['plan_cache_mode=force_custom_plan'],
  });
  const lane = new FairLane(WIDTH, MOST_WAITING);
  const reader = createReader(pool, epoch, () => undefined);
  const remembered = new LRUCache<string, Promise<readonly Change[]>>({
    max: MOST_PAGES,
    ttl: REMEMBERED_MS,
    ttlAutopurge: true,
  });

  async function read(statements: readonly Sql[]): Promise<Read> {
    try {
      const { rows } = await reader(systemViewer('aside'), businessDay(new Date()), [
        SNAPSHOT,
        ...statements,
      ]);
      const [[first] = []] = rows;
      const forgotten = BigInt(String(first?.['forgotten']));
      return { to: String(first?.['snapshot']), forgotten, rows: rows.slice(1) };
    } catch (fault) {
      throw asRefusal(fault);
    }
  }

  /** A page never changes: both its ends are snapshots that lie behind. */
  function page(span: Span): Promise<readonly Change[]> {
    const key = [span.noun, span.enters, span.from, span.to, span.after].join('|');
    let known = remembered.get(key);
    if (!known) {
      known = read([pageOf(span, PAGE)]).then(({ forgotten, rows }) => {
        mustBeKept(epoch, { to: span.from }, forgotten);
        return (rows[0] ?? []) as unknown as Change[];
      });
      remembered.set(key, known);
      known.catch(() => remembered.delete(key));
    }
    return known;
  }

  /** Asked together where many come back together. */
  const forgottenNow = askedTogether(() => read([]).then(({ forgotten }) => forgotten));

  return {
    read: (who, statements) =>
      lane.run(who, async () => {
        const asked = statements();
        return asked.length > 0 ? read(asked) : undefined;
      }),
    async *pages(who, span, signal) {
      for (let { after } = span; ; ) {
        const changes = await lane.run(who, () => page({ ...span, after }), signal);
        if (!changes) return;
        const more = changes.length === PAGE;
        if (changes.length > 0) yield { changes, more };
        if (!more) return;
        after = changes.at(-1)?.seq ?? after;
      }
    },
    async hasMoreThan(who, span, most) {
      const count = sql`select count(*)::int as found from (${pageOf(span, most + 1)}) p`;
      const counted = await lane.run(who, () => read([count]));
      return Number(counted?.rows[0]?.[0]?.['found']) > most;
    },
    async mustReachBack(place, field) {
      mustBeKept(epoch, place, await forgottenNow(), field);
    },
    stop: () => pool.end(),
  };
}
