import sql from 'sql-template-tag';
import { imageOf } from '#journal/image-part.js';
import type { LeaveReason, ListWatch } from '#journal/list-watch.js';
import { keyOf } from '#kernel/global-id.js';
import type { Row } from '#kernel/operation.js';
import { soughtText } from '#kernel/plain-text.js';
import { postingConditions, LONGEST_SOUGHT, PostingNode, postingStake } from './posting.list.js';
import { maySeePosting } from './posting-sight.rules.js';
import type { PostingFilter } from './posting.type.js';
import { passesFilter } from './watch-postings.js';

export interface PostingListArgs {
  readonly filter?: PostingFilter | null;
}

/** The list of postings, watched: as `jobPostings` with the same filter shows it. */
export const watchPostingList: ListWatch<PostingListArgs> = {
  field: 'watchPostings',
  name: 'Posting',
  noun: 'job_posting',
  type: 'JobPosting',
  key: 'id',
  admit(op, { filter }) {
    op.must('posting.read');
    if (filter?.workRegion != null) op.regions.must(filter.workRegion, 'filter.workRegion');
    if (filter?.employer != null) keyOf('Organization', filter.employer, 'filter.employer');
    if (filter?.text != null) soughtText('filter.text', filter.text, LONGEST_SOUGHT);
  },
  rows: (op, { filter }, part) =>
    sql`select ${imageOf('p', part, ['id', 'version'])} as image from job_posting p where ${postingStake(op)}${postingConditions(op, filter ?? {})}`,
  holds: (op, { filter }, image) =>
    op.may('posting.read') && maySeePosting(op.viewer, image) && passesFilter(op, filter ?? {}, image),
  reason(op, _args, before, after) {
    if (!after) return 'CLOSED';
    if (!maySeePosting(op.viewer, after)) return 'PERMISSION';
    return before['state'] === after['state'] ? 'MOVED' : (ENDED[String(after['state'])] ?? 'CLOSED');
  },
  node: (op, _args, image: Row) => new PostingNode(op, image, false),
};

const ENDED: Readonly<Record<string, LeaveReason>> = { FILLED: 'FILLED', EXPIRED: 'EXPIRED' };
