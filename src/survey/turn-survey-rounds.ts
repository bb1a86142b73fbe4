import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { enrolScope } from './enrol-scope.js';
import { SurveyRound } from './survey-round.entity.js';

/** Rounds turned in one transaction at most: opening one enrols a county, and the clock comes again. */
const MOST_AT_ONCE = 5;

/**
 * The clock opens planned rounds on their first day and closes open ones after their last (PLANNED → OPEN, OPEN →
 * CLOSED). A planned round whose last day has passed is closed without having been opened. Run inside
 * `transact('clock.turnSurveyRounds')` as the system. Answers how many.
 */
export async function turnSurveyRounds(op: Operation): Promise<number> {
  op.must('clock.turnSurveyRounds');
  const due = await op.em.find(
    SurveyRound,
    {
      $or: [
        { state: 'PLANNED', windowFrom: { $lte: op.today } },
        { state: 'OPEN', windowTo: { $lt: op.today } },
      ],
    },
    { orderBy: { origin: 'asc', id: 'asc' }, limit: MOST_AT_ONCE },
  );
  for (const round of due) {
    await op.em.refresh(round, { lockMode: LockMode.PESSIMISTIC_WRITE });
    // Between the look and the lock the county may have closed it, or put its days off.
    if (round.state !== 'CLOSED' && round.windowTo < op.today) round.close(op.now);
    else if (round.state === 'PLANNED' && round.windowFrom <= op.today) {
      await enrolScope(op, round);
      round.open(op.now);
    }
  }
  return due.length;
}
