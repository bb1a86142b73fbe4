import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { LeaveReason, ListWatch } from '#journal/list-watch.js';
import type { Row } from '#kernel/operation.js';
import { type Allocation, remainingFor } from '#posting/job-posting.entity.js';
import { PostingNode } from '#posting/posting.list.js';
import { maySeePosting } from '#posting/posting-sight.rules.js';
import { inSupply } from './four-counts.js';
import { askedPair, mustSeePair, type PairArgs } from './pair.js';

/** The supply list of a pair, watched: one row is one posting with a place for this origin. */
export const watchSupplyList: ListWatch<PairArgs> = {
  field: 'watchSupplyList',
  name: 'Supply',
  noun: 'job_posting',
  type: 'JobPosting',
  key: 'id',
  admit: (op, args) => mustSeePair(op, askedPair(op, args)),
  rows: (op, args, part) =>
    sql`select ${imageOf('p', part, ['id', 'version'])} as image from job_posting p where ${inSupply(askedPair(op, args))}`,
  holds(op, args, image) {
    const { origin, destination } = askedPair(op, args);
    return (
      maySeePosting(op.viewer, image) &&
      image['state'] === 'OPEN' &&
      image['suitable'] === true &&
      String(image['destination']).startsWith(destination.path) &&
      placesFor(image, origin.path) > 0
    );
  },
  reason(op, args, _before, after) {
    if (!after) return 'CLOSED';
    if (!maySeePosting(op.viewer, after)) return 'PERMISSION';
    const state = String(after['state']);
    if (state !== 'OPEN') return ENDED[state] ?? 'CLOSED';
    return placesFor(after, askedPair(op, args).origin.path) === 0 ? 'FILLED' : 'MOVED';
  },
  node: (op, args, image) => ({
    posting: new PostingNode(op, image, false),
    remaining: placesFor(image, askedPair(op, args).origin.path),
  }),
};

const ENDED: Readonly<Record<string, LeaveReason>> = { FILLED: 'FILLED', EXPIRED: 'EXPIRED' };

/** Places left for an origin, by the posting's image. */
function placesFor(image: Row, originPath: string): number {
  return remainingFor(
    {
      headcount: Number(image['headcount']),
      filled: Number(image['filled']),
      held: Number(image['held']),
      allocations: image['allocations'] as Allocation[],
    },
    originPath,
  );
}
