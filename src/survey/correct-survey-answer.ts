import { LockMode } from '@mikro-orm/core';
import type { Operation } from '#kernel/operation.js';
import { textOf } from '#kernel/plain-text.js';
import { toGlobalId } from '#kernel/global-id.js';
import { findSurveyAnswer } from './find-survey-answer.js';
import { findRoundToAskIn } from './find-survey-round.js';
import type { SurveyAnswer } from './survey-answer.entity.js';
import { readBrought, type Said } from './survey.rules.js';

/** What is true instead, and why the first was not. */
export interface AnswerCorrection extends Said {
  readonly id: string;
  readonly version?: number | null;
  readonly reason: string;
}

/**
 * The county corrects what was written, also what is final, while the round is open. It counts no try. A wish that
 * came with a wrong answer stands until it is withdrawn by its own verb. CONFLICT: NOT_ASKED_YET,
 * SURVEY_ROUND_NOT_OPEN, CHANGED_MEANWHILE.
 */
export async function correctSurveyAnswer(op: Operation, input: AnswerCorrection): Promise<SurveyAnswer> {
  op.must('surveyAnswer.correct');
  const answer = await findSurveyAnswer(op, input.id);
  op.must('surveyAnswer.correct', { origin: answer.origin });
  if (input.version != null) await op.em.lock(answer, LockMode.OPTIMISTIC, input.version);
  const round = await findRoundToAskIn(op, toGlobalId('SurveyRound', answer.roundId), 'input.id');
  round.mustBeOpen('input.id');
  const brought = readBrought(input);
  const reason = textOf('input.reason', input.reason, { least: 2, most: 500, lines: true });
  answer.correct(brought, reason, op.viewer.accountId, op.now);
  return answer;
}
