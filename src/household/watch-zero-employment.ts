import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { ListWatch } from '#journal/list-watch.js';
import type { Operation, Row } from '#kernel/operation.js';
import { zeroEmploymentNode, zeroEmploymentRows } from './zero-employment.list.js';

export interface ZeroEmploymentArgs {
  readonly region?: string | null;
}

/**
 * The zero-employment households that are open now, watched: as `zeroEmploymentHouseholds` of the same region shows them. What
 * moves with the days alone (how long, overdue) is no change of a row, so nothing is asked by it.
 */
export const watchZeroEmployment: ListWatch<ZeroEmploymentArgs> = {
  field: 'watchZeroEmployment',
  name: 'ZeroEmployment',
  noun: 'zero_employment',
  type: 'ZeroEmployment',
  key: 'id',
  admit(op, { region }) {
    op.must('household.read');
    if (region != null) op.regions.must(region, 'region');
  },
  rows: (op, { region }, part) =>
    sql`select ${imageOf('z', part, ['id', 'version'])} as image ${zeroEmploymentRows(op, { region: region ?? null })}`,
  holds: (op, { region }, image) =>
    mayKnow(op, image) &&
    image['cleared_on'] == null &&
    (region == null || String(image['origin']).startsWith(op.regions.must(region, 'region').path)),
  reason(op, _args, _before, after) {
    if (!after) return 'CLOSED';
    if (!mayKnow(op, after)) return 'PERMISSION';
    return after['cleared_on'] == null ? 'MOVED' : 'CLOSED';
  },
  node: (op, _args, image) => zeroEmploymentNode(op, image),
};

/** The same question as the list's stake asks. */
function mayKnow(op: Operation, image: Row): boolean {
  return op.may('household.read', { origin: String(image['origin']) });
}
