import { LockMode } from '@mikro-orm/core';
import { conflict, notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { findWorker, findWorkerByKey, keepRecord } from '#worker/find-worker.js';
import { SurveyAnswer } from './survey-answer.entity.js';
import type { SurveyRound } from './survey-round.entity.js';

/** What a refusal calls an answer. */
export const SURVEY_ANSWER = { zh: '走访结果', en: 'survey answer' } as const;

/**
 * The answer of an id, to be written; locked for this transaction. NOT_FOUND when it is not there or not the county’s, and
 * when another county answers for the person by now: what was said in a round goes with the person. CONFLICT/WORKER_MERGED.
 */
export async function findSurveyAnswer(op: Operation, id: string, field = 'input.id'): Promise<SurveyAnswer> {
  const answer = await op.em.findOne(SurveyAnswer, { id: keyOf('SurveyAnswer', id, field) });
  if (!answer) throw notFound(SURVEY_ANSWER, field);
  // The person first, as everybody does who moves or merges them.
  await keepRecord(op, await findWorkerByKey(op, answer.workerId, field), field);
  if (!(await op.em.refresh(answer, { lockMode: LockMode.PESSIMISTIC_WRITE })))
    throw notFound(SURVEY_ANSWER, field);
  return answer;
}

/**
 * A worker’s row in a round, locked for this transaction. NOT_FOUND when the worker is not the viewer’s to know of;
 * CONFLICT: NOT_IN_ROUND when the round does not ask the person, WORKER_MERGED.
 */
export async function findAnswerOf(op: Operation, round: SurveyRound, worker: string): Promise<SurveyAnswer> {
  const person = await findWorker(op, worker, 'input.worker');
  await keepRecord(op, person, 'input.worker');
  const answer = await op.em.findOne(
    SurveyAnswer,
    { roundId: round.id, workerId: person.id },
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
