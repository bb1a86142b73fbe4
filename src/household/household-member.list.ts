import sql, { type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns } from '#access/stake-condition.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import { loadWorkers } from '#worker/worker.list.js';
import { RELATIONS } from './household-member.entity.js';

const COLUMNS = sql`m.household_id, m.worker_id, m.relation, m.joined_on::text as joined_on, m.left_on::text as left_on, m.left_for`;
const STAKE: StakeColumns = { origin: sql`m.origin`, destination: sql`''` };
/** The newest of those who were of a household, shown with it. */
const MOST_FORMER = 50;

/** A row as the face reads it. */
function memberNode(op: Operation, row: Row) {
  return {
    get worker() {
      return op.batch(loadWorkers).load(String(row['worker_id']));
    },
    relation: row['relation'],
    joinedOn: row['joined_on'],
    leftOn: row['left_on'] ?? null,
    leftFor: row['left_for'] ?? null,
  };
}
export type MemberNode = ReturnType<typeof memberNode>;

function memberStake(op: Operation): Sql {
  return stakeCondition(op.viewer, STAKE);
}

/** Who is of these households now: the head first, then in the order of relations and of joining. */
export const loadMembers: BatchFunction<string, MemberNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select ${COLUMNS} from household_member m where ${memberStake(op)}
    and m.household_id = any(${[...keys]}::uuid[]) and m.left_on is null
    order by array_position(${[...RELATIONS]}::text[], m.relation), m.joined_on, m.id`);
  return ofHouseholds(op, keys, rows[0] ?? []);
};

/** Who was of these households, the last to leave first, at most 50 of each. */
export const loadFormerMembers: BatchFunction<string, MemberNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select y.* from unnest(${[...keys]}::uuid[]) k (id) cross join lateral (
      select ${COLUMNS} from household_member m where ${memberStake(op)} and m.household_id = k.id and m.left_on is not null
      order by m.left_on desc, m.id desc limit ${MOST_FORMER}) y`);
  return ofHouseholds(op, keys, rows[0] ?? []);
};

function ofHouseholds(op: Operation, keys: readonly string[], rows: readonly Row[]): MemberNode[][] {
  const found = Map.groupBy(rows, (r) => String(r['household_id']));
  return keys.map((k) => (found.get(k) ?? []).map((r) => memberNode(op, r)));
}
