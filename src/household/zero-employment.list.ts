import sql, { empty, join, type Sql } from 'sql-template-tag';
import { stakeCondition, type StakeColumns, underPath } from '#access/stake-condition.js';
import { addDays } from '#kernel/business-day.js';
import { badInput } from '#kernel/error.js';
import { toGlobalId } from '#kernel/global-id.js';
import type { BatchFunction, Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loadHouseholds } from './household.list.js';
import { CLEARED_WITHIN_DAYS, daysOpen } from './zero-employment.rules.js';
import type { ZeroEmploymentFilter } from './zero-employment.type.js';

const COLUMNS = sql`z.id, z.household_id, z.opened_on::text as opened_on, z.opened_for, z.cleared_on::text as cleared_on, z.cleared_for, z.version`;
const STAKE: StakeColumns = { origin: sql`z.origin`, destination: sql`''` };
/** The newest cases shown with a household. */
const MOST_PER_HOUSEHOLD = 20;
/** A filter by days reaches back ten years; nothing here is older. */
const MOST_DAYS = 3_660;

/** A row, or an image of the journal, as the face reads it. */
export function zeroEmploymentNode(op: Operation, row: Row) {
  const key = String(row['id']);
  const openedOn = String(row['opened_on']);
  const clearedOn = row['cleared_on'] == null ? null : String(row['cleared_on']);
  const open = daysOpen(openedOn, clearedOn ?? op.today);
  return {
    key,
    get id() {
      return toGlobalId('ZeroEmployment', key);
    },
    get household() {
      return op.batch(loadHouseholds).load(String(row['household_id']));
    },
    openedOn,
    openedFor: row['opened_for'],
    clearedOn,
    clearedFor: row['cleared_for'] ?? null,
    daysOpen: open,
    dueOn: addDays(openedOn, CLEARED_WITHIN_DAYS),
    overdue: open > CLEARED_WITHIN_DAYS,
    version: row['version'],
  };
}
export type ZeroEmploymentNode = ReturnType<typeof zeroEmploymentNode>;

/** Whose cases the viewer may know of, over `zero_employment z`: the county's that serves the household. */
function zeroEmploymentStake(op: Operation): Sql {
  return stakeCondition(op.viewer, STAKE);
}

/** Cases of the county that match a filter, in the order of their place; those that are open unless asked otherwise. */
export function zeroEmploymentList(
  op: Operation,
  filter: ZeroEmploymentFilter,
): ListQuery<ZeroEmploymentNode> {
  return {
    name: 'zeroEmployment',
    columns: COLUMNS,
    from: zeroEmploymentRows(op, filter),
    keys: [sql`z.origin`, sql`z.id`],
    descending: false,
    node: (row) => zeroEmploymentNode(op, row),
  };
}

/** `from … where …`: the cases that match a filter and are the viewer's to see. */
export function zeroEmploymentRows(op: Operation, filter: ZeroEmploymentFilter): Sql {
  return sql`from zero_employment z where ${zeroEmploymentStake(op)}${conditions(op, filter)}`;
}

/** Days of a filter. BAD_USER_INPUT/DAYS_OPEN outside ten years. */
function days(asked: number): number {
  if (asked >= 0 && asked <= MOST_DAYS) return asked;
  throw badInput(
    'filter.daysOpenAtLeast',
    'DAYS_OPEN',
    { zh: `天数应在 0 至 ${MOST_DAYS} 之间。`, en: `Days lie between 0 and ${MOST_DAYS}.` },
    { limit: MOST_DAYS },
  );
}

function conditions(op: Operation, filter: ZeroEmploymentFilter): Sql {
  const found: Sql[] = [];
  // Left out: what is open; null: both.
  if (filter.cleared !== null)
    found.push(filter.cleared ? sql`z.cleared_on is not null` : sql`z.cleared_on is null`);
  if (filter.region != null)
    found.push(underPath(sql`z.origin`, op.regions.must(filter.region, 'filter.region').path));
  if (filter.daysOpenAtLeast != null)
    found.push(
      sql`z.opened_on <= coalesce(z.cleared_on, ${op.today}::date) - ${days(filter.daysOpenAtLeast)}::int`,
    );
  if (filter.openedFrom != null) found.push(sql`z.opened_on >= ${filter.openedFrom}::date`);
  if (filter.openedTo != null) found.push(sql`z.opened_on <= ${filter.openedTo}::date`);
  return found.length === 0 ? empty : sql` and ${join(found, ' and ')}`;
}

/** The newest cases of these households, newest first, at most 20 of each. */
export const loadCasesOfHouseholds: BatchFunction<string, ZeroEmploymentNode[]> = async (op, keys) => {
  const { rows } = await op.read(sql`select y.* from unnest(${[...keys]}::uuid[]) k (id) cross join lateral (
      select ${COLUMNS} from zero_employment z where ${zeroEmploymentStake(op)} and z.household_id = k.id
      order by z.id desc limit ${MOST_PER_HOUSEHOLD}) y`);
  const found = Map.groupBy(rows[0] ?? [], (r) => String(r['household_id']));
  return keys.map((k) => (found.get(k) ?? []).map((r) => zeroEmploymentNode(op, r)));
};

/** Cases by key, under the viewer's rights. */
export const loadCases: BatchFunction<string, ZeroEmploymentNode> = async (op, keys) => {
  const { rows } = await op.read(
    sql`select ${COLUMNS} from zero_employment z where ${zeroEmploymentStake(op)} and z.id = any(${[...keys]}::uuid[])`,
  );
  const found = new Map((rows[0] ?? []).map((r) => [String(r['id']), zeroEmploymentNode(op, r)]));
  return keys.map((k) => found.get(k) ?? null);
};
