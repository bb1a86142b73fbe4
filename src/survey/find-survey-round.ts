import { LockMode } from '@mikro-orm/core';
import { notFound } from '#kernel/error.js';
import { keyOf } from '#kernel/global-id.js';
import type { Operation } from '#kernel/operation.js';
import { SurveyRound } from './survey-round.entity.js';

/** What a refusal calls a round. */
export const SURVEY_ROUND = { zh: '摸底轮次', en: 'survey round' } as const;

/** The round of an id, locked to be changed, or NOT_FOUND when it is not there or not the county’s. */
export function findSurveyRound(op: Operation, id: string, field = 'input.id'): Promise<SurveyRound> {
  return find(op, id, field, LockMode.PESSIMISTIC_WRITE);
}

/** As `findSurveyRound`, for who asks within it: any number at once, and nobody closes it meanwhile. */
export function findRoundToAskIn(op: Operation, id: string, field: string): Promise<SurveyRound> {
  return find(op, id, field, LockMode.PESSIMISTIC_READ);
}

async function find(op: Operation, id: string, field: string, lockMode: LockMode): Promise<SurveyRound> {
  const round = await op.em.findOne(SurveyRound, { id: keyOf('SurveyRound', id, field) }, { lockMode });
  if (!round) throw notFound(SURVEY_ROUND, field);
  return round;
}
