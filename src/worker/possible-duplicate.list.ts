import sql, { type Sql } from 'sql-template-tag';
import { within } from '#access/stake.js';
import { underPath } from '#access/stake-condition.js';
import { notFound } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { DUPLICATE } from './dismiss-possible-duplicate.js';
import { loadWorkers } from './worker.list.js';

const COLUMNS = sql`p.id, p.worker_id, p.other_id, p.origin, p.other_origin, p.same_phone, p.same_name_and_birth, p.state, p.reason,
  p.told_apart_by, p.found_at, p.decided_at`;

/**
 * A pair as a county reads it: its own side, and of the other one as much as is its own too. That another county has it is
 * all that is told of a person who is not the viewer's, as when a number is registered already.
 */
function duplicateNode(op: Operation, row: Row) {
  const { path } = op.viewer;
  const [one, other] = ['worker_id', 'other_id'].map((column) => String(row[column])) as [string, string];
  const own = within(String(row['origin']), path);
  const both = own && within(String(row['other_origin']), path);
  return {
    get id() {
      return toGlobalId('PossibleDuplicate', String(row['id']));
    },
    get worker() {
      return op.batch(loadWorkers).load(own ? one : other);
    },
    get other() {
      return both ? op.batch(loadWorkers).load(other) : null;
    },
    elsewhere: !both,
    samePhone: row['same_phone'],
    sameNameAndBirth: row['same_name_and_birth'],
    // Said here already, and waiting for the other county's word: decided as far as this one goes.
    state:
      row['state'] === 'OPEN' && (row['told_apart_by'] as string[]).includes(path)
        ? 'NOT_THE_SAME'
        : row['state'],
    // The other county's words are its own.
    reason: both || (row['told_apart_by'] as string[]).at(-1) === path ? row['reason'] : null,
    foundAt: row['found_at'],
    decidedAt: row['decided_at'],
  };
}
export type DuplicateNode = ReturnType<typeof duplicateNode>;

/** The first wall, over `possible_duplicate p`. */
function duplicateStake(op: Operation): Sql {
  if (op.viewer.role === 'SYSTEM') return sql`true`;
  const { path } = op.viewer;
  return op.viewer.role === 'COUNTY_BUREAU'
    ? sql`(${underPath(sql`p.origin`, path)} or ${underPath(sql`p.other_origin`, path)})`
    : sql`false`;
}

/** The pairs that wait for the viewer's word, oldest first. */
export function duplicateList(op: Operation): ListQuery<DuplicateNode> {
  return {
    name: 'possible-duplicate',
    columns: COLUMNS,
    from: sql`from possible_duplicate p where ${duplicateStake(op)} and p.state = 'OPEN' and not (${op.viewer.path} = any(p.told_apart_by))`,
    keys: [sql`p.id`],
    descending: false,
    node: (row) => duplicateNode(op, row),
  };
}

/** Pairs by key, under the viewer's rights. */
export const loadDuplicates: BatchFunction<string, DuplicateNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), duplicateNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A pair just judged, and the position of the snapshot in which it was read back. */
export async function duplicatePayload(
  op: Operation,
  key: string,
): Promise<{ possibleDuplicate: DuplicateNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(DUPLICATE);
  return { possibleDuplicate: duplicateNode(op, row), position };
}

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} from possible_duplicate p where ${duplicateStake(op)} and p.id = any(${[...keys]}::uuid[])`;
}
