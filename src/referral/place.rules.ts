import { conflict } from '#kernel/error.js';
import { inAnotherState } from '#kernel/steps.js';
import {
  type Allocation,
  type JobPosting,
  POSTING_STEPS,
  POSTING_WORDS,
  remainingFor,
} from '#posting/job-posting.entity.js';

/**
 * Holds one place of a locked posting for a worker of `origin`; the last one makes it FILLED. A paused
 * posting still honours the offers that were made. POSTING_FULL or POSTING_NOT_OPEN otherwise.
 */
export function holdPlace(posting: JobPosting, origin: string): void {
  if (posting.state === 'FILLED' || remainingFor(posting, origin) === 0)
    throw conflict('POSTING_FULL', { zh: '该岗位名额已满。', en: 'The posting has no place left.' });
  if (posting.state !== 'OPEN' && posting.state !== 'PAUSED')
    throw inAnotherState(POSTING_WORDS, POSTING_STEPS, posting.state, 'POSTING_NOT_OPEN', {
      zh: '不能再占用名额',
      en: 'and its places can no longer be taken',
    });
  posting.held += 1;
  posting.allocations = used(posting.allocations, origin, 1);
  if (posting.state === 'OPEN' && posting.filled + posting.held >= posting.headcount)
    posting.moveTo('FILLED');
}

/** Gives a held place back; a full posting opens again unless its validity has passed. */
export function giveBackPlace(posting: JobPosting, origin: string, today: string): void {
  posting.held -= 1;
  posting.allocations = used(posting.allocations, origin, -1);
  if (posting.state === 'FILLED' && posting.validTo > today) posting.moveTo('OPEN');
}

/** A held place becomes a filled one; the places left stay the same. */
export function fillPlace(posting: JobPosting): void {
  posting.held -= 1;
  posting.filled += 1;
}

/** Origins of one posting never overlap, so at most one allocation counts a worker. */
function used(allocations: readonly Allocation[], origin: string, by: 1 | -1): Allocation[] {
  return allocations.map((a) => (origin.startsWith(a.origin) ? { ...a, used: a.used + by } : a));
}
