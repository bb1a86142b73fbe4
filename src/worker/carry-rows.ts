import sql, { empty, raw, type Sql } from 'sql-template-tag';
import type { Operation } from '#kernel/operation.js';
import { uuids } from './index-workers.js';

/**
 * What goes with a person from one record to the other, upper rooms' tables too, by their names: wishes, tags, the household, the plans of
 * help with their measures, visits to warm-heart houses, and the whole way.
 * Not what somebody did with one record: who read it, what befell it.
 */
const CARRIED = [
  'willingness',
  'referral',
  'dispatch_order',
  'trip_passenger',
  'arrival',
  'return_record',
  'worker_tag',
  'consent',
  'household_member',
  'assistance_plan',
  'assistance_measure',
  'station_visit',
  'worker',
] as const;
type Carried = (typeof CARRIED)[number];

/** Those whose other column names the person. */
const COLUMN: Readonly<Partial<Record<Carried, string>>> = { worker: 'merged_into' };

/** What is once of a person at a time stays where it is while the other record has it; a measure stays with its plan. */
const UNLESS_THERE: Readonly<Partial<Record<Carried, (to: string) => Sql>>> = {
  worker_tag: (to) => sql` and not exists (select from worker_tag k where k.worker_id = ${to}
    and k.tag = t.tag and daterange(k.valid_from, k.valid_to) && daterange(t.valid_from, t.valid_to))`,
  return_record: (to) => sql` and (t.left_again_on is not null
    or not exists (select from return_record k where k.worker_id = ${to} and k.left_again_on is null))`,
  consent: (
    to,
  ) => sql` and (t.withdrawn_on is not null or not exists (select from consent k where k.worker_id = ${to}
    and k.recipient_id = t.recipient_id and k.purpose = t.purpose and k.withdrawn_on is null))`,
  household_member: (to) => sql` and not exists (select from household_member k where k.worker_id = ${to}
    and daterange(k.joined_on, k.left_on) && daterange(t.joined_on, t.left_on))`,
  assistance_plan: (to) => sql` and (t.state = 'CLOSED'
    or not exists (select from assistance_plan k where k.worker_id = ${to} and k.state = 'OPEN'))`,
  assistance_measure: (to) =>
    sql` and t.plan_id in (select k.id from assistance_plan k where k.worker_id = ${to})`,
};

/** Everything of one record becomes the other's. Belongs inside `asSystem`. Answers the keys by table. */
export async function carryRows(op: Operation, from: string, to: string): Promise<Record<string, string[]>> {
  const carried: Record<string, string[]> = {};
  for (const table of CARRIED) {
    const rows = await op.run(
      sql`${moving(table, to)} where t.${column(table)} = ${from}${UNLESS_THERE[table]?.(to) ?? empty}
        returning t.id::text as id`,
    );
    carried[table] = rows.map((row) => String(row['id']));
  }
  return carried;
}

/**
 * What came from a record goes back to it, and what has grown out of it since: a dispatch goes with its referral, an arrival and a
 * seat with their dispatch, a measure with its plan. What was written of the kept record since stays there. Belongs inside `asSystem`.
 */
export async function carryBack(
  op: Operation,
  carried: Readonly<Record<string, readonly string[]>>,
  from: string,
  to: string,
): Promise<void> {
  for (const table of CARRIED)
    await op.run(
      sql`${moving(table, to)} where t.${column(table)} = ${from} and t.id = any(${uuids(carried[table] ?? [])}::uuid[])`,
    );
  const grown = (table: Carried, on: Sql): Sql =>
    sql`${moving(table, to)} where t.worker_id = ${from} and ${on}`;
  await op.run(
    grown('dispatch_order', sql`t.referral_id in (select r.id from referral r where r.worker_id = ${to})`),
  );
  for (const table of ['trip_passenger', 'arrival'] as const)
    await op.run(
      grown(table, sql`t.dispatch_id in (select d.id from dispatch_order d where d.worker_id = ${to})`),
    );
  await op.run(
    grown(
      'assistance_measure',
      sql`t.plan_id in (select p.id from assistance_plan p where p.worker_id = ${to})`,
    ),
  );
}

function moving(table: Carried, to: string): Sql {
  return sql`update ${raw(table)} t set ${column(table)} = ${to}, version = t.version + 1`;
}

function column(table: Carried): Sql {
  return raw(COLUMN[table] ?? 'worker_id');
}
