import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { HouseError, notFound } from '#kernel/error.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { soughtText } from '#kernel/plain-text.js';
import { regionOf } from '#party/party.list.js';
import { loadBuildings } from './building.list.js';
import type { HouseholdFilter } from './household.type.js';

/** What a refusal calls a household. */
export const HOUSEHOLD = { zh: '户', en: 'household' } as const;

const COLUMNS = sql`h.id, h.no, h.region_code, h.building_id, h.address_enc, h.moved_from, h.registered_at, h.version,
  l.members, l.labourers, l.employed`;
const FROM = sql`from household h join household_labor l on l.household_id = h.id`;

/** A row as the face reads it. The address is opened when read. */
export function householdNode(op: Operation, row: Row) {
  const key = String(row['id']);
  return {
    key,
    get id() {
      return toGlobalId('Household', key);
    },
    no: row['no'],
    get region() {
      return regionOf(op, row['region_code']);
    },
    get building() {
      return row['building_id'] == null ? null : op.batch(loadBuildings).load(String(row['building_id']));
    },
    get address() {
      return row['address_enc'] == null ? null : opened(op, String(row['address_enc']));
    },
    get movedFrom() {
      return row['moved_from'] == null ? null : regionOf(op, row['moved_from']);
    },
    memberCount: row['members'],
    labourers: row['labourers'],
    employed: row['employed'],
    registeredAt: row['registered_at'],
    version: row['version'],
  };
}
export type HouseholdNode = ReturnType<typeof householdNode>;

/** What cannot be opened is answered, not thrown: a thrown fault would take the page with it. */
function opened(op: Operation, sealed: string): string | Error {
  try {
    return op.vault.open(sealed);
  } catch (fault) {
    if (fault instanceof HouseError) return fault;
    throw fault;
  }
}

// No destination has any (domain 3.4, Family): nothing is under the empty path.
const STAKE: StakeColumns = { origin: sql`h.origin`, destination: sql`''` };

/** Whose households the viewer may know of, over `household h`: the county that serves them, nobody else. */
function householdStake(op: Operation): Sql {
  return stakeCondition(op.viewer, STAKE);
}

/** Households of the county that match a filter, in the order of their place. */
export function householdList(op: Operation, filter: HouseholdFilter): ListQuery<HouseholdNode> {
  const where = sql`where ${householdStake(op)}${conditions(op, filter)}`;
  const asked = [filter.zeroEmployment, filter.withLabour, filter.withEmployed].some(
    (value) => value != null,
  );
  return {
    name: 'household',
    columns: COLUMNS,
    from: sql`${FROM} ${where}`,
    keys: [sql`h.origin`, sql`h.id`],
    descending: false,
    node: (row) => householdNode(op, row),
    count: sql`select count(*)::int as total ${asked ? FROM : sql`from household h`} ${where}`,
  };
}

function conditions(op: Operation, filter: HouseholdFilter): Sql {
  const found: Sql[] = [];
  if (filter.region != null)
    found.push(underPath(sql`h.origin`, op.regions.must(filter.region, 'filter.region').path));
  if (filter.building != null)
    found.push(sql`h.building_id = ${keyOf('Building', filter.building, 'filter.building')}`);
  if (filter.movedFrom != null) {
    const { path } = op.regions.must(filter.movedFrom, 'filter.movedFrom');
    found.push(
      sql`exists (select from region r where r.code = h.moved_from and ${underPath(sql`r.path`, path)})`,
    );
  }
  if (filter.no != null) found.push(sql`h.no = ${soughtText('filter.no', filter.no, 30)}`);
  if (filter.zeroEmployment != null)
    found.push(sql`(l.labourers > 0 and l.employed = 0) = ${filter.zeroEmployment}`);
  if (filter.withLabour != null) found.push(sql`(l.labourers > 0) = ${filter.withLabour}`);
  if (filter.withEmployed != null) found.push(sql`(l.employed > 0) = ${filter.withEmployed}`);
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** Households by key, under the viewer's rights. */
export const loadHouseholds: BatchFunction<string, HouseholdNode> = async (op, keys) => {
  const { rows } = await op.read(byKey(op, keys));
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), householdNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

/** A household just written, and the position of the snapshot in which it was read back. */
export async function householdPayload(
  op: Operation,
  key: string,
): Promise<{ household: HouseholdNode; position: string }> {
  const { rows, position } = await op.read(byKey(op, [key]));
  const row = rows[0]?.[0];
  if (!row) throw notFound(HOUSEHOLD);
  return { household: householdNode(op, row), position };
}

/** The household of which these people are now, by worker. */
export const loadHouseholdOfWorkers: BatchFunction<string, HouseholdNode> = async (op, keys) => {
  const { rows } = await op.read(sql`select m.worker_id as of, ${COLUMNS} ${FROM}
    join household_member m on m.household_id = h.id and m.left_on is null
    where ${householdStake(op)} and m.worker_id = any(${[...keys]}::uuid[])`);
  const found = new Map((rows[0] ?? []).map((r) => [String(r['of']), householdNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};

function byKey(op: Operation, keys: readonly string[]): Sql {
  return sql`select ${COLUMNS} ${FROM} where ${householdStake(op)} and h.id = any(${[...keys]}::uuid[])`;
}
