import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { regionOf } from '#party/party.list.js';

/** What a refusal calls a festival. */
export const FESTIVAL = { zh: '节日返乡期', en: 'festival' } as const;

const FESTIVAL_COLUMNS = sql`f.id, f.name, f.region, f.from_on::text as from_on, f.to_on::text as to_on, f.version`;
const KEYS = [sql`f.id`];

/** A row as the face reads it. */
export function festivalNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Festival', key);
    },
    name: row['name'],
    get region() {
      return regionOf(op, row['region']);
    },
    fromOn: row['from_on'],
    toOn: row['to_on'],
    version: row['version'],
  };
}
export type FestivalNode = ReturnType<typeof festivalNode>;

/** Whose festivals the viewer may know of, over `festival f`: a county’s own. */
export function festivalStake(op: Operation): Sql {
  const { role, path } = op.viewer;
  if (role === 'SYSTEM') return sql`true`;
  return role === 'COUNTY_BUREAU' ? underPath(sql`f.origin`, path) : sql`false`;
}

/** The county’s festivals, newest first. */
export function festivalList(op: Operation): ListQuery<FestivalNode> {
  return {
    name: 'festival',
    columns: FESTIVAL_COLUMNS,
    from: sql`from festival f where ${festivalStake(op)}`,
    keys: KEYS,
    descending: true,
    node: (row) => festivalNode(op, row),
  };
}

/** Festivals by key, under the viewer’s rights. */
export const loadFestivals: BatchFunction<string, FestivalNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), festivalNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A festival just written, and the position of the snapshot in which it was read back. */
export async function festivalPayload(
  op: Operation,
  key: string,
): Promise<{ festival: FestivalNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(FESTIVAL);
  return { festival: festivalNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${FESTIVAL_COLUMNS} from festival f where ${festivalStake(op)} and f.id = any(${[...keys]}::uuid[])`;
}
