import { toGlobalId } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { draftPosting, type PostingOrigin } from '#posting/draft-posting.js';
import { openPosting } from '#posting/open-posting.js';
import type { PostingContent } from '#posting/posting.type.js';
import { submitPosting } from '#posting/submit-posting.js';

/** One posting to be written down, handed in and opened. */
export interface PostingToBring {
  readonly employerId: string;
  readonly content: PostingContent;
  readonly from: PostingOrigin;
  /** The wage in the words of the source, at most 200 characters. */
  readonly wageText?: string | null;
  readonly suitable: boolean;
}

/**
 * Takes postings to OPEN, or as far as the viewer may, by the verbs that a person would use, under the rights of the
 * operation's viewer, inside its transaction. Every step is taken for all of them before the next, so that each step is
 * one statement and one journal batch. The first refusal refuses all: the transaction is lost.
 */
export async function bringPostings(op: Operation, postings: readonly PostingToBring[]): Promise<void> {
  op.em.setFlushMode('commit');
  const ids: { id: string; suitable: boolean }[] = [];
  for (const { employerId, content, from, wageText, suitable } of postings) {
    const employer = toGlobalId('Organization', employerId);
    const posting = await draftPosting(op, { employer, content }, from);
    posting.wageText = wageText ?? null;
    ids.push({ id: toGlobalId('JobPosting', posting.id), suitable });
  }
  await op.em.flush();
  for (const { id } of ids) await submitPosting(op, { id });
  await op.em.flush();
  // Who may not open it has handed it in, and the station goes on with it.
  if (!op.may('posting.open')) return;
  for (const { id, suitable } of ids) await openPosting(op, { id, suitable });
  await op.em.flush();
}
