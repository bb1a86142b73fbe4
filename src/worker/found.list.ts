import sql, { empty, join, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import type { Operation, RegionFact, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { FOUND_BY, type FoundBy, placeOfFound } from './found-by.js';
import type { Sought } from './sought.rules.js';
import { countyOf, wordToken } from './word-token.js';
import { WORKER_BESIDE, WORKER_COLUMNS, workerNode, type WorkerNode } from './worker.list.js';
import { workerStake } from './worker-stake.js';

/** Somebody who was found, and by what. */
export interface FoundWorker {
  readonly worker: WorkerNode;
  readonly foundBy: FoundBy;
}

/**
 * The county's people who meet everything that is sought, best first: by the word that fewest have, in the order of
 * its index, so that a page costs what it shows. `within` narrows to a region. The viewer is a county's.
 */
export function foundList(op: Operation, sought: Sought, within: RegionFact | null): ListQuery<FoundWorker> {
  const [rarest, ...others] = sought.words;
  const exact = exactly(op, sought);
  const conditions = [
    workerStake(op),
    sql`w.merged_into is null`,
    ...(within ? [underPath(sql`w.origin`, within.path)] : []),
    ...(exact ? sought.words : others).map((word) => alsoMeets(op, word)),
    ...sought.tags.map((tag) => sql`${tag} = any(s.tags)`),
  ];
  const walk = exact ?? (rarest === undefined ? byTag(op) : byToken(op, rarest));
  // A record that was merged into another is nobody of its own.
  const where = sql`where w.merged_into is null and ${join([...walk.conditions, ...conditions], ' and ')}`;
  const standing = sought.tags.length > 0 ? sql`join standing s on s.worker_id = w.id` : empty;
  return {
    name: walk.name,
    columns: sql`${WORKER_COLUMNS}, ${walk.foundBy} as found_by`,
    from: sql`from ${walk.spine} ${WORKER_BESIDE} ${where}`,
    keys: walk.keys,
    descending: false,
    node: (row: Row) => ({
      worker: workerNode(op, row),
      foundBy: FOUND_BY[Number(row['found_by']) - 1] as FoundBy,
    }),
    count: sql`select count(*)::int as total from ${walk.whole} ${standing} ${where}`,
  };
}

interface Walk {
  /** Seals the cursors: each order is a list of its own. */
  readonly name: string;
  /** What a page walks along, in the order of `keys`; each row with its `worker w`. */
  readonly spine: Sql;
  /** The same for counting: whole tables, joined plainly. */
  readonly whole: Sql;
  readonly keys: readonly Sql[];
  readonly foundBy: Sql;
  readonly conditions: readonly Sql[];
}

/** Looked up one by one: the planner cannot know how much row-level security will leave of a join. */
const EACH_WORKER = sql`join lateral (select n.* from worker n where n.id = t.worker_id offset 0) w on true`;
const ALL_WORKERS = sql`join worker w on w.id = t.worker_id`;
const BY_RANK = [sql`t.found_by`, sql`t.worker_id`];
const BY_PLACE = [sql`w.origin`, sql`w.id`];

function byToken(op: Operation, word: string): Walk {
  const tokens = tokensOf(op, word);
  const { path } = op.viewer;
  return {
    name: 'found:rank',
    spine: sql`worker_token t ${EACH_WORKER}`,
    whole: sql`worker_token t ${ALL_WORKERS}`,
    keys: BY_RANK,
    foundBy: sql`t.found_by`,
    conditions: [
      sql`t.token ${oneOf(tokens)}`,
      // Whoever is served in one county of the viewer's and registered in another has tokens in both: once is enough.
      ...(tokens.length > 1
        ? [sql`(t.county = left(w.origin, 6) or not ${underPath(sql`w.origin`, path)})`]
        : []),
    ],
  };
}

/** By tags alone: along the places of the county. */
function byTag(op: Operation): Walk {
  return {
    name: 'found:place',
    spine: sql`worker w`,
    whole: sql`worker w`,
    keys: BY_PLACE,
    foundBy: sql`${placeOfFound('TAG')}::smallint`,
    conditions: [underPath(sql`w.origin`, op.viewer.path)],
  };
}

/** Whole numbers are found by the prints that keep them unique, wherever they were registered; the stake decides. */
function exactly(op: Operation, { idNumber, phone }: Sought): Walk | null {
  if (idNumber === null && phone === null) return null;
  const print = (value: string) => op.vault.fingerprint(value);
  const [column, value, by] =
    idNumber !== null
      ? [sql`n.id_number_hmac`, print(idNumber), placeOfFound('ID_NUMBER')]
      : [sql`n.phone_hmac`, print(phone ?? ''), placeOfFound('PHONE')];
  // By a number of a record that was merged the one that is kept is found, once.
  const spine = sql`(select distinct coalesce(g.merged_into, g.id) as worker_id, ${by}::smallint as found_by, n.phone_hmac
    from worker_identity n join worker g on g.id = n.worker_id where ${column} = ${value}) t`;
  return {
    name: 'found:rank',
    spine: sql`${spine} ${EACH_WORKER}`,
    whole: sql`${spine} ${ALL_WORKERS}`,
    keys: BY_RANK,
    foundBy: sql`t.found_by`,
    conditions: idNumber !== null && phone !== null ? [sql`t.phone_hmac = ${print(phone)}`] : [],
  };
}

function alsoMeets(op: Operation, word: string): Sql {
  return sql`exists (select from worker_token x where x.worker_id = w.id and x.token ${oneOf(tokensOf(op, word))})`;
}

/** One token is compared plainly, so that the index gives its rows in their order. */
function oneOf(tokens: readonly string[]): Sql {
  return tokens.length === 1 ? sql`= ${tokens[0]}::bigint` : sql`= any(${[...tokens]}::bigint[])`;
}

/** The tokens of a word in each county of the viewer's: one, or those of a prefecture. */
function tokensOf(op: Operation, word: string): string[] {
  const { path } = op.viewer;
  const counties = new Set<string>();
  if (countyOf(path).length === 6) counties.add(countyOf(path));
  else
    for (const region of op.regions.all())
      if (region.path.length >= 6 && region.path.startsWith(path)) counties.add(countyOf(region.path));
  return [...counties].map((county) => wordToken(op.vault, county, word));
}
