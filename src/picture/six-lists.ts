import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { badInput } from '#kernel/error.js';
import type { Operation, RegionFact, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import type { Barrier, Intent } from '#willingness/willingness.entity.js';
import { askedColumns } from '#worker/asked-columns.js';
import { STANDING_BESIDE, WORKER_COLUMNS, type WorkerNode, workerNode } from '#worker/worker.list.js';
import type { Tag } from '#worker/worker-tag.entity.js';
import {
  AVAILABLE_WITHIN_DAYS,
  BARRIER_OF,
  type ListedFor,
  SIX_LISTS,
  type SixList,
  whyOn,
} from './six-lists.rules.js';

/** In which order a list is read: by place, by the time of registration, the oldest people first. */
export const SIX_LIST_ORDERS = ['PLACE', 'REGISTERED', 'OLDEST'] as const;
export type SixListOrder = (typeof SIX_LIST_ORDERS)[number];

/** Which of a list's people; all given conditions must hold. */
export interface SixListFilter {
  /** Code of a region within the list's origin. */
  readonly place?: string | null;
  readonly tag?: string | null;
  readonly barrier?: string | null;
}

/** Somebody on a list, and why. */
export interface SixListRow {
  readonly worker: WorkerNode;
  readonly listedFor: readonly ListedFor[];
  readonly availableFrom: string | null;
  readonly barriers: readonly Barrier[];
}

const IN_HARDSHIP = sql`s.verified and (s.target or 'HARD_TO_EMPLOY' = any(s.tags))`;
const AVAILABLE = sql`(v.available_from is null or v.available_from <= business_today() + ${AVAILABLE_WITHIN_DAYS}::int)`;
const barred = (barrier: Barrier): Sql => sql`not s.employed and ${barrier} = any(s.barriers)`;

/** Each list as a condition on `standing s` of the labour base and its active wish `willingness v`. */
const ON_LIST: Readonly<Record<SixList, Sql>> = {
  LABORERS: sql`s.verified`,
  LABORERS_UNVERIFIED: sql`not s.verified`,
  IN_HARDSHIP,
  IN_HARDSHIP_EMPLOYED: sql`${IN_HARDSHIP} and s.employed`,
  UNEMPLOYED: sql`not s.employed and s.work_intent is not null and s.work_intent <> 'NONE' and ${AVAILABLE}`,
  UNEMPLOYED_WITHOUT_INTENT: sql`not s.employed and (s.work_intent is null or s.work_intent = 'NONE')`,
  WILLING_TO_GO_OUT: sql`s.work_intent = 'GO_OUT' and s.in_flight_to is null`,
  BARRIER_WILLINGNESS: barred(BARRIER_OF.BARRIER_WILLINGNESS),
  BARRIER_SKILL: barred(BARRIER_OF.BARRIER_SKILL),
  BARRIER_ABILITY: barred(BARRIER_OF.BARRIER_ABILITY),
};
/** The lists whose condition speaks of the wish: a count of the others reads the standings alone. */
const SPEAKS_OF_WISH: readonly SixList[] = ['UNEMPLOYED'];
const WISH = sql`left join willingness v on v.id = s.willingness_id`;

/** The people of a list, wherever they are, for whoever compares. Names the columns `list` and `id`. */
export function peopleOn(list: SixList): Sql {
  return sql`select ${list}::text as list, s.worker_id as id ${besides(list)} where s.in_base and ${ON_LIST[list]}`;
}

/** One of the lists of an origin, filtered and sorted; the total is of the filtered list. `asked`: the fields of its rows, where not all. */
export function sixList(
  op: Operation,
  origin: RegionFact,
  list: SixList,
  filter: SixListFilter,
  order: SixListOrder,
  asked?: ReadonlySet<string>,
): ListQuery<SixListRow> {
  const condition = join(
    [sql`s.in_base`, underPath(sql`s.origin`, placeIn(op, origin, filter.place).path), ON_LIST[list]].concat(
      filter.tag == null ? [] : [sql`${filter.tag} = any(s.tags)`],
      filter.barrier == null ? [] : [sql`${filter.barrier} = any(s.barriers)`],
    ),
    ' and ',
  );
  return {
    name: `six:${list}:${order}`,
    columns: columnsOf(op, asked),
    ...(order === 'OLDEST'
      ? { from: sql`from standing s ${BESIDE} where ${condition}` }
      : { spine: sql`${besides(list)} where ${condition}`, from: BESIDE }),
    keys: KEYS[order],
    descending: false,
    node: (row) => sixListRow(op, list, row),
    count: sql`select count(*)::int as total ${besides(list)} where ${condition}`,
  };
}

/** How many are on each list of an origin, in one statement over its labour base; columns are named after the lists. */
export function sixCounts(origin: RegionFact): Sql {
  const counted = SIX_LISTS.map(
    (list) => sql`count(*) filter (where ${ON_LIST[list]})::int as ${raw(list.toLowerCase())}`,
  );
  return sql`select ${join(counted, ', ')} from standing s ${WISH}
    where s.in_base and ${underPath(sql`s.origin`, origin.path)}`;
}

/** Of the person what is asked for, and why somebody is on the list where that is. */
function columnsOf(op: Operation, asked: ReadonlySet<string> | undefined): Sql {
  if (!asked) return sql`${WORKER_COLUMNS}, ${WHY}`;
  const person = [...asked].flatMap((field) =>
    field.startsWith(PERSON) ? [field.slice(PERSON.length)] : [],
  );
  const columns = askedColumns(op, person);
  return REASONS.some((field) => asked.has(field)) ? sql`${columns}, ${WHY}` : columns;
}
const PERSON = 'worker.';
const REASONS: readonly (keyof SixListRow)[] = ['listedFor', 'availableFrom', 'barriers'];
const WHY = sql`s.tags as carried, s.in_base, s.verified, s.employed, s.work_intent, s.barriers, s.in_flight_to,
  v.available_from::text as available_from, ${AVAILABLE} as available`;

const KEYS: Readonly<Record<SixListOrder, readonly Sql[]>> = {
  PLACE: [sql`s.origin`, sql`s.worker_id`],
  REGISTERED: [sql`s.worker_id`],
  OLDEST: [sql`w.birth_date`, sql`s.worker_id`],
};

/** The person of each standing, and the wish that it tells of. */
const BESIDE = sql`${STANDING_BESIDE} left join lateral (select n.* from willingness n where n.id = s.willingness_id offset 0) v on true`;

function besides(list: SixList): Sql {
  return sql`from standing s ${SPEAKS_OF_WISH.includes(list) ? WISH : empty}`;
}

/**
 * The place within an origin that a filter names; the origin itself where it names none. BAD_USER_INPUT/PLACE_OUTSIDE: a
 * place that is not within it would be an empty list without a word.
 */
export function placeIn(op: Operation, origin: RegionFact, place: string | null | undefined): RegionFact {
  if (place == null) return origin;
  const region = op.regions.must(place, 'filter.place');
  if (region.path.startsWith(origin.path)) return region;
  throw badInput(
    'filter.place',
    'PLACE_OUTSIDE',
    { zh: '该地点不在所选输出地之内。', en: 'This place does not lie within the origin.' },
    { allowed: [origin.code] },
  );
}

function sixListRow(op: Operation, list: SixList, row: Row): SixListRow {
  const barriers = row['barriers'] as Barrier[];
  return {
    worker: workerNode(op, row),
    get listedFor() {
      return whyOn(list, {
        inBase: row['in_base'] === true,
        verified: row['verified'] === true,
        tags: row['carried'] as Tag[],
        employed: row['employed'] === true,
        intent: row['work_intent'] as Intent | null,
        available: row['available'] === true,
        barriers,
        inFlight: row['in_flight_to'] != null,
      });
    },
    availableFrom: row['available_from'] as string | null,
    barriers,
  };
}
