import sql, { type Sql } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { toGlobalId, type NodeType } from '#kernel/global-id.js';
import type { Operation, RegionFact } from '#kernel/operation.js';
import { sixCounts } from './six-lists.js';

/** The eight of the operating model "eight ones" (八个一), in the order in which Liping names them (domain S1-06). */
export const EIGHT_ONES = [
  'REGISTRY',
  'COOPERATION_AGREEMENT',
  'DISPATCH_ORDER',
  'TRAINING_ENTRUSTMENT',
  'GUARANTEE_AGREEMENT',
  'EMPLOYMENT_RECEIPT',
  'EMPLOYMENT_LEDGER',
  'OUTREACH_GROUP',
] as const;
export type EightOne = (typeof EIGHT_ONES)[number];

/** One of the eight, as the records say. */
export interface OnePoint {
  readonly point: EightOne;
  readonly number: number;
  readonly fulfilled: boolean;
  readonly count: number;
  /** Global id of the newest record; null where it is a list of people, or nothing is there. */
  readonly latest: string | null;
}

/** What stands for a point that is a record of its own kind: its noun, and `id, n` of those of the year. */
interface Kept {
  readonly point: EightOne;
  readonly noun: NodeType;
  readonly rows: Sql;
}

/** The eight of a region and a year, each counted in the records that fulfil it; two statements, one snapshot. */
export async function eightOnes(op: Operation, origin: RegionFact, year: number): Promise<OnePoint[]> {
  const kept = keptOf(origin, year);
  const parts = kept.map(
    ({ point, rows }) =>
      sql`select ${point}::text as point, count(*)::int as n, max(r.id::text) as latest from (${rows}) r`,
  );
  const together = parts.reduce((all, part) => sql`${all} union all ${part}`);
  const { rows } = await op.read(sixCounts(origin), together);
  const [people = {}] = rows[0] ?? [];
  const counted = new Map((rows[1] ?? []).map((row) => [String(row['point']), row]));
  return EIGHT_ONES.map((point, i) => {
    const record = kept.find((one) => one.point === point);
    const row = counted.get(point);
    const count = record ? Number(row?.['n'] ?? 0) : Number(people[LISTS[point] ?? ''] ?? 0);
    const latest = record && row?.['latest'] != null ? toGlobalId(record.noun, String(row['latest'])) : null;
    return { point, number: i + 1, fulfilled: count > 0, count, latest };
  });
}

/** The two that are lists of people: who is hard to place, and who of them is at work. */
const LISTS: Partial<Record<EightOne, string>> = {
  REGISTRY: 'in_hardship',
  EMPLOYMENT_LEDGER: 'in_hardship_employed',
};

function keptOf({ path }: RegionFact, year: number): Kept[] {
  const [from, to] = [sql`make_date(${year}::int, 1, 1)`, sql`make_date(${year}::int + 1, 1, 1)`];
  const under = (column: Sql): Sql => underPath(column, path);
  // A paper is signed for the region, too, by whatever it lies in: a prefecture for its counties, a county for its towns.
  const about = (column: Sql): Sql => sql`(${under(column)} or starts_with(${path}, ${column}))`;
  const day = (moment: Sql): Sql => sql`(${moment} at time zone 'Asia/Shanghai')::date`;
  return [
    {
      point: 'COOPERATION_AGREEMENT',
      noun: 'CooperationAgreement',
      rows: sql`select c.id from cooperation_agreement c where c.year = ${year}::int and ${about(sql`c.origin`)}`,
    },
    {
      point: 'DISPATCH_ORDER',
      noun: 'DispatchOrder',
      rows: sql`select d.id from dispatch_order d where ${under(sql`d.origin`)} and d.state <> 'CANCELLED'
        and ${day(sql`d.created_at`)} >= ${from} and ${day(sql`d.created_at`)} < ${to}`,
    },
    {
      point: 'TRAINING_ENTRUSTMENT',
      noun: 'TrainingEntrustment',
      rows: sql`select t.id from training_entrustment t where ${about(sql`t.origin`)} and t.cancelled_on is null
        and t.issued_on >= ${from} and t.issued_on < ${to}`,
    },
    {
      point: 'GUARANTEE_AGREEMENT',
      noun: 'DispatchOrder',
      rows: sql`select d.id from dispatch_order d where ${under(sql`d.origin`)} and d.agreement_ref is not null
        and ${day(sql`d.created_at`)} >= ${from} and ${day(sql`d.created_at`)} < ${to}`,
    },
    {
      point: 'EMPLOYMENT_RECEIPT',
      noun: 'Arrival',
      rows: sql`select a.id from arrival a where ${under(sql`a.origin`)} and a.receipt_no is not null
        and a.on_post_on >= ${from} and a.on_post_on < ${to}`,
    },
    {
      point: 'OUTREACH_GROUP',
      noun: 'OutreachGroup',
      rows: sql`select g.id from outreach_group g where ${under(sql`g.path`)} and g.closed_on is null`,
    },
  ];
}
