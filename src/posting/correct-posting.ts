import { LockMode } from '@mikro-orm/core';
import { conflict } from '#kernel/error.js';
import type { Operation } from '#kernel/operation.js';
import { findPosting } from './find-posting.js';
import type { JobPosting } from './job-posting.entity.js';
import { writeContent } from './posting.rules.js';
import type { PostingContent } from './posting.type.js';

/** The employer or station writes a posting again while it is DRAFT, OPEN or PAUSED; the place of work stays. */
export async function correctPosting(
  op: Operation,
  input: { id: string; version?: number | null; content: PostingContent },
): Promise<JobPosting> {
  op.must('posting.correct');
  const posting = await findPosting(op, input.id);
  op.must('posting.correct', posting);
  if (input.version != null) await op.em.lock(posting, LockMode.OPTIMISTIC, input.version);
  if (!['DRAFT', 'OPEN', 'PAUSED'].includes(posting.state)) posting.mustBe('DRAFT');
  const { destination } = posting;
  writeContent(op, posting, input.content);
  if (posting.state !== 'DRAFT' && posting.destination !== destination)
    throw conflict('WORK_REGION_FIXED', {
      zh: '岗位开放后不能改变工作地区，请撤回后重新发布。',
      en: 'An opened posting keeps its place of work. Withdraw it and post anew.',
    });
  if (posting.headcount < posting.filled + posting.held)
    throw conflict(
      'HEADCOUNT_BELOW_TAKEN',
      {
        zh: `已有 ${posting.filled + posting.held} 个名额被占用，招聘人数不能更少。`,
        en: `${posting.filled + posting.held} places are taken; the headcount cannot be lower.`,
      },
      { limit: posting.filled + posting.held },
    );
  return posting;
}
