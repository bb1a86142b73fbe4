import sql, { type Sql } from 'sql-template-tag';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { WORKER_COLUMNS, WORKER_FROM, type WorkerNode, workerNode } from '#worker/worker.list.js';
import { inBase, tierOf } from './four-counts.js';
import type { Pair } from './pair.js';
import type { Tier } from './weigh.js';

/*
 * The demand list (求职需求清单, domain 4.3 A): one row per worker of the labour base with a confirmed wish to
 * go out or change jobs that reaches this destination, who has no job (or asks to change it) and has not
 * arrived since. Rows on their way stay until the arrival is verified.
 */

export const DEMAND_STAGES = ['OPEN', 'REFERRED', 'OFFERED', 'IN_FLIGHT', 'IN_FLIGHT_ELSEWHERE'] as const;

export interface DemandRow {
  readonly worker: WorkerNode;
  readonly tier: Tier;
  readonly preferenceRank: number | null;
  readonly stage: (typeof DEMAND_STAGES)[number];
  readonly referrals: number;
  readonly occupations: string[];
  readonly wageMin: number | null;
  readonly availableFrom: string | null;
  readonly confirmedAt: Date;
  readonly expiresOn: string;
}

/** The list of a pair, optionally only of some tiers. The policies on standing keep out who is not the viewer's. */
export function demandList(op: Operation, pair: Pair, tiers: readonly Tier[] | null): ListQuery<DemandRow> {
  const condition = inDemand(pair, tiers);
  return {
    name: `demand:${pair.key}`,
    columns: sql`${WORKER_COLUMNS}, ${tierOf(pair)} as tier, s.referrals, s.offered, s.in_flight_to, v.destination_codes, v.occupations,
      v.wage_min_fen, v.available_from, v.confirmed_at, v.valid_to as wish_valid_to`,
    from: sql`${WORKER_FROM} join willingness v on v.id = s.willingness_id where ${condition}`,
    keys: [sql`s.worker_id`],
    descending: false,
    node: (row) => demandRow(op, pair, row),
    count: sql`select count(*)::int as total from standing s where ${condition}`,
  };
}

/** The demand list as a condition on `standing s`. */
export function inDemand(pair: Pair, tiers: readonly Tier[] | null): Sql {
  return sql`${inBase(pair)} and s.in_demand and ${tierOf(pair)} = any(${[...(tiers ?? ['EXPLICIT', 'BROAD', 'OPEN'])]}::text[])`;
}

function demandRow(op: Operation, pair: Pair, row: Row): DemandRow {
  const inFlight = row['in_flight_to'] as string | null;
  const rank = (row['destination_codes'] as string[]).findIndex((code) => reaches(op, pair, code));
  return {
    worker: workerNode(op, row),
    tier: row['tier'] as Tier,
    preferenceRank: rank < 0 ? null : rank + 1,
    stage: inFlight
      ? inFlight.startsWith(pair.destination.path)
        ? 'IN_FLIGHT'
        : 'IN_FLIGHT_ELSEWHERE'
      : row['offered']
        ? 'OFFERED'
        : Number(row['referrals']) > 0
          ? 'REFERRED'
          : 'OPEN',
    referrals: Number(row['referrals']),
    occupations: row['occupations'] as string[],
    wageMin: row['wage_min_fen'] == null ? null : Number(row['wage_min_fen']),
    availableFrom: row['available_from'] as string | null,
    confirmedAt: row['confirmed_at'] as Date,
    expiresOn: String(row['wish_valid_to']),
  };
}

/** Does this named place reach the destination, outright or broadly? */
function reaches(op: Operation, pair: Pair, code: string): boolean {
  const path = op.regions.get(code)?.path ?? code;
  return (
    path.startsWith(pair.destination.path) ||
    pair.destination.path.startsWith(path) ||
    pair.broadKeys.includes(code)
  );
}
