import { LockMode } from '@mikro-orm/core';
import { conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { findWorker } from '#worker/find-worker.js';
import { SurveyAnswer } from './survey-answer.entity.js';
import type { SurveyRound } from './survey-round.entity.js';

/** What a refusal calls an answer. */
export const SURVEY_ANSWER = { zh: '走访结果', en: 'survey answer' } as const;

/** The answer of an id, locked for this transaction, or NOT_FOUND when it is not there or not the county’s. */
export async function findSurveyAnswer(op: Operation, id: string, field = 'input.id'): Promise<SurveyAnswer> {
  const key = keyOf('SurveyAnswer', id, field);
  const answer = await op.em.findOne(SurveyAnswer, { id: key }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!answer) throw notFound(SURVEY_ANSWER, field);
  return answer;
}

/**
 * A worker’s row in a round, locked for this transaction. NOT_FOUND when the worker is not the viewer’s to know of;
 * CONFLICT/NOT_IN_ROUND when the round does not ask the person.
 */
export async function findAnswerOf(op: Operation, round: SurveyRound, worker: string): Promise<SurveyAnswer> {
  const { id } = await findWorker(op, worker, 'input.worker');
  const answer = await op.em.findOne(
    SurveyAnswer,
    { roundId: round.id, workerId: id },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (answer) return answer;
  throw conflict(
    'NOT_IN_ROUND',
    {
      zh: '该人员不在本轮摸底的范围或口径之内。',
      en: 'The person is not in the scope or the population of this round.',
    },
    { field: 'input.worker' },
  );
}
