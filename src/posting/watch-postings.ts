import type { Watch } from '#journal/watch.js';
import { badInput } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation, Row } from '#kernel/operation.js';
import { soughtText } from '#kernel/plain-text.js';
import { LONGEST_SOUGHT } from './posting.list.js';
import { maySeePosting } from './posting-sight.rules.js';
import type { PostingFilter } from './posting.type.js';

export interface PostingPublishedArgs {
  filter?: PostingFilter | null;
  after?: string | null;
}

/** The topic postingPublished: a posting came into OPEN. Open postings are no secret: every signed-in side may watch. */
export const watchPostings: Watch<PostingPublishedArgs> = {
  field: 'postingPublished',
  noun: 'job_posting',
  enters: 'OPEN',
  admit(op, { filter }) {
    op.must('posting.read');
    if (filter?.workRegion != null) op.regions.must(filter.workRegion, 'filter.workRegion');
    if (filter?.employer != null) keyOf('Organization', filter.employer, 'filter.employer');
    if (filter?.text != null) soughtText('filter.text', filter.text, LONGEST_SOUGHT);
    if (filter?.states != null && !filter.states.includes('OPEN'))
      throw badInput('filter.states', 'NEVER_MATCHES', {
        zh: '此订阅只推送变为 OPEN 的岗位。',
        en: 'This stream tells of postings that become OPEN.',
      });
  },
  passes: (op, { filter }, change) =>
    op.may('posting.read') &&
    change.after !== null &&
    maySeePosting(op.viewer, change.after) &&
    passesFilter(op, filter ?? {}, change.after),
};

/** The filter over an image of the journal; the same questions as the list's conditions in posting.list.ts. */
export function passesFilter(op: Operation, filter: PostingFilter, image: Row): boolean {
  const text = filter.text?.trim();
  const wage = (image['wage_max_fen'] ?? image['wage_min_fen']) as number | null;
  return (
    (filter.states ?? ['OPEN']).includes(String(image['state'])) &&
    (filter.workRegion == null ||
      String(image['destination']).startsWith(
        op.regions.must(filter.workRegion, 'filter.workRegion').path,
      )) &&
    (filter.employer == null ||
      image['employer_id'] === keyOf('Organization', filter.employer, 'filter.employer')) &&
    (filter.suitable == null || image['suitable'] === filter.suitable) &&
    (filter.wageAtLeast == null || (wage !== null && Number(wage) >= filter.wageAtLeast)) &&
    (!filter.housing || image['housing'] === true) &&
    (text == null ||
      String(image['title']).includes(text) ||
      String(image['occupation'] ?? '').includes(text))
  );
}
