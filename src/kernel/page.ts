import sql, { empty, join, raw, type Sql } from 'sql-template-tag';
import { badInput } from './error.js';
import type { Operation, Row } from './operation.js';
import type { Asked } from './selection.js';

export const DEFAULT_PAGE = 50;
export const MAX_PAGE = 200;

/** The four arguments of a Relay connection, and the position that it shows at least. */
export interface PageArguments {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  /** The page shows this position or a later one. */
  atLeast?: string | null;
}

/** One edge; `cursor` is sealed only when somebody reads it. */
export interface Edge<T> {
  readonly node: T;
  readonly cursor: string;
}

export interface Connection<T> {
  readonly edges: Edge<T>[];
  readonly nodes: T[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number | null;
  readonly position: string;
}

/** A list as SQL: what to read, from where, in which order, and how a row becomes a node. */
export interface ListQuery<T> {
  /** Seals the cursors: a cursor of another list, or of another order, is refused. */
  readonly name: string;
  readonly columns: Sql;
  /** `from … where …`, the viewer's stake and the filter included; must end in a condition. */
  readonly from: Sql;
  /**
   * `from x s where …` that holds the keys, where a page can be cut before the rest is read: `from` then says what is joined to
   * the rows `s` of the page, and drops none. However the planner guesses, no more than a page is joined.
   */
  readonly spine?: Sql;
  /** Unique together; compared and sorted as one row. */
  readonly keys: readonly Sql[];
  readonly descending: boolean;
  readonly node: (row: Row) => T;
  /** The exact number of rows; only run when asked for. Default: count(*) over `spine`, or over `from`. */
  readonly count?: Sql;
}

/** Reads one page by keyset, with the exact total in the same snapshot when it is asked for. */
export async function readConnection<T>(
  op: Operation,
  list: ListQuery<T>,
  args: PageArguments,
  asked: Pick<Asked, 'total' | 'cursors'>,
): Promise<Connection<T>> {
  const page = pageOf(op, list, args, asked.cursors);
  const { position, rows } = await op.readAtLeast(
    args.atLeast,
    page.statement,
    ...(asked.total ? [list.count ?? sql`select count(*)::int as total ${list.spine ?? list.from}`] : []),
  );
  const total = asked.total ? Number(rows[1]?.[0]?.['total']) : null;
  return page.connect(rows[0] ?? [], total, position);
}

/** The statement of one page and how its rows become a connection; `sealable`: cursors will be asked for. */
function pageOf<T>(op: Operation, list: ListQuery<T>, args: PageArguments, sealable: boolean) {
  const backward = args.last != null || (args.before != null && args.first == null);
  const limit = pageSize(backward ? args.last : args.first, backward ? 'last' : 'first');
  if (args.first != null && args.last != null)
    throw badInput('last', 'FIRST_AND_LAST', {
      zh: 'first 与 last 不能同时使用。',
      en: 'Use first or last, not both.',
    });
  const { keys, sealed, ascending, descending } = shapeOf(list.keys);
  const beyond = (cursor: string, field: string, ahead: boolean): Sql => {
    const values = op.cursors.open(list.name, cursor, field);
    const side = ahead !== list.descending ? sql`>` : sql`<`;
    return sql` and (${keys}) ${side} (${join(
      values.map((v) => sql`${v}`),
      ', ',
    )})`;
  };
  const after = args.after != null ? beyond(args.after, 'after', true) : empty;
  const before = args.before != null ? beyond(args.before, 'before', false) : empty;
  const order = list.descending !== backward ? descending : ascending;
  const columns = sealable ? sql`${list.columns}, ${sealed}` : list.columns;
  const cut = (from: Sql): Sql => sql`${from}${after}${before} order by ${order} limit ${limit + 1}`;
  const statement = list.spine
    ? sql`select ${columns} from (select s.* ${cut(list.spine)}) s ${list.from} order by ${order}`
    : sql`select ${columns} ${cut(list.from)}`;
  const connect = (found: readonly Row[], total: number | null, position: string): Connection<T> => {
    const more = found.length > limit;
    const rows = more ? found.slice(0, limit) : [...found];
    if (backward) rows.reverse();
    const cursor = (row: Row | undefined): string | null =>
      row
        ? op.cursors.seal(
            list.name,
            list.keys.map((_, i) => row[`key_${i}`]),
          )
        : null;
    const nodes = rows.map(list.node);
    return {
      nodes,
      edges: nodes.map((node, i) => ({
        node,
        get cursor() {
          return cursor(rows[i]) ?? '';
        },
      })),
      pageInfo: {
        hasNextPage: backward ? args.before != null : more,
        hasPreviousPage: backward ? more : args.after != null,
        get startCursor() {
          return cursor(rows[0]);
        },
        get endCursor() {
          return cursor(rows.at(-1));
        },
      },
      totalCount: total,
      position,
    };
  };
  return { statement, connect };
}

/** The keys of a list as the statement needs them. */
interface Shape {
  readonly keys: Sql;
  /** As columns, which the cursors are made of. */
  readonly sealed: Sql;
  readonly ascending: Sql;
  readonly descending: Sql;
}

/** Remembered for lists whose keys are the same ones each time. */
const shapes = new WeakMap<readonly Sql[], Shape>();

function shapeOf(keys: readonly Sql[]): Shape {
  let shape = shapes.get(keys);
  if (!shape) {
    shape = {
      keys: join(keys, ', '),
      sealed: join(
        keys.map((k, i) => sql`${k} as ${raw(`key_${i}`)}`),
        ', ',
      ),
      ascending: join(
        keys.map((k) => sql`${k} asc`),
        ', ',
      ),
      descending: join(
        keys.map((k) => sql`${k} desc`),
        ', ',
      ),
    };
    shapes.set(keys, shape);
  }
  return shape;
}

function pageSize(asked: number | null | undefined, field: string): number {
  const size = asked ?? DEFAULT_PAGE;
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw badInput(
    field,
    'PAGE_SIZE',
    {
      zh: `每页条数应在 1 到 ${MAX_PAGE} 之间。`,
      en: `A page has 1 to ${MAX_PAGE} items.`,
    },
    { limit: MAX_PAGE },
  );
}
