import sql, { empty, join } from 'sql-template-tag';
import { underPath } from '#access/stake-condition.js';
import { keyOf, toGlobalId } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import type { ListQuery } from '#kernel/page.js';
import { loaderOf, type Published } from '#kernel/published.js';
import { codeOf } from '#kernel/region-code.js';
import { loadOrganizations, regionOf } from '#party/party.list.js';
import { TRAINING_ENTRUSTMENT } from './cancel-training-entrustment.js';

function entrustmentNode(op: Operation, row: Row) {
  return {
    id: toGlobalId('TrainingEntrustment', String(row['id'])),
    origin: regionOf(op, codeOf(String(row['origin']))),
    get provider() {
      return op.batch(loadOrganizations).load(String(row['provider_id']));
    },
    entrustmentNo: row['entrustment_no'],
    occupation: row['occupation'],
    persons: row['persons'],
    cost: row['cost_fen'] ?? null,
    issuedOn: row['issued_on'],
    fromOn: row['from_on'],
    toOn: row['to_on'],
    cancelledOn: row['cancelled_on'] ?? null,
    cancelledBecause: row['cancelled_because'] ?? null,
    version: row['version'],
  };
}
export type EntrustmentNode = ReturnType<typeof entrustmentNode>;

export const TRAINING_ENTRUSTMENTS: Published<EntrustmentNode> = {
  says: TRAINING_ENTRUSTMENT,
  columns: sql`t.id, t.origin, t.provider_id, t.entrustment_no, t.occupation, t.persons, t.cost_fen, t.issued_on::text as issued_on,
    t.from_on::text as from_on, t.to_on::text as to_on, t.cancelled_on::text as cancelled_on, t.cancelled_because, t.version`,
  from: sql`training_entrustment t`,
  id: sql`t.id`,
  node: entrustmentNode,
};

/** Which entrustments are asked for. */
export interface EntrustmentsAsked {
  readonly origin?: string | null;
  readonly provider?: string | null;
  readonly year?: number | null;
  readonly cancelled?: boolean | null;
}

/** Entrustments that match, newest first. What public money is spent on is published: every signed-in side sees them all. */
export function entrustmentList(
  op: Operation,
  { origin, provider, year, cancelled }: EntrustmentsAsked,
): ListQuery<EntrustmentNode> {
  const conditions = [
    sql`true`,
    origin == null ? empty : underPath(sql`t.origin`, op.regions.must(origin, 'filter.origin').path),
    provider == null
      ? empty
      : sql`t.provider_id = ${keyOf('Organization', provider, 'filter.provider')}::uuid`,
    year == null ? empty : sql`extract(year from t.issued_on) = ${year}`,
    cancelled == null ? empty : sql`(t.cancelled_on is not null) = ${cancelled}`,
  ].filter((condition) => condition !== empty);
  return {
    name: 'training-entrustment',
    columns: TRAINING_ENTRUSTMENTS.columns,
    from: sql`from training_entrustment t where ${join(conditions, ' and ')}`,
    keys: [sql`t.id`],
    descending: true,
    node: (row) => entrustmentNode(op, row),
  };
}

/** Entrustments by key. */
export const loadTrainingEntrustments = loaderOf(TRAINING_ENTRUSTMENTS);
